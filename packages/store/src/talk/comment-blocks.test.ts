/** @file Comments between people of whom one has blocked the other: neither reads nor answers the other's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../access/visibility.ts';
import { bind, unbind } from '../accounts/bonds.ts';
import type { Store } from '../database/store.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createComment } from './comments.ts';
import { getComments, listThreads, repliesIn, summariseComments } from './read-comments.ts';

let setting: TestStore;
let store: Store;
let member: TestMembers['member'];
let artworkOf: TestMembers['artworkOf'];

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	({ member, artworkOf } = testMembers(store));
});
afterAll(() => setting[Symbol.asyncDispose]());

const threadsOf = async (subjectId: string, viewer: Viewer) =>
	(await listThreads(store, { subjectId, first: 100, after: null }, viewer)).edges.map(({ comment }) => comment);

test('a comment of somebody who blocks the reader, or is blocked, is not there for either; for others it is', async () => {
	const [artist, ana, ben] = [await member(), await member(), await member()];
	const artworkId = await artworkOf(artist);
	const { id } = await createComment(store, { subjectId: artworkId, text: 'Hello' }, ana);
	await createComment(store, { subjectId: artworkId, text: 'Hello yourself', replyToId: id }, ben);
	await bind(store, 'block', ana.userId, ben.userId);
	expect(await threadsOf(artworkId, ben)).toEqual([]);
	expect(await summariseComments(store, [artworkId], ben)).toMatchObject([{ count: 1 }]);
	expect((await repliesIn(store, [id], ana)).flat()).toEqual([]);
	expect((await repliesIn(store, [id], artist)).flat()).toHaveLength(1);
	expect(await getComments(store, [id], ben)).toEqual([null]);
	expect(await getComments(store, [id], { ...ben, role: 'MODERATOR' })).toMatchObject([{ id }]);
	await expect(createComment(store, { subjectId: artworkId, text: 'But', replyToId: id }, ben)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
});

test('nobody replies in a thread across a block, whoever of the two has blocked, by way of a third person either', async () => {
	const [artist, ana, ben, carla] = [await member(), await member(), await member(), await member()];
	const artworkId = await artworkOf(artist);
	const { id: threadId } = await createComment(store, { subjectId: artworkId, text: 'Hello' }, ana);
	const { id: replyId } = await createComment(
		store,
		{ subjectId: artworkId, text: 'Hello', replyToId: threadId },
		carla,
	);
	const outcomes = (eyes: Viewer) =>
		Promise.all(
			[threadId, replyId].map((replyToId) =>
				createComment(store, { subjectId: artworkId, text: 'But', replyToId }, eyes).then(
					() => 'written',
					(error) => error.code,
				),
			),
		);
	for (const [blockerId, blockedId, expected] of [
		[ana.userId, ben.userId, ['NOT_ALLOWED', 'NOT_ALLOWED']],
		[ben.userId, ana.userId, ['NOT_ALLOWED', 'NOT_ALLOWED']],
		[carla.userId, ben.userId, ['written', 'NOT_ALLOWED']],
		[ben.userId, carla.userId, ['written', 'NOT_ALLOWED']],
	] as const) {
		await bind(store, 'block', blockerId, blockedId);
		expect(await outcomes(ben)).toEqual(expected);
		await unbind(store, 'block', blockerId, blockedId);
	}
	expect(await outcomes(ben)).toEqual(['written', 'written']);
});
