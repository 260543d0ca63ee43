/** @file Every way of making something from a picture: who may, what is refused and why, and what is credited. */
import { encodeOriginal, inspectPicture } from '@galatea/pictures';
import { hashRecipe, type Licence } from '@galatea/render';
import { bind } from '@galatea/store/accounts';
import { updateArtwork } from '@galatea/store/artworks';
import { getRender } from '@galatea/store/renders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, HandWorker } from '../../testing-worker.ts';

interface Source {
	readonly artworkId: string;
	readonly renderId: string;
	/** SHA-256 of its picture. */
	readonly sha256: string;
	readonly recipe: Parameters<typeof hashRecipe>[0];
}

let api: TestApi;
let artist: Member;
let stranger: Member;
let follower: Member;
/** May be mixed by everybody. */
let other: Source;
beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
	stranger = await api.member();
	follower = await api.member();
	await bind(api.store, 'follow', follower.userId, artist.userId);
	other = await hang();
});
afterAll(() => api[Symbol.asyncDispose]());

async function hang(changes: Omit<Parameters<typeof updateArtwork>[1], 'id' | 'userId'> = {}): Promise<Source> {
	const { renderId } = await doneRender(api.store, { userId: artist.userId, prompt: 'a red apple' });
	const artworkId = await publish(renderId, artist);
	const { userId } = artist;
	await updateArtwork(api.store, { id: artworkId, userId, ...changes });
	const render = await getRender(api.store, renderId);
	if (!render) throw new Error('the render of the test is gone');
	return { artworkId, renderId, sha256: render.image?.key.split('.')[0] ?? '', recipe: render.recipe };
}

async function publish(id: string, who: Member, licence?: Licence | null): Promise<string> {
	const document = /* GraphQL */ `
		mutation ($id: ID!, $licence: Licence) {
			publishRender(id: $id, title: "Made", licence: $licence) {
				__typename
				... on PublishRenderSuccess { artwork { id } }
				... on InvalidInput { issues { path } }
			}
		}
	`;
	const { publishRender } = dataOf(await api.query(document, { id, licence }, who)) as {
		publishRender: { __typename: string; artwork?: { id: string } };
	};
	return publishRender.artwork?.id ?? publishRender.__typename;
}

interface Asked {
	readonly __typename: string;
	readonly reason?: string;
	readonly sourceId?: string;
	readonly render?: { readonly id: string; readonly licenceChoices: readonly (Licence | null)[] };
}

const answer = /* GraphQL */ `{
	__typename
	... on RemixRefused { reason sourceId }
	... on InvalidRecipe { message }
	... on CreateRenderSuccess { render { id licenceChoices } }
}`;

async function create(input: Record<string, unknown>, who: Member): Promise<Asked> {
	const document = `mutation ($input: CreateRenderInput!) { createRender(input: $input) ${answer} }`;
	const data = dataOf(await api.query(document, { input: { prompt: 'a green pear', ...input } }, who));
	return data['createRender'] as Asked;
}

const ways: Readonly<Record<string, (source: Source, who: Member) => Promise<Asked>>> = {
	REMIX: ({ artworkId: remixOf }, who) => create({ remixOf }, who),
	FORK: async ({ renderId }, who) => {
		const document = `mutation ($id: ID!) { forkRender(input: { renderId: $id, step: 50, prompt: "a pear" }) ${answer} }`;
		return dataOf(await api.query(document, { id: renderId }, who))['forkRender'] as Asked;
	},
	'FORK of a render that is named': ({ renderId }, who) =>
		create({ steps: 120, initial: { kind: 'FORK', renderId, step: 50 } }, who),
	'FORK of a recipe that is sent whole': ({ recipe }, who) =>
		create({ steps: 120, initial: { kind: 'FORK', recipe, step: 50 } }, who),
	MIX: ({ artworkId }, who) =>
		create(
			{ mixOf: [other.artworkId, artworkId].map((id, index) => ({ artworkId: id, share: 40 + 20 * index })) },
			who,
		),
	IMAGE_PROMPT: ({ sha256 }, who) => create({ imagePrompts: [{ sha256 }] }, who),
	INITIAL_IMAGE: ({ sha256 }, who) => create({ initial: { kind: 'IMAGE', sha256 } }, who),
	IMPORT: ({ recipe }, who) => create({ importedRecipe: hashRecipe(recipe) }, who),
};

