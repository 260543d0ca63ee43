/** @file Hints that a picture may be for adults: who is told of them, and that the picture's person decides. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getArtworks } from './artworks.ts';
import { type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
import { levelHintsOf, saveLevelHint } from './level-hints.ts';
import { moderate } from './moderation.ts';
import { savePictureEmbedding } from './picture-embeddings.ts';
import { picturesToCompare } from './pictures-to-compare.ts';
import { query, type Store } from './store.ts';
import { type TestMember, type TestMembers, testMembers } from './test-members.ts';
import { type TestStore, testStore } from './test-store.ts';
import { updateArtwork } from './update-artwork.ts';
import { nobody, type Viewer } from './visibility.ts';

let setting: TestStore;
let store: Store;
let member: TestMembers['member'];
let artworkOf: TestMembers['artworkOf'];
let space: EmbeddingSpace;

const spaceName = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension: 3, profileLength: 2 };
const embedding = { vector: Float32Array.of(0, 1, 0), profile: Float32Array.of(0, 1), mean: 0.5, deviation: 0.1 };

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	({ member, artworkOf } = testMembers(store));
	space = await useEmbeddingSpace(store, spaceName);
});
afterAll(() => setting[Symbol.asyncDispose]());

async function hinted(artist: TestMember): Promise<{ readonly id: string; readonly imageKey: string }> {
	const id = await artworkOf(artist);
	const imageKey = `${createHash('sha256').update(id).digest('hex')}.png`;
	await query(store, 'UPDATE "Artwork" SET "imageKey" = $2 WHERE id = $1', [id, imageKey]);
	await savePictureEmbedding(store, space.id, imageKey, embedding);
	await saveLevelHint(store, space.id, imageKey, 3.5, 1);
	return { id, imageKey };
}

const hintOn = async (id: string, viewer: Viewer) => (await levelHintsOf(store, [id], viewer))[0];

test('a hint is told to the picture’s person and to moderators alone, with its source, and changes nothing by itself', async () => {
	const [artist, moderator, admin] = [await member(), await member('MODERATOR'), await member('ADMIN')];
	const { id } = await hinted(artist);
	const hint = { confidence: 3.5, perceptor: 'one', perceptorHash: 'a'.repeat(64), version: 1, refuted: false };
	for (const viewer of [artist, moderator, admin])
		expect(await levelHintsOf(store, ['art_none', id], viewer)).toEqual([null, hint]);
	for (const viewer of [nobody, await member()]) expect(await hintOn(id, viewer)).toBeNull();
	expect(await getArtworks(store, [id], nobody)).toMatchObject([{ contentLevel: 'EVERYONE' }]);
});

test('who published the picture follows it or refutes it, and moderators know that they did', async () => {
	const [artist, moderator] = [await member(), await member('MODERATOR')];
	const { id } = await hinted(artist);
	const refute = (levelHintRefuted: boolean) => updateArtwork(store, { id, userId: artist.userId, levelHintRefuted });
	await refute(true);
	expect([await hintOn(id, artist), await hintOn(id, moderator)]).toMatchObject([{ refuted: true }, { refuted: true }]);
	await refute(false);
	expect(await hintOn(id, moderator)).toMatchObject({ refuted: false });
	const byAnother = updateArtwork(store, { id, userId: moderator.userId, levelHintRefuted: true });
	await expect(byAnother).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await updateArtwork(store, { id, userId: artist.userId, contentLevel: 'ADULTS' });
	expect([await hintOn(id, artist), await hintOn(id, moderator)]).toEqual([null, null]);
});

test('what moderators have put among pictures for adults is hinted at no more', async () => {
	const [artist, moderator] = [await member(), await member('MODERATOR')];
	const { id } = await hinted(artist);
	const act = { subjectId: id, kind: 'SET_LEVEL', level: 'ADULTS', reason: 'As the hint says' } as const;
	await moderate(store, act, moderator.userId);
	expect(await hintOn(id, moderator)).toBeNull();
});

test('newer texts and another perceptor say it anew', async () => {
	const artist = await member();
	const { id, imageKey } = await hinted(artist);
	const waits = async (version: number) =>
		(await picturesToCompare(store, space, 'level', version, 1_000)).some((each) => each.imageKey === imageKey);
	expect([await waits(1), await waits(2)]).toEqual([false, true]);
	await saveLevelHint(store, space.id, imageKey, null, 2);
	expect([await waits(2), await hintOn(id, artist)]).toEqual([false, null]);
	await saveLevelHint(store, space.id, imageKey, 4, 2);
	const other = await useEmbeddingSpace(store, { ...spaceName, perceptor: 'other', hash: 'b'.repeat(64) });
	expect(await hintOn(id, artist)).toBeNull();
	await savePictureEmbedding(store, other.id, imageKey, embedding);
	await saveLevelHint(store, other.id, imageKey, 3, 2);
	expect(await hintOn(id, artist)).toMatchObject({ confidence: 3, perceptor: 'other', version: 2 });
});
