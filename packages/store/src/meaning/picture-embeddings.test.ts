import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetWhatIsOver } from '../access/rate-limits.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query } from '../database/store.ts';
import { workerBeat, workerGone } from '../renders/workers.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { answerEmbeddingRequest, findEmbedding, requestEmbedding } from './embedding-requests.ts';
import { currentEmbeddingSpace, type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
import {
	embeddingProgress,
	newestUnseen,
	readEmbeddings,
	savePictureEmbedding,
	type WalkPlace,
	walkUnseen,
} from './picture-embeddings.ts';

let setting: TestStore;
let space: EmbeddingSpace;
/** Keys of the pictures, newest first. */
const keys: string[] = [];
const name = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension: 3, profileLength: 2 };

beforeAll(async () => {
	setting = await testStore();
	const userId = (await createGuest(setting.store)).user.id;
	space = await useEmbeddingSpace(setting.store, name);
	for (let count = 0; count < 5; count++) {
		const { id } = await queuedRender(setting.store, {}, { userId });
		await finished(setting.store, id);
		const artwork = await publishRender(setting.store, { renderId: id, title: 'A picture', userId });
		keys.unshift(`${String(count).repeat(64)}.png`);
		await query(setting.store, 'UPDATE "Artwork" SET "imageKey" = $2 WHERE id = $1', [artwork.id, keys[0]]);
	}
});
afterAll(() => setting[Symbol.asyncDispose]());

const embedding = {
	vector: Float32Array.of(0.6, -0.8, 0),
	profile: Float32Array.of(1e-7, 1),
	mean: 0.5,
	deviation: 0.1,
};

test('a walk meets every picture that nobody has looked at once, newest first', async () => {
	const { store } = setting;
	await savePictureEmbedding(store, space.id, keys[1] ?? '', embedding);
	const met: string[] = [];
	let after: WalkPlace | null | undefined = null;
	while (after !== undefined) {
		const unseen: Awaited<ReturnType<typeof walkUnseen>> = await walkUnseen(store, space.id, after, 2);
		met.push(...unseen.map((each) => each.imageKey));
		after = unseen.at(-1);
	}
	const expected = keys.filter((key) => key !== keys[1]);
	expect(met).toEqual(expected);
	expect((await newestUnseen(store, space.id, 3)).map((each) => each.imageKey)).toEqual(expected.slice(0, 3));
	expect(await embeddingProgress(store, space.id)).toEqual({ embedded: 1, artworks: 5 });
});

test('what is stored comes back as it was, in the order in which it was stored, and once', async () => {
	const { store } = setting;
	await Promise.all(keys.map((key) => savePictureEmbedding(store, space.id, key, embedding)));
	const rows = await readEmbeddings(store, space, '0', 100);
	expect(new Set(rows.map((row) => row.imageKey))).toEqual(new Set(keys));
	expect(rows).toHaveLength(keys.length);
	for (const row of rows) expect(row).toMatchObject(embedding);
	const seqs = rows.map((row) => Number(row.seq));
	expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
	expect(await readEmbeddings(store, space, rows[2]?.seq ?? '', 1)).toEqual([rows[3]]);
});

test('spaces are apart, and of like ones the one that is searched in is the last that came into use', async () => {
	const { store } = setting;
	const other = await useEmbeddingSpace(store, { ...name, perceptor: 'two', version: 2 });
	expect(await currentEmbeddingSpace(store)).toEqual(other);
	expect(await readEmbeddings(store, other, '0', 10)).toEqual([]);
	expect(await newestUnseen(store, other.id, 10)).toHaveLength(5);
	expect(await useEmbeddingSpace(store, name)).toEqual(space);
	expect(await currentEmbeddingSpace(store)).toEqual(space);
});

test('workers with different packs agree which space is searched in, whoever began last, and a pack that is gone is not', async () => {
	const { store } = setting;
	const worker = { provider: 'cpu', device: 'cpu', engineVersion: 1 };
	const use = (perceptor: string, readsAnyWord: boolean) =>
		useEmbeddingSpace(store, { ...name, perceptor, hash: perceptor.repeat(64).slice(0, 64) }, readsAnyWord);
	const [b, words, a] = [await use('b', true), await use('words', false), await use('a', true)];
	await workerBeat(store, { ...worker, name: 'first', packIds: ['words', 'b'] });
	expect(await currentEmbeddingSpace(store)).toEqual(b);
	await workerBeat(store, { ...worker, name: 'second', packIds: ['words', 'a'] });
	for (const [perceptor, readsAnyWord] of [
		['b', true],
		['words', false],
	] as const) {
		await use(perceptor, readsAnyWord);
		expect(await currentEmbeddingSpace(store)).toEqual(a);
	}
	await workerGone(store, 'second');
	expect(await currentEmbeddingSpace(store)).toEqual(b);
	await workerBeat(store, { ...worker, name: 'first', packIds: ['words'] });
	expect(await currentEmbeddingSpace(store)).toEqual(words);
	await workerGone(store, 'first');
	// With nobody there the one that understands most is waited for.
	expect(await currentEmbeddingSpace(store)).toEqual(a);
	await useEmbeddingSpace(store, name);
});

test('a request is looked at by one of several workers, is kept when that fails, and is forgotten after a day', async () => {
	const { store } = setting;
	const key = await requestEmbedding(store, space.id, { text: 'an apple' });
	expect(await requestEmbedding(store, space.id, { text: 'an apple' })).toBe(key);
	const bytes = new TextEncoder().encode('an apple');
	expect(await requestEmbedding(store, space.id, { picture: bytes })).not.toBe(key);
	expect(await findEmbedding(store, space, key)).toBeNull();
	const failing = answerEmbeddingRequest(store, space.id, () => Promise.reject(new Error('out of memory')));
	await expect(failing).rejects.toThrow('out of memory');
	let looks = 0;
	const worker = () =>
		answerEmbeddingRequest(store, space.id, async (searched) => {
			looks += 1;
			return 'text' in searched ? { vector: Float32Array.of(1, 2, 3) } : { problem: 'NOT_A_PICTURE' };
		});
	expect((await Promise.all([worker(), worker(), worker()])).filter(Boolean)).toHaveLength(2);
	expect(looks).toBe(2);
	expect(await findEmbedding(store, space, key)).toEqual({ vector: Float32Array.of(1, 2, 3) });
	const failed = await requestEmbedding(store, space.id, { text: 'a pear' });
	await answerEmbeddingRequest(store, space.id, async () => ({ problem: 'FAILED' }));
	expect(await findEmbedding(store, space, failed)).toEqual({ problem: 'FAILED' });
	expect(await requestEmbedding(store, space.id, { text: 'a pear' })).toBe(failed);
	expect(await findEmbedding(store, space, failed)).toBeNull();
	await query(store, `UPDATE "EmbeddingRequest" SET "requestedAt" = now() - interval '25 hours'`);
	await forgetWhatIsOver(store);
	expect(await findEmbedding(store, space, key)).toBeUndefined();
});

test('when too many wait, more are refused until some are answered', async () => {
	const { store } = setting;
	for (let count = 0; count < 100; count++) await requestEmbedding(store, space.id, { text: `text ${count}` });
	const more = () => requestEmbedding(store, space.id, { text: 'one more' });
	await expect(more()).rejects.toMatchObject({ code: 'SEARCH_NEEDS_WORKER', retryable: true });
	await answerEmbeddingRequest(store, space.id, async () => ({ problem: 'NO_KNOWN_WORD' }));
	expect(await more()).toMatch(/^[0-9a-f]{64}$/);
});
