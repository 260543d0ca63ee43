/** @file That credit and licence go on by every detour: one's own work in between, what is not published, a file uploaded again. */
import { encodeOriginal } from '@galatea/pictures';
import { type Licence, printRecipe } from '@galatea/render';
import { updateArtwork } from '@galatea/store/artworks';
import { getRender } from '@galatea/store/renders';
import { type DisposableDatabase, disposableDatabase, sqlSession } from '@galatea/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, HandWorker } from '../../testing-worker.ts';

let database: DisposableDatabase;
let api: TestApi;
let artist: Member;
let stranger: Member;
beforeAll(async () => {
	database = await disposableDatabase();
	api = await startTestApi({ databaseUrl: database.url });
	artist = await api.member();
	stranger = await api.member();
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

const createRender = /* GraphQL */ `
	mutation ($input: CreateRenderInput!) {
		createRender(input: $input) {
			__typename
			... on RemixRefused { reason sourceId }
			... on InvalidRecipe { issues { path code } }
			... on NotFound { message }
			... on CreateRenderSuccess { render { id visibility licenceChoices } }
		}
	}
`;

interface Created {
	readonly __typename: string;
	readonly reason?: string;
	readonly render?: { readonly id: string; readonly visibility: string; readonly licenceChoices: readonly string[] };
}

const create = async (input: Record<string, unknown>, who: Member): Promise<Created> =>
	dataOf(await api.query(createRender, { input: { prompt: 'a green pear', ...input } }, who))[
		'createRender'
	] as Created;

/** The finished picture of a render that was asked for. */
async function finish({ render }: Created): Promise<HandWorker> {
	const worker = new HandWorker(api.store, render?.id ?? '');
	await worker.claim();
	await worker.start();
	await worker.finish();
	return worker;
}

async function publish(id: string, who: Member, licence?: Licence | null): Promise<string> {
	const document = /* GraphQL */ `
		mutation ($id: ID!, $licence: Licence) {
			publishRender(id: $id, title: "Made", licence: $licence) {
				__typename
				... on PublishRenderSuccess { artwork { id } }
			}
		}
	`;
	const { publishRender } = dataOf(await api.query(document, { id, licence }, who)) as {
		publishRender: { __typename: string; artwork?: { id: string } };
	};
	return publishRender.artwork?.id ?? publishRender.__typename;
}

async function hang(changes: Omit<Parameters<typeof updateArtwork>[1], 'id' | 'userId'> = {}) {
	const { renderId } = await doneRender(api.store, { userId: artist.userId, prompt: 'a red apple' });
	const artworkId = await publish(renderId, artist);
	await updateArtwork(api.store, { id: artworkId, userId: artist.userId, ...changes });
	return { artworkId, renderId, sha256: await shaOf(renderId) };
}

async function shaOf(renderId: string): Promise<string> {
	return (await getRender(api.store, renderId))?.image?.key.split('.')[0] ?? '';
}

interface Credit {
	readonly kind: string;
	readonly parentId: string | null;
}

async function creditsOf(id: string): Promise<readonly Credit[]> {
	const document = 'query ($id: ID!) { artwork(id: $id) { credits { kind parentId } } }';
	return (dataOf(await api.query(document, { id }, stranger))['artwork'] as { credits: readonly Credit[] }).credits;
}

describe('what one has made from the picture of another', () => {
	test("binds what is made from that, though it is one's own", async () => {
		const { artworkId } = await hang({ licence: 'CC_BY_SA' });
		const between = await publish((await finish(await create({ remixOf: artworkId }, stranger))).renderId, stranger);
		const next = await create({ remixOf: between }, stranger);
		expect(next.render?.licenceChoices).toEqual(['CC_BY_SA']);
		expect(await publish((await finish(next)).renderId, stranger, 'CC0')).toBe('InvalidInput');
	});

	test.each([
		['gone on with', (renderId: string) => ({ initial: { kind: 'FORK', renderId, step: 50 }, steps: 120 })],
		['begun from', (_renderId: string, sha256: string) => ({ initial: { kind: 'IMAGE', sha256 } })],
	])('is credited, under its terms, when it is %s before anybody has published it', async (_how, begin) => {
		const { artworkId } = await hang({ licence: 'CC_BY_SA' });
		const { renderId } = await finish(await create({ remixOf: artworkId }, stranger));
		const next = await create(begin(renderId, await shaOf(renderId)), stranger);
		expect(next.render?.licenceChoices).toEqual(['CC_BY_SA']);
		const id = await publish((await finish(next)).renderId, stranger, 'CC_BY_SA');
		expect(await creditsOf(id)).toEqual([{ kind: 'REMIX', parentId: artworkId }]);
	});
});

test('a render that is not published is gone on with by its person alone, and its picture used by nobody else', async () => {
	const { renderId } = await doneRender(api.store, { userId: artist.userId, prompt: 'a red apple' });
	const sha256 = await shaOf(renderId);
	const initial = { kind: 'FORK', renderId, step: 50 };
	expect(await create({ initial, steps: 120 }, stranger)).toEqual({
		__typename: 'RemixRefused',
		reason: 'NOT_PUBLISHED',
		sourceId: renderId,
	});
	expect(await create({ imagePrompts: [{ sha256 }] }, stranger)).toEqual({
		__typename: 'InvalidRecipe',
		issues: [{ path: 'imagePrompts.0.sha256', code: 'NO_SUCH_PICTURE' }],
	});
	expect((await create({ initial, steps: 120 }, artist)).__typename).toBe('CreateRenderSuccess');
	await publish(renderId, artist);
	expect((await create({ imagePrompts: [{ sha256 }] }, stranger)).__typename).toBe('CreateRenderSuccess');
});

test('the runs that a recipe goes on with are looked for one within the other', async () => {
	const { artworkId, renderId } = await hang({ licence: 'CC_BY_ND' });
	const first = (await getRender(api.store, renderId))?.recipe;
	const within = { ...first, steps: 110, initial: { kind: 'fork', recipe: first, step: 50 } };
	const initial = { kind: 'FORK', recipe: within, step: 60 };
	expect(await create({ initial, steps: 120 }, stranger)).toEqual({
		__typename: 'RemixRefused',
		reason: 'LICENCE',
		sourceId: artworkId,
	});
});

describe('a picture of the gallery that is uploaded again', () => {
	const bring = async (bytes: Uint8Array, type: string, who: Member): Promise<string> => {
		const headers = { 'content-type': type, ...headersOf(who) };
		const answer = await fetch(`${api.url}/uploads`, { method: 'POST', headers, body: new Uint8Array(bytes) });
		return ((await answer.json()) as { sha256: string }).sha256;
	};

	test.each([
		['as its file', (_id: string, file: string) => file],
		['as a PNG with its recipe', (id: string) => `/downloads/${id}.png`],
		['as a WebP with its recipe', (id: string) => `/downloads/${id}.webp`],
		['as a JPEG with its recipe', (id: string) => `/downloads/${id}.jpg`],
	])('%s is what it was: under a licence that allows nothing, nothing is made from it', async (_how, addressOf) => {
		const asked = await create({ seed: String(Math.ceil(Math.random() * 1e9)) }, artist);
		const recipe = (await getRender(api.store, asked.render?.id ?? ''))?.recipe;
		if (!recipe) throw new Error('the render of the test is gone');
		const { width, height } = recipe;
		const pixels = { width, height, data: new Uint8Array(3 * width * height).fill(90) };
		const { bytes } = await encodeOriginal(pixels, { recipe: printRecipe(recipe), description: 'a green pear' });
		const worker = new HandWorker(api.store, asked.render?.id ?? '');
		await worker.claim();
		await worker.start();
		await worker.finish(100, bytes);
		const artworkId = await publish(worker.renderId, artist);
		await updateArtwork(api.store, { id: artworkId, userId: artist.userId, licence: 'CC_BY_ND' });
		const key = (await getRender(api.store, worker.renderId))?.image?.key ?? '';
		const response = await fetch(`${api.url}${addressOf(artworkId, `/files/${key}`)}`);
		expect(response.status).toBe(200);
		const type = response.headers.get('content-type') ?? '';
		const sha256 = await bring(new Uint8Array(await response.arrayBuffer()), type, stranger);
		expect(await create({ initial: { kind: 'IMAGE', sha256 } }, stranger)).toEqual({
			__typename: 'RemixRefused',
			reason: 'LICENCE',
			sourceId: artworkId,
		});
	});
});

test.each([
	['hidden by moderators', 'UPDATE "Artwork" SET hidden = true WHERE id = $1'],
	['for adults', `UPDATE "Artwork" SET "ownContentLevel" = 'ADULTS' WHERE id = $1`],
	['for followers', `UPDATE "Artwork" SET visibility = 'FOLLOWERS' WHERE id = $1`],
	[
		'of somebody who has blocked them',
		`INSERT INTO "Block" ("blockerId", "blockedId") SELECT "publishedById", $2 FROM "Artwork" WHERE id = $1`,
	],
])(
	'nobody else renders with a picture that is %s, because who watches the render would have it',
	async (_what, change) => {
		const { artworkId, sha256 } = await hang();
		const [before, somebody] = [await api.member(), await api.member()];
		const input = { imagePrompts: [{ sha256 }] };
		expect((await create(input, before)).__typename).toBe('CreateRenderSuccess');
		await using session = await sqlSession(database.url);
		await session.run(change, change.includes('$2') ? [artworkId, somebody.userId] : [artworkId]);
		expect(await create(input, somebody)).toEqual({
			__typename: 'InvalidRecipe',
			issues: [{ path: 'imagePrompts.0.sha256', code: 'NO_SUCH_PICTURE' }],
		});
		expect((await create(input, artist)).__typename).toBe('CreateRenderSuccess');
	},
);

test('what is made from several pictures begins as narrow as the narrowest, and as its person usually has it', async () => {
	const [members, own] = [
		await hang({ visibility: 'MEMBERS' }),
		await doneRender(api.store, { userId: stranger.userId }),
	];
	const privately = await publish(own.renderId, stranger);
	await updateArtwork(api.store, { id: privately, userId: stranger.userId, visibility: 'PRIVATE' });
	const mixOf = [members.artworkId, privately].map((artworkId) => ({ artworkId, share: 1 }));
	expect((await create({ mixOf }, stranger)).render?.visibility).toBe('PRIVATE');
	expect((await create({ remixOf: members.artworkId }, stranger)).render?.visibility).toBe('MEMBERS');
});

test('an artwork that is deleted while something is made from it is answered as not found', async () => {
	const { artworkId } = await hang();
	await using deleting = await sqlSession(database.url);
	await using watching = await sqlSession(database.url);
	await deleting.run('BEGIN');
	await deleting.run('DELETE FROM "Artwork" WHERE id = $1', [artworkId]);
	const asked = create({ remixOf: artworkId }, stranger);
	const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
	await expect.poll(() => watching.run(waits), { timeout: 20_000 }).toBeGreaterThan(0);
	await deleting.run('COMMIT');
	expect(await asked).toEqual({ __typename: 'NotFound', message: `There is no artwork "${artworkId}".` });
});

test('a picture is published under no licence where that is asked for, and under the usual one where nothing is', async () => {
	const person = await api.member();
	const usual = 'mutation { updateProfile(input: { defaultLicence: CC0 }) { __typename } }';
	expect(dataOf(await api.query(usual, {}, person))['updateProfile']).toMatchObject({ __typename: /Success$/ });
	const licenceOf = async (licence?: null): Promise<unknown> => {
		const { renderId } = await doneRender(api.store, { userId: person.userId });
		const id = await publish(renderId, person, licence);
		return dataOf(await api.query('query ($id: ID!) { artwork(id: $id) { licence } }', { id }))['artwork'];
	};
	expect(await licenceOf()).toEqual({ licence: 'CC0' });
	expect(await licenceOf(null)).toEqual({ licence: null });
});
