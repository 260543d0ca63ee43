/** @file What people are told, of whom they are not told, and what they no longer see of it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetWhatIsOver } from '../access/rate-limits.ts';
import { bind, unbind } from '../accounts/bonds.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { createAppeal, decideAppeal } from '../moderation/appeals.ts';
import { moderate } from '../moderation/moderation.ts';
import { appendEvent } from '../renders/attempts.ts';
import { createComment, deleteComment } from '../talk/comments.ts';
import { setReaction } from '../talk/reactions.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { claimed, finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { countUnread, listNotifications, markRead, maximumUnreadCount, setSilenced } from './notifications.ts';

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

const toldTo = async (viewer: TestMember) =>
	(await listNotifications(store, { first: 100, after: null }, viewer)).edges.map(({ group }) => group);
/** Kinds, the newest first, renders aside: every artwork of the tests has one. */
const kindsTo = async (viewer: TestMember) =>
	(await toldTo(viewer)).map(({ kind }) => kind).filter((kind) => kind !== 'RENDER_DONE');

async function remixOf(artworkId: string, { userId }: TestMember, visibility: 'PUBLIC' | 'UNLISTED' = 'PUBLIC') {
	const render = await queuedRender(store, {}, { userId, remixOfArtworkId: artworkId });
	await finished(store, render.id);
	return (await publishRender(store, { renderId: render.id, title: 'Pear', userId, visibility })).id;
}

describe('somebody is told', () => {
	test('of what others do with what they made, each in its turn, and never of what they do themselves', async () => {
		const [artist, ana, moderator, judge] = [
			await member(),
			await member(),
			await member('MODERATOR'),
			await member('ADMIN'),
		];
		const artworkId = await artworkOf(artist);
		const first = await createComment(store, { subjectId: artworkId, text: 'Mine' }, artist);
		await setReaction(store, { subjectId: artworkId, kind: 'LOVE', on: true }, artist);
		expect(await kindsTo(artist)).toEqual([]);
		const comment = await createComment(store, { subjectId: artworkId, text: 'Nice' }, ana);
		const reply = await createComment(store, { subjectId: artworkId, text: 'And?', replyToId: first.id }, ana);
		await setReaction(store, { subjectId: first.id, kind: 'CLEVER', on: true }, ana);
		await bind(store, 'follow', ana.userId, artist.userId);
		const childId = await remixOf(artworkId, ana);
		const { id: actionId } = await moderate(
			store,
			{ subjectId: artworkId, kind: 'HIDE', reason: 'x' },
			moderator.userId,
		);
		const { id } = await createAppeal(store, { actionId, words: 'x' }, artist.userId);
		await decideAppeal(store, { id, granted: true, answer: 'x' }, judge.userId);
		const told = (await toldTo(artist)).filter(({ kind }) => kind !== 'RENDER_DONE');
		const by = { actorIds: [ana.userId], actorCount: 1, count: 1, unread: true };
		const byNobody = { actorIds: [], actorCount: 0, count: 1, unread: true };
		expect(told).toMatchObject([
			{ kind: 'APPEAL', subjectId: artist.userId, ...byNobody },
			{ kind: 'DECISION', subjectId: artworkId, ...byNobody },
			{ kind: 'REMIX', subjectId: artworkId, aboutId: childId, ...by },
			{ kind: 'FOLLOW', subjectId: artist.userId, aboutId: ana.userId, ...by },
			{ kind: 'REACTION', subjectId: first.id, aboutId: first.id, ...by },
			{ kind: 'REPLY', subjectId: first.id, aboutId: reply.id, ...by },
			{ kind: 'COMMENT', subjectId: artworkId, aboutId: comment.id, ...by },
		]);
		expect(await kindsTo(moderator)).toEqual([]);
	});

	test('that a render is done or cannot be had; guests are not, since they have nobody to be told by', async () => {
		const ana = await member();
		const { user: guest } = await createGuest(store);
		for (const userId of [ana.userId, guest.id]) {
			const [done, failed] = [await queuedRender(store, {}, { userId }), await queuedRender(store, {}, { userId })];
			await finished(store, done.id);
			const { attempt } = await claimed(store, failed.id);
			const failure = { type: 'failed', code: 'DIVERGED', message: 'No', retryable: false } as const;
			await appendEvent(store, failed.id, attempt, failure);
			const told = await toldTo({ userId, role: userId === guest.id ? 'GUEST' : 'MEMBER' });
			expect(told.map(({ kind, subjectId }) => [kind, subjectId])).toEqual(
				userId === guest.id
					? []
					: [
							['RENDER_FAILED', failed.id],
							['RENDER_DONE', done.id],
						],
			);
		}
	});

	test('of many who did the same as one, with the newest names and how many there were', async () => {
		const artist = await member();
		const artworkId = await artworkOf(artist);
		const people = [];
		for (let index = 0; index < 5; index++) people.push(await member());
		for (const person of people)
			for (const kind of ['LOVE', 'SMILE'] as const)
				await setReaction(store, { subjectId: artworkId, kind, on: true }, person);
		const [group] = await toldTo(artist);
		expect(group).toMatchObject({
			kind: 'REACTION',
			actorCount: 5,
			count: 5,
			actorIds: people
				.slice(2)
				.reverse()
				.map(({ userId }) => userId),
		});
		const [first] = people;
		if (!first) throw new Error('There are people');
		for (const on of [false, true]) await setReaction(store, { subjectId: artworkId, kind: 'LOVE', on }, first);
		expect((await toldTo(artist))[0]).toMatchObject({ count: 5 });
	});

	test('of nothing by whom they block or mute, who blocks them, or of a kind that they do not want', async () => {
		const [artist, muted, blocked, blocker, other] = [
			await member(),
			await member(),
			await member(),
			await member(),
			await member(),
		];
		const artworkId = await artworkOf(artist);
		await bind(store, 'mute', artist.userId, muted.userId);
		await createComment(store, { subjectId: artworkId, text: 'Hello' }, muted);
		await setReaction(store, { subjectId: artworkId, kind: 'LOVE', on: true }, blocker);
		await bind(store, 'block', blocker.userId, artist.userId);
		await setReaction(store, { subjectId: artworkId, kind: 'LOVE', on: true }, blocked);
		await bind(store, 'block', artist.userId, blocked.userId);
		expect(await kindsTo(artist)).toEqual([]);
		await unbind(store, 'mute', artist.userId, muted.userId);
		expect(await kindsTo(artist)).toEqual([]);
		await setSilenced(store, artist.userId, ['COMMENT', 'COMMENT']);
		await createComment(store, { subjectId: artworkId, text: 'Hello' }, other);
		await setReaction(store, { subjectId: artworkId, kind: 'LOVE', on: true }, other);
		expect(await kindsTo(artist)).toEqual(['REACTION']);
		const { user: guest } = await createGuest(store);
		await expect(setSilenced(store, guest.id, [])).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
	});
});