describe.each(Object.entries(ways))('%s', (name, way) => {
	test('is credited by the server as what it is', async () => {
		const source = await hang();
		const { render } = await way(source, stranger);
		const worker = new HandWorker(api.store, render?.id ?? '');
		await worker.claim();
		await worker.start();
		await worker.finish();
		const id = await publish(worker.renderId, stranger);
		const document = /* GraphQL */ `
			query ($id: ID!) {
				artwork(id: $id) { family { credits { childId parentId kind share parentStep isVerified } } }
			}
		`;
		const { artwork } = dataOf(await api.query(document, { id })) as { artwork: { family: { credits: Credit[] } } };
		const kind = name.split(' ')[0];
		expect(
			artwork.family.credits.filter(({ childId, parentId }) => childId === id && parentId === source.artworkId),
		).toEqual([
			{
				childId: id,
				parentId: source.artworkId,
				kind,
				share: kind === 'MIX' ? 0.6 : null,
				parentStep: kind === 'FORK' ? 50 : null,
				isVerified: kind !== 'IMPORT',
			},
		]);
	});

	test.each([
		['NOBODY', { remixPolicy: 'NOBODY' }],
		['FOLLOWERS_ONLY', { remixPolicy: 'FOLLOWERS' }],
		['LICENCE', { licence: 'CC_BY_ND' }],
		['LICENCE', { licence: 'ALL_RIGHTS_RESERVED' }],
	] as const)(
		'is refused as %s, with the picture that it is about, and not for its artist',
		async (reason, changes) => {
			const source = await hang(changes);
			expect(await way(source, stranger)).toEqual({ __typename: 'RemixRefused', reason, sourceId: source.artworkId });
			const [ofFollower, ofArtist] = [await way(source, follower), await way(source, artist)];
			expect(ofFollower.__typename).toBe(reason === 'FOLLOWERS_ONLY' ? 'CreateRenderSuccess' : 'RemixRefused');
			expect(ofArtist.__typename).toBe('CreateRenderSuccess');
		},
	);
});

interface Credit {
	readonly childId: string;
	readonly parentId: string | null;
}

test('a picture tells who asks whether they may make something from it', async () => {
	const { artworkId: id } = await hang({ remixPolicy: 'FOLLOWERS' });
	const told = [];
	for (const who of [undefined, stranger, follower, artist]) {
		const answered = await api.query('query ($id: ID!) { artwork(id: $id) { viewerRemixPermission } }', { id }, who);
		told.push((dataOf(answered)['artwork'] as { viewerRemixPermission: string }).viewerRemixPermission);
	}
	expect(told).toEqual(['FOLLOWERS_ONLY', 'FOLLOWERS_ONLY', 'ALLOWED', 'ALLOWED']);
});

test('what is to be shared alike goes on under the same licence, and two that differ are not mixed', async () => {
	const [alike, apart] = [await hang({ licence: 'CC_BY_SA' }), await hang({ licence: 'CC_BY_NC_SA' })];
	const { render } = await create({ remixOf: alike.artworkId }, stranger);
	expect(render?.licenceChoices).toEqual(['CC_BY_SA']);
	const others = await api.query('query ($id: ID!) { render(id: $id) { licenceChoices } }', { id: render?.id });
	expect(others.data).toEqual({ render: { licenceChoices: [] } });
	const worker = new HandWorker(api.store, render?.id ?? '');
	await worker.claim();
	await worker.start();
	await worker.finish();
	expect(await publish(worker.renderId, stranger, 'CC0')).toBe('InvalidInput');
	const id = await publish(worker.renderId, stranger, 'CC_BY_SA');
	expect(id).toMatch(/^art_/);
	const mixOf = [alike, apart].map(({ artworkId }) => ({ artworkId, share: 1 }));
	expect(await create({ mixOf }, stranger)).toMatchObject({ __typename: 'RemixRefused', reason: 'LICENCES_APART' });
});

test.each([
	['of one', () => [{ artworkId: other.artworkId, share: 1 }]],
	['with nothing of one', () => [other, other].map(({ artworkId }, share) => ({ artworkId, share }))],
	['of nine', () => Array.from({ length: 9 }, () => ({ artworkId: other.artworkId, share: 1 }))],
])('a mix %s is refused with the place of the mistake', async (_name, mixOf) => {
	const document = `mutation ($input: CreateRenderInput!) {
		createRender(input: $input) { ... on InvalidRecipe { issues { path } } } }`;
	const input = { prompt: 'a pear', mixOf: mixOf() };
	expect(dataOf(await api.query(document, { input }, stranger))).toEqual({
		createRender: { issues: [{ path: 'mixOf' }] },
	});
});

test('a download names the licence by the address of its terms', async () => {
	const png = await encodeOriginal(
		{ width: 16, height: 16, data: new Uint8Array(3 * 16 * 16) },
		{ recipe: '{}', description: '' },
	);
	const worker = new HandWorker(api.store, (await create({}, artist)).render?.id ?? '');
	await worker.claim();
	await worker.start();
	await worker.finish(100, png.bytes);
	const id = await publish(worker.renderId, artist, 'CC_BY_NC');
	const response = await fetch(`${api.url}/downloads/${id}.webp`);
	const { found } = await inspectPicture(new Uint8Array(await response.arrayBuffer()));
	expect(found[0]?.settings.licence).toBe('https://creativecommons.org/licenses/by-nc/4.0/');
});
