/** @file Comments on a collection: as on an artwork, by whom its owner lets, read by those who see it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commentPermissionsOf } from '../access/comment-permission.ts';
import { nobody } from '../access/visibility.ts';
import { bind, unbind } from '../accounts/bonds.ts';
import { createCollection, updateCollection } from '../collections/collections.ts';
import { setCurator } from '../collections/curators.ts';
import type { Store } from '../database/store.ts';
import { moderate } from '../moderation/moderation.ts';
import { listNotifications } from '../notifications/notifications.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createComment } from './comments.ts';
import { getComments, listThreads } from './read-comments.ts';

let setting: TestStore;
let store: Store;
let members: TestMembers;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	members = testMembers(store);
});
afterAll(() => setting[Symbol.asyncDispose]());

test('who sees a collection reads what is said of it; its owner is told, and who is answered', async () => {
	const [owner, ana] = [await members.member(), await members.member()];
	const { id: subjectId } = await createCollection(store, { title: 'Shelf' }, owner);
	const said = await createComment(store, { subjectId, text: 'What a shelf' }, ana);
	const reply = await createComment(store, { subjectId, text: 'Thank you', replyToId: said.id }, owner);
	const threads = await listThreads(store, { subjectId, first: 10, after: null }, nobody);
	expect(threads.edges.map(({ comment }) => comment)).toEqual([said]);
	const kinds = async (viewer: typeof ana) =>
		(await listNotifications(store, { first: 10, after: null }, viewer)).edges.map(({ group }) => [
			group.kind,
			group.subjectId,
			group.aboutId,
		]);
	expect(await kinds(owner)).toEqual([['COMMENT', subjectId, said.id]]);
	expect(await kinds(ana)).toEqual([['REPLY', said.id, reply.id]]);
	await updateCollection(store, { id: subjectId, visibility: 'PRIVATE' }, owner);
	expect(await getComments(store, [said.id], ana)).toEqual([null]);
	expect(await getComments(store, [said.id], owner)).toEqual([said]);
	expect(await kinds(ana)).toEqual([]);
	await expect(createComment(store, { subjectId, text: 'Still there?' }, ana)).rejects.toMatchObject({
		code: 'NOT_FOUND',
	});
});

test('its owner lets everybody comment, followers or nobody; its curators always may, and nobody across a block', async () => {
	const [owner, editor, viewer, stranger] = [
		await members.member(),
		await members.member(),
		await members.member(),
		await members.member(),
	];
	const { id: subjectId } = await createCollection(store, { title: 'Shelf' }, owner);
	await setCurator(store, { collectionId: subjectId, userId: editor.userId, role: 'EDITOR' }, owner);
	await setCurator(store, { collectionId: subjectId, userId: viewer.userId, role: 'VIEWER' }, owner);
	const permissions = async () =>
		(
			await Promise.all([owner, editor, viewer, stranger].map((eyes) => commentPermissionsOf(store, [subjectId], eyes)))
		).flat();
	expect(await permissions()).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED', 'ALLOWED']);
	await bind(store, 'follow', viewer.userId, owner.userId);
	await updateCollection(store, { id: subjectId, commentPolicy: 'FOLLOWERS' }, owner);
	expect(await permissions()).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED', 'FOLLOWERS_ONLY']);
	await updateCollection(store, { id: subjectId, commentPolicy: 'NOBODY' }, owner);
	expect(await permissions()).toEqual(['ALLOWED', 'ALLOWED', 'CLOSED', 'CLOSED']);
	await expect(updateCollection(store, { id: subjectId, commentPolicy: 'EVERYONE' }, editor)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	await expect(createComment(store, { subjectId, text: 'But' }, stranger)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	await updateCollection(store, { id: subjectId, commentPolicy: 'EVERYONE' }, owner);
	await bind(store, 'block', stranger.userId, owner.userId);
	expect(await commentPermissionsOf(store, [subjectId], stranger)).toEqual(['BLOCKED']);
	await unbind(store, 'block', stranger.userId, owner.userId);
});

test('a collection has neither steps nor places to point at, and what moderators hide is hidden', async () => {
	const [owner, moderator] = [await members.member(), await members.member('MODERATOR')];
	const { id: subjectId } = await createCollection(store, { title: 'Shelf' }, owner);
	await expect(
		createComment(store, { subjectId, text: 'There', step: 1, place: { x: 0, y: 0 } }, owner),
	).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'step' }, { path: 'place' }] });
	const { id } = await createComment(store, { subjectId, text: 'Buy' }, owner);
	await moderate(store, { subjectId: id, kind: 'HIDE', reason: 'Advertising' }, moderator.userId);
	expect(await getComments(store, [id], nobody)).toEqual([null]);
});
