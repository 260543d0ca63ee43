/** @file What becomes of files and of who is watching when others than before may see a picture. */
import { bind } from '@galatea/store/accounts';
import { setRenderVisibility, updateArtwork } from '@galatea/store/artworks';
import { moderate } from '@galatea/store/moderation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from './testing.ts';
import { publishWithFiles } from './testing-hung.ts';
import { type HandWorker, runningRender } from './testing-worker.ts';

let api: TestApi;
let owner: Member;
let moderator: Member;

beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	moderator = await api.member('MODERATOR');
});
afterAll(() => api[Symbol.asyncDispose]());

const changes: Readonly<Record<string, (artworkId: string) => Promise<unknown>>> = {
	'becomes private': (id) => updateArtwork(api.store, { id, userId: owner.userId, visibility: 'PRIVATE' }),
	'is hidden by moderators': (subjectId) =>
		moderate(api.store, { subjectId, kind: 'HIDE', reason: 'For the test' }, moderator.userId),
	'is for adults from now on': (id) => updateArtwork(api.store, { id, userId: owner.userId, contentLevel: 'ADULTS' }),
};

test.each(Object.keys(changes))(
	'a picture that %s is gone at once from files, for who may not see it',
	async (name) => {
		const published = await publishWithFiles(api, owner, { remixOfArtworkId: null, visibility: 'PUBLIC' });
		const { artworkId, worker, files } = published;
		const [file = ''] = files;
		const get = (who: Member | undefined) => fetch(`${api.url}/files/${file}`, { headers: headersOf(who) });
		expect((await get(undefined)).headers.get('cache-control')).toBe(
			'public, max-age=31536000, s-maxage=300, immutable',
		);
		await changes[name]?.(artworkId);
		expect((await get(undefined)).status).toBe(404);
		expect((await get(owner)).headers.get('cache-control')).toBe('private, no-cache');
		const document = 'query ($id: ID!) { render(id: $id) { id } }';
		expect(dataOf(await api.query(document, { id: worker.renderId }))).toEqual({ render: null });
		expect(dataOf(await api.query(document, { id: worker.renderId }, owner))).toEqual({
			render: { id: worker.renderId },
		});
	},
);

const hiding: Readonly<Record<string, (worker: HandWorker) => Promise<unknown>>> = {
	'is made private': ({ renderId }) =>
		setRenderVisibility(api.store, { renderId, userId: owner.userId, visibility: 'PRIVATE' }),
	'is hidden by moderators': ({ renderId: subjectId }) =>
		moderate(api.store, { subjectId, kind: 'HIDE', reason: 'For the test' }, moderator.userId),
};

test.each(Object.keys(hiding))('a subscription ends when the render %s, and goes on for its person', async (name) => {
	const worker = await runningRender(api.store, { userId: owner.userId });
	const document = 'subscription ($id: ID!) { renderEvents(id: $id) { seq __typename } }';
	const [stranger, person] = [undefined, owner].map((who) => api.subscribe(document, { id: worker.renderId }, who));
	for (const events of [stranger, person]) await events?.next();
	await hiding[name]?.(worker);
	expect(await stranger?.next()).toMatchObject({ done: true });
	await worker.progress(1);
	expect((await person?.next())?.value).toMatchObject({ data: { renderEvents: { __typename: 'RenderProgress' } } });
	await person?.return();
});

test('who is blocked while they watch watches no longer, and everybody else does', async () => {
	const [blocked, other] = [await api.member(), await api.member()];
	const worker = await runningRender(api.store, { userId: owner.userId });
	const document = 'subscription ($id: ID!) { renderEvents(id: $id) { seq __typename } }';
	const watching = [blocked, other, undefined].map((who) => api.subscribe(document, { id: worker.renderId }, who));
	for (const events of watching) await events.next();
	await bind(api.store, 'block', owner.userId, blocked.userId);
	expect(await watching[0]?.next()).toMatchObject({ done: true });
	await worker.progress(1);
	for (const events of watching.slice(1)) {
		expect((await events.next()).value).toMatchObject({ data: { renderEvents: { __typename: 'RenderProgress' } } });
		await events.return();
	}
});
