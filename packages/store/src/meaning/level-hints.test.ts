/** @file Hints that a picture may be for adults: who is told of them, and that the picture's person decides. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody, type Viewer } from '../access/visibility.ts';
import { getArtworks } from '../artworks/artworks.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import type { Store } from '../database/store.ts';
import { moderate } from '../moderation/moderation.ts';
import type { TestMember } from '../testing/test-members.ts';
import { type LookedAt, type TestPictures, testPictures } from '../testing/test-pictures.ts';
import { levelHintsOf, saveLevelHint } from './level-hints.ts';
import { picturesToCompare } from './pictures-to-compare.ts';

let setting: TestPictures;
let store: Store;
let member: TestPictures['member'];

beforeAll(async () => {
	setting = await testPictures();
	({ store, member } = setting);
});
afterAll(() => setting[Symbol.asyncDispose]());

async function hinted(artist: TestMember): Promise<LookedAt> {
	const { id, imageKey } = await setting.lookedAt(artist);
	await saveLevelHint(store, setting.space.id, imageKey, 3.5, 1);
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
		(await picturesToCompare(store, setting.space, 'level', version, 1_000)).some((each) => each.imageKey === imageKey);
	expect([await waits(1), await waits(2)]).toEqual([false, true]);
	await saveLevelHint(store, setting.space.id, imageKey, null, 2);
	expect([await waits(2), await hintOn(id, artist)]).toEqual([false, null]);
	await saveLevelHint(store, setting.space.id, imageKey, 4, 2);
	const other = await setting.useOther();
	expect(await hintOn(id, artist)).toBeNull();
	await setting.look(other, imageKey);
	await saveLevelHint(store, other.id, imageKey, 3, 2);
	expect(await hintOn(id, artist)).toMatchObject({ confidence: 3, perceptor: 'other', version: 2 });
});

test('of several perceptors the one that is searched with says it, whichever began last', async () => {
	const artist = await member();
	const { id, imageKey } = await hinted(artist);
	const other = await setting.useOther(true);
	await setting.look(other, imageKey);
	await saveLevelHint(store, other.id, imageKey, 3, 1);
	await setting.useFirst();
	expect(await hintOn(id, artist)).toMatchObject({ perceptor: 'other' });
});
