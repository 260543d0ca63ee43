import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query } from '../database/store.ts';
import { exactScore } from '../testing/test-pictures.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
import { type PictureEmbedding, savePictureEmbedding } from './picture-embeddings.ts';
import { areVectorsReady, buildVectorIndexes, copyVectors, prepareVectors } from './picture-vectors.ts';
import { type SoughtVector, searchVectors } from './search-vectors.ts';

const pictures = 60;
const [dimension, profileLength] = [16, 8];

interface Hung extends PictureEmbedding {
	readonly id: string;
	readonly imageKey: string;
}

let setting: TestStore;
let space: EmbeddingSpace;
let userId: string;
const hung: Hung[] = [];

/** The same numbers each time, of length 1. */
function unit(seed: number, width: number): Float32Array {
	const drawn = Float32Array.from({ length: width }, (_, index) => Math.sin(seed * 12.9898 + index * 78.233));
	const length = Math.hypot(...drawn);
	return drawn.map((value) => value / length);
}

async function hang(seed: number, tags: readonly string[] = []): Promise<Hung> {
	const { store } = setting;
	const { id: renderId } = await queuedRender(store, {}, { userId });
	await finished(store, renderId);
	const { id } = await publishRender(store, { renderId, title: 'A picture', userId, tags });
	const imageKey = `${seed.toString(16).padStart(64, '0')}.png`;
	await query(store, 'UPDATE "Artwork" SET "imageKey" = $2 WHERE id = $1', [id, imageKey]);
	const embedding = {
		vector: unit(seed, dimension),
		profile: unit(seed + 1_000, profileLength),
		mean: 0.2 + (seed % 7) / 50,
		deviation: 0.1 + (seed % 5) / 50,
	};
	await savePictureEmbedding(store, space.id, imageKey, embedding);
	return { id, imageKey, ...embedding };
}

beforeAll(async () => {
	setting = await testStore({ vectors: true });
	await prepareVectors(setting.store);
	userId = (await createGuest(setting.store)).user.id;
	const name = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension, profileLength };
	space = await useEmbeddingSpace(setting.store, name);
	for (let seed = 1; seed <= pictures; seed++) hung.push(await hang(seed, seed % 20 === 0 ? ['rare'] : []));
	expect(await areVectorsReady(setting.store, space)).toBe(false);
	expect(await buildVectorIndexes(setting.store, space, new AbortController().signal)).toBe(true);
	expect(await areVectorsReady(setting.store, space)).toBe(true);
});
afterAll(() => setting[Symbol.asyncDispose]());

type Page = Parameters<typeof searchVectors>[3];

async function found(sought: SoughtVector, page: Partial<Page> = {}): Promise<readonly string[]> {
	const all = { count: 100, after: null, filter: {}, ...page };
	return (await searchVectors(setting.store, space, sought, all, nobody)).map(({ id }) => id);
}

/** What comparing each by hand finds, best first. */
function byHand(sought: SoughtVector, among: readonly Hung[] = hung): readonly string[] {
	const score = (each: Hung) => exactScore(sought, each);
	return among
		.filter((each) => score(each) >= sought.cut && each.imageKey !== sought.except)
		.sort((one, other) => score(other) - score(one))
		.map(({ id }) => id);
}

const aText: SoughtVector = { of: 'text', vector: unit(5_001, dimension), cut: -1, except: null };

test('where the server offers pgvector its version is told, also when two processes start at once', async () => {
	const [offered] = await query<{ version: string }>(
		setting.store,
		`SELECT default_version AS version FROM pg_available_extensions WHERE name = 'vector'`,
	);
	const both = await Promise.all([prepareVectors(setting.store), prepareVectors(setting.store)]);
	expect(both).toEqual([offered, offered]);
	expect(offered?.version).toMatch(/^\d+\.\d+/);
});

test('a text and a picture find what comparing each by hand finds, best first and in pages', async () => {
	const like = hung[6] as Hung;
	const aPicture: SoughtVector = { of: 'picture', vector: like.profile, cut: 0.1, except: like.imageKey };
	for (const sought of [aText, aPicture, { ...aText, cut: 0.5 }]) {
		const expected = byHand(sought);
		expect(expected.length).toBeGreaterThan(3);
		expect(await found(sought)).toEqual(expected);
		const pages: string[] = [];
		for (let after: Page['after'] = null; ; ) {
			const page = { count: 4, after, filter: {} };
			const some = await searchVectors(setting.store, space, sought, page, nobody);
			pages.push(...some.map(({ id }) => id));
			after = some.at(-1) ?? null;
			if (some.length < 4) break;
		}
		expect(pages).toEqual(expected);
	}
	expect(await found({ ...aText, cut: 50 })).toEqual([]);
});

test('what a filter and visibility leave is found, however little that is', async () => {
	const rare = hung.filter((_, index) => (index + 1) % 20 === 0);
	const [first] = byHand(aText, rare);
	expect(await found(aText, { count: 2, filter: { tag: 'rare' } })).toEqual(byHand(aText, rare).slice(0, 2));
	await query(setting.store, `UPDATE "Artwork" SET visibility = 'PRIVATE' WHERE id = $1`, [first]);
	expect(await found(aText, { filter: { tag: 'rare' } })).toEqual(byHand(aText, rare).slice(1));
	await query(setting.store, `UPDATE "Artwork" SET visibility = 'PUBLIC' WHERE id = $1`, [first]);
});

test('what is looked at later is found once it was copied, by whoever copies it first', async () => {
	const later = await hang(9_999);
	expect(await found(aText)).not.toContain(later.id);
	const counts = await Promise.all([copyVectors(setting.store, space), copyVectors(setting.store, space)]);
	expect(Math.max(...counts)).toBe(1);
	expect(await copyVectors(setting.store, space)).toBe(0);
	hung.push(later);
	expect(await found({ ...aText, cut: -20 })).toEqual(byHand({ ...aText, cut: -20 }));
});

test('a process that ends while it builds the indexes leaves none that is used', async () => {
	const name = { perceptor: 'two', hash: 'b'.repeat(64), version: 1, dimension, profileLength };
	const other = await useEmbeddingSpace(setting.store, name);
	const ended = buildVectorIndexes(setting.store, other, AbortSignal.abort(new Error('ended')));
	await expect(ended).rejects.toThrow('ended');
	expect(await areVectorsReady(setting.store, other)).toBe(false);
});
