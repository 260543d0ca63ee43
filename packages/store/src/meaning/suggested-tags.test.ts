/** @file What a perceptor suggests as tags, who sees it, and what votes make of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, type Viewer } from '../access/visibility.ts';
import { endAccounts, leave } from '../accounts/account-changes.ts';
import { bind, unbind } from '../accounts/bonds.ts';
import { createGuest } from '../accounts/users.ts';
import type { ArtworkFilter } from '../artworks/artwork-filter.ts';
import { listArtworks } from '../artworks/artwork-lists.ts';
import { tagsOf } from '../artworks/tags.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query, type Store } from '../database/store.ts';
import type { TestMember } from '../testing/test-members.ts';
import { embedding, type LookedAt, type TestPictures, testPictures } from '../testing/test-pictures.ts';
import { saveSuggestedTags } from './picture-tags.ts';
import { picturesToCompare } from './pictures-to-compare.ts';
import { removeSuggestedTag, suggestedTagsOf, voteOnTag } from './suggested-tags.ts';

let setting: TestPictures;
let store: Store;
let member: TestPictures['member'];

beforeAll(async () => {
	setting = await testPictures();
	({ store, member } = setting);
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A public artwork of which a perceptor suggests an apple and a tomato. */
async function suggested(artist: TestMember): Promise<LookedAt> {
	const { id, imageKey } = await setting.lookedAt(artist);
	await suggest(imageKey, { apple: 4.5, tomato: 3 });
	return { id, imageKey };
}

const suggest = (imageKey: string, tags: Readonly<Record<string, number>>, version = 1, spaceId = setting.space.id) => {
	const given = Object.entries(tags).map(([tag, confidence]) => ({ tag, confidence }));
	return saveSuggestedTags(store, spaceId, imageKey, given, version);
};

const seen = async (id: string, viewer: Viewer) => (await suggestedTagsOf(store, [id], viewer))[0] ?? [];
const words = async (id: string, viewer: Viewer) => (await seen(id, viewer)).map(({ tag }) => tag);
const vote = (artworkId: string, viewer: Viewer, isFor: boolean | null, tag = 'apple') =>
	voteOnTag(store, { artworkId, tag, isFor }, viewer);
/** Whether lists that are narrowed by it have the artwork. */
async function isIn(id: string, filter: ArtworkFilter): Promise<boolean> {
	const { edges } = await listArtworks(store, { first: 100, filter }, nobody);
	return edges.some(({ artwork }) => artwork.id === id);
}

test('a suggestion says who makes it and how sure it is, and what its person tagged is not suggested to them', async () => {
	const artist = await member();
	const { id } = await suggested(artist);
	const source = { perceptor: 'one', perceptorHash: 'a'.repeat(64), version: 1 };
	const none = { votesFor: 0, votesAgainst: 0, viewerIsFor: null, counts: false, viewerCanRemove: false };
	expect(await suggestedTagsOf(store, ['art_none', id], nobody)).toEqual([
		[],
		[
			{ tag: 'apple', confidence: 4.5, ...source, ...none },
			{ tag: 'tomato', confidence: 3, ...source, ...none },
		],
	]);
	expect([await tagsOf(store, [id]), await isIn(id, { tag: 'apple' })]).toEqual([[[]], false]);
	await updateArtwork(store, { id, userId: artist.userId, tags: ['apple'] });
	expect([await words(id, nobody), await tagsOf(store, [id])]).toEqual([['tomato'], [['apple']]]);
});

