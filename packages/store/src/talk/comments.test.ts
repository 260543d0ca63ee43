/** @file Comments and reactions: who may write them, what becomes of them, and who sees them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentPermissionsOf } from '../access/comment-permission.ts';
import { nobody, type Viewer } from '../access/visibility.ts';
import { bind, unbind } from '../accounts/bonds.ts';
import { keepGuestWork } from '../accounts/guest-work.ts';
import { createGuest } from '../accounts/users.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createComment, deleteComment, editComment, maximumReplies } from './comments.ts';
import { reactionsTo, setReaction } from './reactions.ts';
import { getComments, listThreads, repliesIn, summariseComments, threadOf } from './read-comments.ts';

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

const countOf = async (subjectIds: readonly string[], viewer: Viewer) =>
	(await summariseComments(store, subjectIds, viewer)).map(({ count }) => count);
const threadsOf = async (subjectId: string, viewer: Viewer) =>
	(await listThreads(store, { subjectId, first: 100, after: null }, viewer)).edges.map(({ comment }) => comment);

describe('a comment', () => {
	test('is kept as it was written, cleaned, with its step and its place', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		const written = await createComment(
			store,
			{ subjectId: artworkId, text: '  One\r\n\n\n\ntwo <b>\t', step: 20, place: { x: 0, y: 1 } },
			ana,
		);
		expect(written).toMatchObject({
			subjectId: artworkId,
			authorId: ana.userId,
			threadId: null,
			text: 'One\n\ntwo <b>',
			step: 20,
			place: { x: 0, y: 1 },
			state: 'SHOWN',
			editedAt: null,
		});
		expect(await threadsOf(artworkId, nobody)).toEqual([written]);
		expect(await getComments(store, ['com_none', written.id], nobody)).toEqual([null, written]);
		expect(await countOf([artworkId, 'art_none'], nobody)).toEqual([1, 0]);
	});

	test.each([
		['text', { text: ' \n ' }],
		['text', { text: 'x'.repeat(2_001) }],
		['text', { text: 'bell \u0007' }],
		['text', { text: '\ud800' }],
		['step', { step: 21 }],
		['step', { step: -1 }],
		['place', { place: { x: 0.5, y: 1.01 } }],
		['place', { place: { x: Number.NaN, y: 0 } }],
	])('is refused for its %s: %o', async (issuePath, changes) => {
		const ana = await member();
		const artworkId = await artworkOf(ana);
		await expect(createComment(store, { subjectId: artworkId, text: 'Hello', ...changes }, ana)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			issues: [{ path: issuePath }],
		});
	});

	test('is written once, however often the same one is sent, also at once', async () => {
		const ana = await member();
		const artworkId = await artworkOf(ana);
		const input = { subjectId: artworkId, text: 'Twice?', idempotencyKey: 'one' };
		const both = await Promise.all([createComment(store, input, ana), createComment(store, input, ana)]);
		expect(both[0]).toEqual(both[1]);
		expect(await threadsOf(artworkId, nobody)).toHaveLength(1);
		const subjects = await query(
			store,
			`SELECT FROM "Subject" WHERE kind = 'COMMENT' AND id NOT IN (SELECT id FROM "Comment")`,
		);
		expect(subjects).toEqual([]);
	});

	test('is allowed to whom the person of the artwork lets', async () => {
		const [artist, ana, follower, blocked] = [await member(), await member(), await member(), await member()];
		const { user: guest } = await createGuest(store);
		const artworkId = await artworkOf(artist);
		await bind(store, 'follow', follower.userId, artist.userId);
		const everybody: readonly Viewer[] = [artist, ana, follower, nobody, { userId: guest.id, role: 'GUEST' }];
		const permissions = async () =>
			(await Promise.all(everybody.map((eyes) => commentPermissionsOf(store, [artworkId], eyes)))).flat();
		const outcomes = () =>
			Promise.all(
				everybody.map((eyes) =>
					createComment(store, { subjectId: artworkId, text: 'Hello' }, eyes).then(
						() => 'written',
						(error) => error.code,
					),
				),
			);
		const set = (commentPolicy: 'EVERYONE' | 'FOLLOWERS' | 'NOBODY') =>
			updateArtwork(store, { id: artworkId, userId: artist.userId, commentPolicy });
		const signIn = ['NOT_SIGNED_IN', 'NOT_SIGNED_IN'];
		expect(await permissions()).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED', 'MEMBERS_ONLY', 'MEMBERS_ONLY']);
		expect(await outcomes()).toEqual(['written', 'written', 'written', ...signIn]);
		await set('FOLLOWERS');
		expect(await permissions()).toEqual(['ALLOWED', 'FOLLOWERS_ONLY', 'ALLOWED', 'MEMBERS_ONLY', 'MEMBERS_ONLY']);
		expect(await outcomes()).toEqual(['written', 'NOT_ALLOWED', 'written', ...signIn]);
		await set('NOBODY');
		expect(await permissions()).toEqual(['ALLOWED', 'CLOSED', 'CLOSED', 'MEMBERS_ONLY', 'MEMBERS_ONLY']);
		expect(await outcomes()).toEqual(['written', 'NOT_ALLOWED', 'NOT_ALLOWED', ...signIn]);
		await set('EVERYONE');
		await bind(store, 'block', artist.userId, blocked.userId);
		await expect(createComment(store, { subjectId: artworkId, text: 'Hello' }, blocked)).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		await unbind(store, 'block', artist.userId, blocked.userId);
		await bind(store, 'block', blocked.userId, artist.userId);
		expect(await commentPermissionsOf(store, [artworkId], blocked)).toEqual(['BLOCKED']);
	});

	test('is changed and taken back by its author only', async () => {
		const [ana, stranger] = [await member(), await member()];
		const artworkId = await artworkOf(ana);
		const { id } = await createComment(store, { subjectId: artworkId, text: 'Helo' }, ana);
		const foreign = { id, userId: stranger.userId };
		await expect(editComment(store, { ...foreign, text: 'Mine' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await expect(deleteComment(store, id, stranger.userId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		const own = { id, userId: ana.userId };
		expect((await editComment(store, { ...own, text: 'Helo' })).editedAt).toBeNull();
		expect(await editComment(store, { ...own, text: 'Hello' })).toMatchObject({
			text: 'Hello',
			editedAt: expect.any(Date),
		});
		await expect(editComment(store, { ...own, text: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		await deleteComment(store, id, ana.userId);
		expect(await getComments(store, [id], ana)).toEqual([null]);
		await expect(editComment(store, { ...own, text: 'Again' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	});

	test('that has replies leaves its place without words and name, until the last reply is gone', async () => {
		const [ana, ben] = [await member(), await member()];
		const artworkId = await artworkOf(ana);
		const first = await createComment(store, { subjectId: artworkId, text: 'Look', step: 3 }, ana);
		const reply = await createComment(store, { subjectId: artworkId, text: 'I do', replyToId: first.id }, ben);
		const second = await createComment(store, { subjectId: artworkId, text: 'And?', replyToId: reply.id }, ana);
		expect([reply.threadId, second.threadId]).toEqual([first.id, first.id]);
		await deleteComment(store, first.id, ana.userId);
		expect(await threadsOf(artworkId, nobody)).toMatchObject([
			{ id: first.id, text: '', authorId: null, state: 'DELETED', step: null },
		]);
		expect((await repliesIn(store, [first.id], nobody)).flat()).toEqual([reply, second]);
		await expect(
			createComment(store, { subjectId: artworkId, text: 'So?', replyToId: first.id }, ben),
		).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		expect(await countOf([artworkId], nobody)).toEqual([2]);
		await deleteComment(store, reply.id, ben.userId);
		await deleteComment(store, second.id, ana.userId);
		expect(await threadsOf(artworkId, nobody)).toEqual([]);
	});

	test('and a reply to it that come at once with its end leave no reply without its thread', async () => {
		const [ana, ben] = [await member(), await member()];
		const artworkId = await artworkOf(ana);
		for (let round = 0; round < 5; round++) {
			const { id } = await createComment(store, { subjectId: artworkId, text: 'Look' }, ana);
			const [, replied] = await Promise.allSettled([
				deleteComment(store, id, ana.userId),
				createComment(store, { subjectId: artworkId, text: 'I do', replyToId: id }, ben),
			]);
			const kept = (await threadsOf(artworkId, nobody)).some((thread) => thread.id === id);
			expect(kept).toBe(replied.status === 'fulfilled');
		}
	});

	test('on a picture that is hidden from the reader cannot be had by its own id either', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		const { id } = await createComment(store, { subjectId: artworkId, text: 'Hello' }, ana);
		await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PRIVATE' });
		expect(await getComments(store, [id], ana)).toEqual([null]);
		expect(await getComments(store, [id], artist)).toMatchObject([{ id }]);
	});
});

test('threads come newest first, page by page, and nothing that is written meanwhile moves them', async () => {
	const ana = await member();
	const artworkId = await artworkOf(ana);
	const ids: string[] = [];
	for (let index = 0; index < 5; index++)
		ids.unshift((await createComment(store, { subjectId: artworkId, text: `Number ${index}` }, ana)).id);
	const read = (after: string | null) => listThreads(store, { subjectId: artworkId, first: 2, after }, nobody);
	const seen: string[] = [];
	let after: string | null = null;
	for (let page = await read(null); ; page = await read(after)) {
		seen.push(...page.edges.map(({ comment }) => comment.id));
		after = page.edges.at(-1)?.cursor ?? null;
		await createComment(store, { subjectId: artworkId, text: 'Meanwhile' }, ana);
		if (!page.hasNextPage) break;
	}
	expect(seen).toEqual(ids);
	await expect(read('rubbish')).rejects.toThrow(CursorError);
});

test('a thread is found by any comment in it, as long as the reader may read that one', async () => {
	const [artist, ana, ben] = [await member(), await member(), await member()];
	const [artworkId, otherId] = [await artworkOf(artist), await artworkOf(artist)];
	const thread = await createComment(store, { subjectId: artworkId, text: 'Look' }, ana);
	const reply = await createComment(store, { subjectId: artworkId, text: 'I do', replyToId: thread.id }, ben);
	const found = (commentId: string, viewer: Viewer, subjectId = artworkId) =>
		threadOf(store, { subjectId, commentId }, viewer);
	for (const id of [thread.id, reply.id]) expect(await found(id, nobody)).toEqual(thread);
	expect(await found('com_none', nobody)).toBeNull();
	expect(await found(thread.id, nobody, otherId)).toBeNull();
	await deleteComment(store, thread.id, ana.userId);
	expect(await found(reply.id, nobody)).toMatchObject({ id: thread.id, state: 'DELETED', text: '' });
	await bind(store, 'block', artist.userId, ben.userId);
	expect(await found(reply.id, artist)).toBeNull();
});

test('steps of which comments speak are told once each, rising, to those who may read a comment of them', async () => {
	const [ana, ben] = [await member(), await member()];
	const [artworkId, silentId] = [await artworkOf(ana), await artworkOf(ana)];
	for (const step of [12, 3, 12, null]) await createComment(store, { subjectId: artworkId, text: 'There', step }, ana);
	const { id } = await createComment(store, { subjectId: artworkId, text: 'And here', step: 7 }, ben);
	const steps = async (viewer: Viewer) =>
		(await summariseComments(store, [silentId, artworkId], viewer)).map((summary) => summary.steps);
	expect(await steps(nobody)).toEqual([[], [3, 7, 12]]);
	await query(store, 'UPDATE "Comment" SET hidden = true WHERE id = $1', [id]);
	expect(await steps(nobody)).toEqual([[], [3, 12]]);
	await query(store, 'UPDATE "Comment" SET hidden = false WHERE id = $1', [id]);
	await bind(store, 'block', ana.userId, ben.userId);
	expect(await steps(ana)).toEqual([[], [3, 12]]);
	await deleteComment(store, id, ben.userId);
	expect(await steps(nobody)).toEqual([[], [3, 12]]);
});

test('a thread takes so many replies and no more', async () => {
	const ana = await member();
	const artworkId = await artworkOf(ana);
	const { id } = await createComment(store, { subjectId: artworkId, text: 'Count' }, ana);
	await query(
		store,
		`INSERT INTO "Comment" (id, "subjectId", "threadId", "authorId", text)
		 SELECT 'com_' || lpad(number::text, 26, '0'), $1, $2, $3, 'one' FROM generate_series(1, $4) AS number`,
		[artworkId, id, ana.userId, maximumReplies - 1],
	);
	await createComment(store, { subjectId: artworkId, text: 'the last', replyToId: id }, ana);
	await expect(
		createComment(store, { subjectId: artworkId, text: 'one more', replyToId: id }, ana),
	).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
});

test('the database refuses threads of two levels, threads across subjects, and subjects of another kind', async () => {
	const ana = await member();
	const [artworkId, other] = [await artworkOf(ana), await artworkOf(ana)];
	const first = await createComment(store, { subjectId: artworkId, text: 'Look' }, ana);
	const reply = await createComment(store, { subjectId: artworkId, text: 'I do', replyToId: first.id }, ana);
	const insert = (subjectId: string, threadId: string) =>
		query(
			store,
			`INSERT INTO "Comment" (id, "subjectId", "threadId", "authorId", text) VALUES ('com_x', $1, $2, $3, 'x')`,
			[subjectId, threadId, ana.userId],
		);
	await expect(insert(artworkId, reply.id)).rejects.toThrow(/begins no thread/);
	await expect(insert(other, first.id)).rejects.toThrow(/begins no thread/);
	await expect(query(store, `INSERT INTO "Subject" VALUES ('art_x', 'USER')`)).rejects.toThrow(/Subject_kind_by_id/);
	await expect(query(store, 'DELETE FROM "Subject" WHERE id = $1', [artworkId])).rejects.toThrow(/foreign key/);
});

test('reactions are of members, one of a kind each, and are taken back', async () => {
	const [ana, ben] = [await member(), await member()];
	const artworkId = await artworkOf(ana);
	const { id: commentId } = await createComment(store, { subjectId: artworkId, text: 'Look' }, ana);
	const love = { subjectId: artworkId, kind: 'LOVE', on: true } as const;
	await Promise.all([setReaction(store, love, ana), setReaction(store, love, ana), setReaction(store, love, ben)]);
	await setReaction(store, { subjectId: commentId, kind: 'SMILE', on: true }, ben);
	const kinds = async (viewer: Viewer) =>
		(await reactionsTo(store, [artworkId, commentId], viewer)).map((counts) => counts.filter(({ count }) => count > 0));
	expect(await kinds(ana)).toEqual([
		[{ kind: 'LOVE', count: 2, mine: true }],
		[{ kind: 'SMILE', count: 1, mine: false }],
	]);
	await setReaction(store, { ...love, on: false }, ana);
	await setReaction(store, { ...love, on: false }, ana);
	expect(await kinds(ana)).toEqual([
		[{ kind: 'LOVE', count: 1, mine: false }],
		[{ kind: 'SMILE', count: 1, mine: false }],
	]);
	const { user: guest } = await createGuest(store);
	await expect(setReaction(store, love, { userId: guest.id, role: 'GUEST' })).rejects.toMatchObject({
		code: 'NOT_SIGNED_IN',
	});
	await updateArtwork(store, { id: artworkId, userId: ana.userId, visibility: 'PRIVATE' });
	for (const subjectId of [artworkId, commentId, 'art_none', ana.userId])
		await expect(setReaction(store, { ...love, subjectId }, ben)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what is removed takes what was said of it along, and a guest who signs up leaves no subject behind', async () => {
	const ana = await member();
	const artworkId = await artworkOf(ana);
	const { id } = await createComment(store, { subjectId: artworkId, text: 'Look' }, ana);
	await createComment(store, { subjectId: artworkId, text: 'I do', replyToId: id }, ana);
	await setReaction(store, { subjectId: id, kind: 'LOVE', on: true }, ana);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworkId]);
	const { user: guest } = await createGuest(store);
	await keepGuestWork(store, guest.id, ana.userId);
	const left = await query(store, 'SELECT id FROM "Subject" WHERE id = ANY($1)', [[artworkId, id, guest.id]]);
	expect(left).toEqual([]);
	expect(await query(store, 'SELECT FROM "Comment" WHERE "subjectId" = $1', [artworkId])).toEqual([]);
});
