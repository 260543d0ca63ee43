/** @file Strikes: what counts against a person, and what does not any more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { createComment } from '../talk/comments.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createAppeal, decideAppeal } from './appeals.ts';
import { moderate } from './moderation.ts';
import type { ModerationKind } from './moderation-rows.ts';
import { strikeDays, strikesOf } from './strikes.ts';

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

const act = (subjectId: string, kind: ModerationKind, by = moderator) =>
	moderate(
		store,
		{ subjectId, kind, reason: 'Not for here', days: kind === 'SUSPEND' ? 1 : null, level: 'ADULTS' },
		by.userId,
	);
const strikesAgainst = async (person: TestMember) => (await strikesOf(store, [person.userId]))[0];

test('each thing that was hidden or suspended for is a strike, however many acts it took; levels are none', async () => {
	const [artist, other] = [await member(), await member()];
	const [one, two, three] = [await artworkOf(artist), await artworkOf(artist), await artworkOf(artist)];
	expect(await strikesAgainst(artist)).toBe(0);
	await act(one, 'HIDE');
	await act(one, 'SUSPEND');
	expect(await strikesAgainst(artist)).toBe(1);
	const comment = await createComment(store, { subjectId: two, text: 'Buy' }, other);
	await act(comment.id, 'HIDE');
	await act(two, 'SET_LEVEL');
	await act(three, 'HIDE');
	expect(await strikesOf(store, [other.userId, moderator.userId, artist.userId])).toEqual([1, 0, 2]);
	expect(await strikesOf(store, [])).toEqual([]);
});

test('what was taken back is no strike, by a moderator or after an appeal, until it is done again', async () => {
	const artist = await member();
	const [one, two] = [await artworkOf(artist), await artworkOf(artist)];
	await act(one, 'HIDE');
	const suspension = await act(two, 'SUSPEND');
	expect(await strikesAgainst(artist)).toBe(2);
	await act(one, 'SHOW');
	expect(await strikesAgainst(artist)).toBe(1);
	const judge = await member('ADMIN');
	const appeal = await createAppeal(store, { actionId: suspension.id, words: 'No' }, artist.userId);
	expect(await strikesAgainst(artist)).toBe(1);
	await decideAppeal(store, { id: appeal.id, granted: true, answer: 'Right' }, judge.userId);
	expect(await strikesAgainst(artist)).toBe(0);
	await act(one, 'HIDE');
	await act(artist.userId, 'SUSPEND');
	expect(await strikesAgainst(artist)).toBe(2);
	await act(artist.userId, 'LIFT');
	expect(await strikesAgainst(artist)).toBe(1);
});

test('an appeal takes back its own act alone, and not what came before it', async () => {
	const artist = await member();
	const [one, two] = [await artworkOf(artist), await artworkOf(artist)];
	await act(one, 'SUSPEND');
	const second = await act(two, 'SUSPEND');
	const appeal = await createAppeal(store, { actionId: second.id, words: 'No' }, artist.userId);
	await decideAppeal(store, { id: appeal.id, granted: true, answer: 'Right' }, (await member('ADMIN')).userId);
	expect(await strikesAgainst(artist)).toBe(1);
});

test('a strike counts for a year', async () => {
	const artist = await member();
	const { id } = await act(await artworkOf(artist), 'HIDE');
	// The log lets nobody change an entry: a year goes by without its trigger.
	const backdate = async (days: number) => {
		await query(store, 'ALTER TABLE "ModerationAction" DISABLE TRIGGER USER', []);
		await query(store, 'UPDATE "ModerationAction" SET "createdAt" = now() - make_interval(days => $2) WHERE id = $1', [
			id,
			days,
		]);
		await query(store, 'ALTER TABLE "ModerationAction" ENABLE TRIGGER USER', []);
	};
	await backdate(strikeDays - 1);
	expect(await strikesAgainst(artist)).toBe(1);
	await backdate(strikeDays + 1);
	expect(await strikesAgainst(artist)).toBe(0);
});
