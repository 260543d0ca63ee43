/** @file Reports, and what moderators do about them: who may, what changes, and that nothing of it is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest, getUsers } from '../accounts/users.ts';
import { getArtworks, publishRender } from '../artworks/artworks.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { getRender } from '../renders/renders.ts';
import { createComment, editComment } from '../talk/comments.ts';
import { getComments, listThreads, repliesIn, summariseComments } from '../talk/read-comments.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { moderate } from './moderation.ts';
import { actionsOn, listActions } from './moderation-log.ts';
import { createReport, listReported, openReportsOf } from './reports.ts';

let setting: TestStore;
let store: Store;
let member: TestMembers['member'];
let artworkOf: TestMembers['artworkOf'];
let moderator: TestMember;

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	({ member, artworkOf } = testMembers(store));
	moderator = await member('MODERATOR');
});
afterAll(() => setting[Symbol.asyncDispose]());

const report = (subjectId: string, viewer: TestMember, words = '') =>
	createReport(store, { subjectId, reason: 'SPAM', words }, viewer);
const reason = 'Not for here';
const queued = async () =>
	(await listReported(store, { first: 100, after: null })).edges.map(({ reported }) => reported);

describe('a report', () => {
	test('is kept once a person while it is open, also when it is sent twice at once, and counted by subject', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const artworkId = await artworkOf(artist);
		await Promise.all([report(artworkId, ana), report(artworkId, ana), report(artworkId, ben, ' Look at\r\nthis ')]);
		expect((await queued()).find(({ subjectId }) => subjectId === artworkId)).toMatchObject({ count: 2 });
		expect((await openReportsOf(store, [artworkId])).flat()).toMatchObject([{ reason: 'SPAM' }, { reason: 'SPAM' }]);
		await moderate(store, { subjectId: artworkId, kind: 'DISMISS', reason }, moderator.userId);
		expect((await queued()).some(({ subjectId }) => subjectId === artworkId)).toBe(false);
		await report(artworkId, ana);
		expect((await openReportsOf(store, [artworkId])).flat()).toHaveLength(1);
	});

	test('is of anything that the reporter sees and that is not their own; by members, with words where it must', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		const comment = await createComment(store, { subjectId: artworkId, text: 'Buy' }, artist);
		const render = await queuedRender(store, {}, { userId: artist.userId });
		for (const subjectId of [artworkId, comment.id, render.id, artist.userId]) await report(subjectId, ana);
		expect(await queued()).toEqual(
			expect.arrayContaining(
				[artworkId, comment.id, render.id, artist.userId].map((subjectId) => expect.objectContaining({ subjectId })),
			),
		);
		await expect(report(artworkId, artist)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await expect(report(ana.userId, ana)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		const { user } = await createGuest(store);
		await expect(report(artworkId, { userId: user.id, role: 'GUEST' })).rejects.toMatchObject({
			code: 'NOT_SIGNED_IN',
		});
		for (const words of ['', 'x'.repeat(1_001)])
			await expect(createReport(store, { subjectId: artworkId, reason: 'OTHER', words }, ana)).rejects.toMatchObject({
				code: 'INVALID_INPUT',
				issues: [{ path: 'words' }],
			});
		await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PRIVATE' });
		for (const subjectId of [artworkId, comment.id, 'art_none', user.id])
			await expect(report(subjectId, await member())).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	test('waits in the queue in the order of the first report, page by page', async () => {
		const [artist, ana, ben] = [await member(), await member(), await member()];
		const [one, two] = [await artworkOf(artist), await artworkOf(artist)];
		await report(one, ana);
		await report(two, ana);
		await report(one, ben);
		const seen: string[] = [];
		for (let after: string | null = null; ; ) {
			const page = await listReported(store, { first: 1, after });
			seen.push(...page.edges.map(({ reported }) => reported.subjectId));
			after = page.edges.at(-1)?.cursor ?? null;
			if (!page.hasNextPage) break;
		}
		expect(seen.filter((id) => id === one || id === two)).toEqual([one, two]);
		expect(new Set(seen).size).toBe(seen.length);
		await expect(listReported(store, { first: 1, after: 'x' })).rejects.toThrow(CursorError);
	});
});

describe('moderation', () => {
	test('is of moderators and admins, never of what is their own, and with a reason', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		const own = await artworkOf(moderator);
		const hide = (subjectId: string, by: string, why = reason) =>
			moderate(store, { subjectId, kind: 'HIDE', reason: why }, by);
		const { user: guest } = await createGuest(store);
		for (const by of [ana.userId, artist.userId, guest.id, 'usr_none'])
			await expect(hide(artworkId, by)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await expect(hide(own, moderator.userId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await expect(hide(artworkId, moderator.userId, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		await expect(hide('art_none', moderator.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(hide(ana.userId, moderator.userId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		expect((await getArtworks(store, [artworkId], nobody))[0]).not.toBeNull();
		expect(await hide(artworkId, (await member('ADMIN')).userId)).toMatchObject({ kind: 'HIDE', label: 'Apple' });
	});

	test('hides an artwork with its render from all but its person and the moderators, whatever its person does, and shows it again', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		await moderate(store, { subjectId: artworkId, kind: 'HIDE', reason }, moderator.userId);
		await expect(
			moderate(store, { subjectId: artworkId, kind: 'HIDE', reason }, moderator.userId),
		).rejects.toMatchObject({
			code: 'NOT_ALLOWED',
		});
		await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PUBLIC', title: 'Pear' });
		const sees = async (viewer: typeof nobody) => (await getArtworks(store, [artworkId], viewer))[0] !== null;
		expect([await sees(nobody), await sees(ana), await sees(artist), await sees(moderator)]).toEqual([
			false,
			false,
			true,
			true,
		]);
		const [artwork] = await getArtworks(store, [artworkId], artist);
		expect((await getRender(store, artwork?.renderId ?? ''))?.hidden).toBe(true);
		await moderate(store, { subjectId: artwork?.renderId ?? '', kind: 'SHOW', reason }, moderator.userId);
		expect(await sees(nobody)).toBe(true);
	});

	test('hides a render for good, also when it is published at the same moment', async () => {
		const artist = await member();
		for (let round = 0; round < 5; round++) {
			const render = await queuedRender(store, {}, { userId: artist.userId });
			await finished(store, render.id);
			const [{ id }] = await Promise.all([
				publishRender(store, { renderId: render.id, title: 'Apple', userId: artist.userId }),
				moderate(store, { subjectId: render.id, kind: 'HIDE', reason }, moderator.userId),
			]);
			expect((await getRender(store, render.id))?.hidden).toBe(true);
			expect(await getArtworks(store, [id], nobody)).toEqual([null]);
		}
	});

	test('raises the content level: its person can go above it, never below', async () => {
		const artist = await member();
		const artworkId = await artworkOf(artist);
		const level = async () => (await getArtworks(store, [artworkId], artist))[0]?.contentLevel;
		const own = (contentLevel: 'EVERYONE' | 'ADULTS') =>
			updateArtwork(store, { id: artworkId, userId: artist.userId, contentLevel });
		const set = (to: 'EVERYONE' | 'SENSITIVE') =>
			moderate(store, { subjectId: artworkId, kind: 'SET_LEVEL', level: to, reason }, moderator.userId);
		await set('SENSITIVE');
		await own('EVERYONE');
		expect(await level()).toBe('SENSITIVE');
		await own('ADULTS');
		expect(await level()).toBe('ADULTS');
		await set('EVERYONE');
		expect(await level()).toBe('ADULTS');
		await own('EVERYONE');
		expect(await level()).toBe('EVERYONE');
		await expect(
			moderate(store, { subjectId: artworkId, kind: 'SET_LEVEL', reason }, moderator.userId),
		).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'level' }] });
	});

	test('hides a comment: its place stays for its replies, its words for its author and the moderators', async () => {
		const [artist, ana] = [await member(), await member()];
		const artworkId = await artworkOf(artist);
		const first = await createComment(store, { subjectId: artworkId, text: 'Buy' }, ana);
		const reply = await createComment(store, { subjectId: artworkId, text: 'No', replyToId: first.id }, artist);
		const alone = await createComment(store, { subjectId: artworkId, text: 'Buy more' }, ana);
		for (const subjectId of [first.id, alone.id])
			await moderate(store, { subjectId, kind: 'HIDE', reason }, moderator.userId);
		const threads = async (viewer: typeof nobody) =>
			(await listThreads(store, { subjectId: artworkId, first: 9, after: null }, viewer)).edges.map(({ comment }) => [
				comment.state,
				comment.text,
				comment.authorId,
			]);
		const shown = [
			['HIDDEN', 'Buy more', ana.userId],
			['HIDDEN', 'Buy', ana.userId],
		];
		expect(await threads(artist)).toEqual([['HIDDEN', '', null]]);
		expect(await threads(nobody)).toEqual([['HIDDEN', '', null]]);
		expect(await threads(ana)).toEqual(shown);
		expect(await threads(moderator)).toEqual(shown);
		expect(await summariseComments(store, [artworkId], nobody)).toMatchObject([{ count: 1 }]);
		expect((await repliesIn(store, [first.id], nobody)).flat()).toEqual([reply]);
		expect(await getComments(store, [first.id, alone.id], artist)).toEqual([null, null]);
		await expect(editComment(store, { id: first.id, userId: ana.userId, text: 'Sell' })).rejects.toMatchObject({
			code: 'NOT_ALLOWED',
		});
		await expect(
			createComment(store, { subjectId: artworkId, text: 'x', replyToId: reply.id }, artist),
		).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});

	test('suspends the person of a subject until a day, and lifts it; only those of a lower role', async () => {
		const [artist, admin, other] = [await member(), await member('ADMIN'), await member('MODERATOR')];
		const artworkId = await artworkOf(artist);
		const suspend = (subjectId: string, by: TestMember, days: number | null = 7) =>
			moderate(store, { subjectId, kind: 'SUSPEND', reason, days }, by.userId);
		const { until } = await suspend(artworkId, moderator);
		const [user] = await getUsers(store, [artist.userId]);
		expect(user?.suspendedUntil).toEqual(until);
		expect(Math.round(((until?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(7);
		for (const days of [0, 1.5, 3_651, null])
			await expect(suspend(artworkId, moderator, days)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		for (const subject of [admin, other])
			await expect(suspend(subject.userId, moderator)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await suspend(other.userId, admin);
		await expect(suspend(artworkId, other)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await moderate(store, { subjectId: artist.userId, kind: 'LIFT', reason }, moderator.userId);
		expect((await getUsers(store, [artist.userId]))[0]?.suspendedUntil).toBeNull();
	});

	test('sent twice with one key is one act, and the log is only ever added to', async () => {
		const artworkId = await artworkOf(await member());
		const input = { subjectId: artworkId, kind: 'HIDE', reason, idempotencyKey: 'once' } as const;
		const both = await Promise.all([
			moderate(store, input, moderator.userId),
			moderate(store, input, moderator.userId),
		]);
		expect(both[0]).toEqual(both[1]);
		expect((await actionsOn(store, [artworkId])).flat()).toEqual([both[0]]);
		const { edges } = await listActions(store, { first: 1, after: null });
		expect(edges.map(({ action }) => action)).toEqual([both[0]]);
		for (const statement of [
			'UPDATE "ModerationAction" SET reason = \'x\'',
			'DELETE FROM "ModerationAction"',
			'TRUNCATE "ModerationAction" CASCADE',
		])
			await expect(query(store, statement)).rejects.toThrow(/immutable/);
		await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworkId]);
		expect((await actionsOn(store, [artworkId])).flat()).toMatchObject([{ label: 'Apple', kind: 'HIDE' }]);
	});
});