describe('votes', () => {
	test('are one a member, count together also when they come at once, and may be taken back', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const { id } = await suggested(artist);
		await vote(id, ana, true, 'tomato');
		await vote(id, ana, true, 'tomato');
		expect((await seen(id, ana))[1]).toMatchObject({ tag: 'tomato', votesFor: 1, viewerIsFor: true, counts: false });
		expect((await seen(id, ben))[1]).toMatchObject({ votesFor: 1, viewerIsFor: null });
		await Promise.all([vote(id, ana, true), vote(id, ben, true)]);
		expect((await seen(id, nobody))[0]).toMatchObject({ tag: 'apple', votesFor: 2, votesAgainst: 0, counts: true });
		// It is found as a tag of its person would be, and is none.
		expect([await isIn(id, { tag: 'apple' }), await tagsOf(store, [id])]).toEqual([true, [[]]]);
		await vote(id, ben, null);
		expect([(await seen(id, nobody))[0]?.counts, await isIn(id, { tag: 'apple' })]).toEqual([false, false]);
	});

	test('make what was voted up found by its word, and what was voted down vanish but for who may take it back', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const { id } = await suggested(artist);
		expect(await isIn(id, { words: 'tomato' })).toBe(false);
		await Promise.all([vote(id, ana, true, 'tomato'), vote(id, ben, true, 'tomato')]);
		expect(await isIn(id, { words: 'tomato' })).toBe(true);
		await Promise.all([vote(id, ana, false), vote(id, ben, false)]);
		expect([await words(id, nobody), await words(id, artist)]).toEqual([['tomato'], ['tomato']]);
		expect(await words(id, ana)).toEqual(['apple', 'tomato']);
		await vote(id, ana, null);
		expect(await words(id, nobody)).toEqual(['apple', 'tomato']);
	});

	test("of the artwork's person decide alone", async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const { id } = await suggested(artist);
		await vote(id, artist, true);
		expect(await isIn(id, { tag: 'apple' })).toBe(true);
		for (const each of [ana, ben]) await vote(id, each, false);
		expect(await isIn(id, { tag: 'apple' })).toBe(true);
		await vote(id, artist, null);
		expect([await isIn(id, { tag: 'apple' }), await words(id, nobody)]).toEqual([false, ['tomato']]);
		for (const each of [ana, ben]) await vote(id, each, true, 'tomato');
		await vote(id, artist, false, 'tomato');
		expect([await isIn(id, { tag: 'tomato' }), await words(id, nobody)]).toEqual([false, []]);
	});

	test('take a member who sees the picture and the suggestion', async () => {
		const [artist, ana] = [await member(), await member()];
		const { id } = await suggested(artist);
		const guest = { userId: (await createGuest(store)).user.id, role: 'GUEST' } as const;
		for (const viewer of [nobody, guest])
			await expect(vote(id, viewer, true)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
		await expect(vote(id, ana, true, 'pear')).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(vote('art_\0', ana, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await bind(store, 'block', artist.userId, ana.userId);
		await expect(vote(id, ana, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await updateArtwork(store, { id, userId: artist.userId, visibility: 'PRIVATE' });
		await expect(vote(id, await member(), true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	test('of somebody whom the artist blocks count no more, and count again once that is over', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const { id } = await suggested(artist);
		for (const each of [ana, ben]) await vote(id, each, true);
		await bind(store, 'block', artist.userId, ben.userId);
		expect((await seen(id, nobody))[0]).toMatchObject({ votesFor: 1, counts: false });
		expect(await isIn(id, { tag: 'apple' })).toBe(false);
		await unbind(store, 'block', artist.userId, ben.userId);
		expect(await isIn(id, { tag: 'apple' })).toBe(true);
	});

	test('go with who leaves the gallery', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const { id } = await suggested(artist);
		for (const each of [ana, ben]) await vote(id, each, true);
		await leave(store, ben.userId, 'KEEP');
		await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [ben.userId]);
		await endAccounts(store);
		expect((await seen(id, nobody))[0]).toMatchObject({ votesFor: 1, counts: false });
	});

	test('come no more than 200 of a member in five minutes', async () => {
		const [artist, ana] = [await member(), await member()];
		const { id } = await suggested(artist);
		for (let count = 0; count < 200; count++) await vote(id, ana, count % 2 === 0);
		await expect(vote(id, ana, true)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
		await expect(removeSuggestedTag(store, { artworkId: id, tag: 'apple' }, ana)).rejects.toMatchObject({
			code: 'TOO_MANY_TRIES',
		});
	});
});

test('its person and moderators remove a suggestion for good, nobody else does, and its person may still tag it', async () => {
	const [artist, ana, ben] = [await member(), await member(), await member()];
	const moderator = await member('MODERATOR');
	const { id, imageKey } = await suggested(artist);
	for (const each of [ana, ben]) await vote(id, each, true);
	const remove = (tag: string, viewer: Viewer) => removeSuggestedTag(store, { artworkId: id, tag }, viewer);
	await expect(remove('apple', ana)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	expect((await seen(id, artist)).map(({ viewerCanRemove }) => viewerCanRemove)).toEqual([true, true]);
	await remove('apple', artist);
	await remove('apple', moderator);
	await expect(remove('plum', artist)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await remove('tomato', moderator);
	await suggest(imageKey, { apple: 5, tomato: 5 }, 2);
	for (const viewer of [nobody, ana, artist, moderator]) expect(await words(id, viewer)).toEqual([]);
	expect(await isIn(id, { tag: 'apple' })).toBe(false);
	await expect(vote(id, ana, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await updateArtwork(store, { id, userId: artist.userId, tags: ['apple'] });
	expect(await isIn(id, { tag: 'apple' })).toBe(true);
});

test('who edits their tags keeps what was voted up, and taking away one of their own leaves it to the votes', async () => {
	const [artist, ana, ben] = [await member(), await member(), await member()];
	const { id } = await suggested(artist);
	for (const each of [ana, ben]) await vote(id, each, true);
	await updateArtwork(store, { id, userId: artist.userId, tags: ['still_life'] });
	expect([await tagsOf(store, [id]), await isIn(id, { tag: 'apple' })]).toEqual([[['still_life']], true]);
	await updateArtwork(store, { id, userId: artist.userId, tags: ['apple'] });
	expect([await tagsOf(store, [id]), await words(id, nobody)]).toEqual([[['apple']], ['tomato']]);
	await updateArtwork(store, { id, userId: artist.userId, title: 'Apple again' });
	expect(await tagsOf(store, [id])).toEqual([['apple']]);
	await updateArtwork(store, { id, userId: artist.userId, tags: [] });
	expect([await tagsOf(store, [id]), await isIn(id, { tag: 'apple' })]).toEqual([[[]], true]);
});

test('where the recipe is hidden only its person is told what is suggested, and others what they agreed to', async () => {
	const artist = await member();
	const others: Viewer[] = [nobody, await member(), await member('MODERATOR')];
	const { id } = await suggested(artist);
	await updateArtwork(store, { id, userId: artist.userId, recipeHidden: true });
	for (const viewer of others) expect(await words(id, viewer)).toEqual([]);
	await expect(vote(id, others[1] as Viewer, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const moderators = removeSuggestedTag(store, { artworkId: id, tag: 'apple' }, others[2] as Viewer);
	await expect(moderators).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await words(id, artist)).toEqual(['apple', 'tomato']);
	await vote(id, artist, true, 'tomato');
	for (const viewer of others) expect(await words(id, viewer)).toEqual(['tomato']);
});

test('newer words and another perceptor replace what was suggested, but for what people voted up', async () => {
	const [artist, ana, ben] = [await member(), await member(), await member()];
	const { id, imageKey } = await suggested(artist);
	for (const each of [ana, ben]) await vote(id, each, true);
	const untagged = async (version: number, where = setting.space) =>
		(await picturesToCompare(store, where, 'tags', version, 1_000)).find((each) => each.imageKey === imageKey);
	expect(await untagged(1)).toBeUndefined();
	expect(await untagged(2)).toEqual({ imageKey, vector: embedding.vector, mean: 0.5, deviation: 0.1 });
	await suggest(imageKey, { pear: 3 }, 2);
	expect(await untagged(2)).toBeUndefined();
	expect((await seen(id, nobody)).map(({ tag, version }) => [tag, version])).toEqual([
		['apple', 1],
		['pear', 2],
	]);
	const other = await setting.useOther();
	try {
		await setting.look(other, imageKey);
		expect(await untagged(2, other)).toMatchObject({ imageKey });
		await suggest(imageKey, { plum: 2.8 }, 2, other.id);
		expect((await seen(id, nobody)).map(({ tag, perceptor }) => [tag, perceptor])).toEqual([
			['apple', 'one'],
			['plum', 'other'],
		]);
	} finally {
		await setting.useFirst();
	}
});

test('of several perceptors the one that is searched with suggests, whichever began last', async () => {
	const { id, imageKey } = await suggested(await member());
	const other = await setting.useOther(true);
	await setting.look(other, imageKey);
	await suggest(imageKey, { plum: 2.8 }, 1, other.id);
	await setting.useFirst();
	expect(await words(id, nobody)).toEqual(['plum']);
});