describe('what somebody may no longer see', () => {
	test('is not told any more: a picture made private, a comment taken back or hidden, a remix that is in no list', async () => {
		const [artist, ana, moderator] = [await member(), await member(), await member('MODERATOR')];
		const artworkId = await artworkOf(artist);
		const mine = await createComment(store, { subjectId: artworkId, text: 'Hello' }, ana);
		const reply = await createComment(store, { subjectId: artworkId, text: 'Hello', replyToId: mine.id }, artist);
		expect(await kindsTo(ana)).toEqual(['REPLY']);
		await moderate(store, { subjectId: reply.id, kind: 'HIDE', reason: 'x' }, moderator.userId);
		expect(await kindsTo(ana)).toEqual([]);
		await moderate(store, { subjectId: reply.id, kind: 'SHOW', reason: 'x' }, moderator.userId);
		expect(await kindsTo(ana)).toEqual(['REPLY']);
		await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PRIVATE' });
		expect([await kindsTo(ana), await countUnread(store, ana)]).toEqual([[], 0]);
		await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PUBLIC' });
		await deleteComment(store, reply.id, artist.userId);
		expect(await kindsTo(ana)).toEqual([]);
		const childId = await remixOf(artworkId, ana, 'UNLISTED');
		expect(await kindsTo(artist)).not.toContain('REMIX');
		await updateArtwork(store, { id: childId, userId: ana.userId, visibility: 'PUBLIC' });
		expect(await kindsTo(artist)).toContain('REMIX');
		await bind(store, 'mute', artist.userId, ana.userId);
		expect(await kindsTo(artist)).not.toContain('REMIX');
	});
});

describe('the list', () => {
	test('is read page by page without gaps, and marked as read one by one or as a whole; what comes later is unread', async () => {
		const artist = await member();
		const ana = await member();
		const ids: string[] = [];
		for (let index = 0; index < 3; index++) ids.unshift(await artworkOf(artist));
		for (const id of [...ids].reverse()) await createComment(store, { subjectId: id, text: 'Hello' }, ana);
		const seen: string[] = [];
		for (let after: string | null = null; ; ) {
			const page = await listNotifications(store, { first: 2, after }, artist);
			seen.push(...page.edges.map(({ group }) => `${group.kind} ${group.subjectId}`));
			after = page.edges.at(-1)?.cursor ?? null;
			if (!page.hasNextPage) break;
		}
		expect(seen.filter((each) => each.startsWith('COMMENT'))).toEqual(ids.map((id) => `COMMENT ${id}`));
		expect(new Set(seen).size).toBe(seen.length);
		await expect(listNotifications(store, { first: 2, after: 'x' }, artist)).rejects.toThrow(CursorError);

		expect(await countUnread(store, artist)).toBe(6);
		const [newest] = await toldTo(artist);
		await markRead(store, ana.userId, newest?.id ?? '');
		expect(await countUnread(store, artist)).toBe(6);
		await markRead(store, artist.userId, newest?.id ?? '');
		expect(await countUnread(store, artist)).toBe(5);
		await createComment(store, { subjectId: ids[0] ?? '', text: 'Again' }, ana);
		expect((await toldTo(artist))[0]).toMatchObject({ unread: true, count: 2 });
		await markRead(store, artist.userId, null);
		expect([await countUnread(store, artist), (await toldTo(artist)).some(({ unread }) => unread)]).toEqual([0, false]);
	});

	test('counts no further than the header says, and forgets after half a year', async () => {
		const ana = await member();
		await query(
			store,
			`INSERT INTO "User" (id, role, handle, email) SELECT 'usr_many_' || n, 'MEMBER', 'many_' || n, 'many_' || n || '@example.org'
			 FROM generate_series(1, 120) AS n`,
		);
		await query(
			store,
			`INSERT INTO "Notification" (id, "recipientId", kind, "subjectId", "aboutId", "createdAt")
			 SELECT 'ntf_' || lpad(n::text, 26, '0'), $1, 'APPEAL', 'usr_many_' || n, $1, now() - make_interval(days => CASE WHEN n < 120 THEN 179 ELSE 181 END)
			 FROM generate_series(1, 120) AS n`,
			[ana.userId],
		);
		expect(await countUnread(store, ana)).toBe(maximumUnreadCount);
		await forgetWhatIsOver(store);
		const rows = await query<{ count: number }>(
			store,
			'SELECT count(*)::int AS count FROM "Notification" WHERE "recipientId" = $1',
			[ana.userId],
		);
		expect(rows[0]?.count).toBe(119);
	});
});
