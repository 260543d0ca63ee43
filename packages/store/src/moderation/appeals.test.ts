/** @file Appeals: who may make one, who decides it, and what becomes of the decision that it is against. */
import { newIdentifier } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { keepGuestWork } from '../accounts/guest-work.ts';
import { createGuest, getUsers } from '../accounts/users.ts';
import { getArtworks } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { listNotifications } from '../notifications/notifications.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createAppeal, decideAppeal } from './appeals.ts';
import { moderate } from './moderation.ts';
import { actionsAbout, actionsOn, appealsAgainst, openAppeals } from './moderation-log.ts';
import { createReport } from './reports.ts';

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

const reason = 'Not for here';

describe('a guest', () => {
	async function decided() {
		const { user, token } = await createGuest(store);
		const guest = { userId: user.id, role: 'GUEST' } as const;
		const artworkId = await artworkOf(guest);
		const action = await moderate(store, { subjectId: artworkId, kind: 'HIDE', reason }, moderator.userId);
		return { guest, token, artworkId, action };
	}
	const toldTo = async (viewer: TestMember) =>
		(await listNotifications(store, { first: 10, after: null }, viewer)).edges.map(({ group }) => [
			group.kind,
			group.subjectId,
		]);

	test('is told of decisions, may appeal, and is told what became of that', async () => {
		const { guest, artworkId, action } = await decided();
		expect(await toldTo(guest)).toEqual([['DECISION', artworkId]]);
		expect((await actionsAbout(store, [guest.userId])).flat()).toMatchObject([{ id: action.id, reason }]);
		const { id } = await createAppeal(store, { actionId: action.id, words: 'It is mine' }, guest.userId);
		await decideAppeal(store, { id, granted: true, answer: 'So it is' }, (await member('MODERATOR')).userId);
		expect(await toldTo(guest)).toEqual([
			['APPEAL', guest.userId],
			['DECISION', artworkId],
		]);
		expect((await getArtworks(store, [artworkId], nobody))[0]).not.toBeNull();
	});

	test('who signs up takes decisions, appeal and news along, and the entry changes in nothing else', async () => {
		const { guest, artworkId, action } = await decided();
		const { id } = await createAppeal(store, { actionId: action.id, words: 'It is mine' }, guest.userId);
		await decideAppeal(store, { id, granted: false, answer: 'No' }, (await member('MODERATOR')).userId);
		const ana = await member();
		await keepGuestWork(store, guest.userId, ana.userId);
		expect((await actionsAbout(store, [ana.userId])).flat()).toEqual([{ ...action, personId: ana.userId }]);
		expect(await appealsAgainst(store, [action.id])).toMatchObject([{ appellantId: ana.userId, granted: false }]);
		expect(await toldTo(ana)).toEqual([
			['APPEAL', ana.userId],
			['DECISION', artworkId],
		]);
		for (const change of [`reason = 'Another'`, `"personId" = '${moderator.userId}'`])
			await expect(query(store, `UPDATE "ModerationAction" SET ${change} WHERE id = $1`, [action.id])).rejects.toThrow(
				'rows are immutable',
			);
	});

	test('has an entry that changes in nothing but whom it concerns, and is never removed', async () => {
		const { action } = await decided();
		for (const statement of [
			`UPDATE "ModerationAction" SET reason = 'Another' WHERE id = $1`,
			`UPDATE "ModerationAction" SET "personId" = '${moderator.userId}', reason = 'Another' WHERE id = $1`,
			'UPDATE "ModerationAction" SET "personId" = NULL WHERE id = $1',
			'DELETE FROM "ModerationAction" WHERE id = $1',
		])
			await expect(query(store, statement, [action.id])).rejects.toThrow('rows are immutable');
	});
});

describe('an appeal', () => {
	async function hidden() {
		const artist = await member();
		const artworkId = await artworkOf(artist);
		const action = await moderate(store, { subjectId: artworkId, kind: 'HIDE', reason }, moderator.userId);
		return { artist, artworkId, action };
	}

	test('is made once, by whom the decision concerns, and decided by another moderator', async () => {
		const { artist, artworkId, action } = await hidden();
		const judge = await member('MODERATOR');
		const words = 'It is an apple';
		expect((await actionsAbout(store, [artist.userId])).flat()).toMatchObject([{ id: action.id, undone: false }]);
		await expect(createAppeal(store, { actionId: action.id, words }, (await member()).userId)).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		const [appeal] = await Promise.all(
			[words, words].map((each) => createAppeal(store, { actionId: action.id, words: each }, artist.userId)),
		);
		const id = appeal?.id ?? '';
		await expect(createAppeal(store, { actionId: action.id, words: 'But' }, artist.userId)).rejects.toMatchObject({
			code: 'NOT_ALLOWED',
		});
		expect((await openAppeals(store)).map((each) => each.id)).toContain(id);
		const decide = (by: string, granted = true) => decideAppeal(store, { id, granted, answer: 'So it is' }, by);
		for (const by of [moderator.userId, artist.userId])
			await expect(decide(by)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		const decisions = await Promise.all([decide(judge.userId), decide(judge.userId)]);
		expect(decisions[0]).toEqual(decisions[1]);
		await expect(decide(judge.userId, false)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		expect((await getArtworks(store, [artworkId], nobody))[0]).not.toBeNull();
		expect((await actionsOn(store, [artworkId])).flat()).toMatchObject([
			{ kind: 'SHOW', reason: 'So it is', moderatorId: judge.userId },
			{ kind: 'HIDE', undone: true },
		]);
		expect((await openAppeals(store)).map((each) => each.id)).not.toContain(id);
	});

	test('that is turned down changes nothing but that it has an answer', async () => {
		const { artist, artworkId, action } = await hidden();
		const { id } = await createAppeal(store, { actionId: action.id, words: 'Please' }, artist.userId);
		await decideAppeal(store, { id, granted: false, answer: 'No' }, (await member('ADMIN')).userId);
		expect(await appealsAgainst(store, [action.id, newIdentifier('moderationAction')])).toMatchObject([
			{ granted: false, answer: 'No' },
			null,
		]);
		expect(await getArtworks(store, [artworkId], nobody)).toEqual([null]);
	});

	test('is possible against what weighs on somebody, and not against what does not', async () => {
		const artist = await member();
		const artworkId = await artworkOf(artist);
		await createReport(store, { subjectId: artworkId, reason: 'SPAM', words: '' }, await member());
		const acts = [
			await moderate(store, { subjectId: artworkId, kind: 'DISMISS', reason }, moderator.userId),
			await moderate(store, { subjectId: artworkId, kind: 'SET_LEVEL', level: 'ADULTS', reason }, moderator.userId),
			await moderate(store, { subjectId: artworkId, kind: 'SUSPEND', days: 1, reason }, moderator.userId),
		];
		const outcomes = [];
		for (const { id: actionId } of acts)
			outcomes.push(
				await createAppeal(store, { actionId, words: 'Please' }, artist.userId).then(
					() => 'heard',
					(error) => error.code,
				),
			);
		expect(outcomes).toEqual(['NOT_ALLOWED', 'heard', 'heard']);
		const admin = await member('ADMIN');
		for (const { id } of (await openAppeals(store)).filter(({ appellantId }) => appellantId === artist.userId))
			await decideAppeal(store, { id, granted: true, answer: 'Yes' }, admin.userId);
		expect((await getArtworks(store, [artworkId], nobody))[0]).toMatchObject({ contentLevel: 'EVERYONE' });
		expect((await getUsers(store, [artist.userId]))[0]?.suspendedUntil).toBeNull();
	});

	test('is decided by who acted only where nobody else could', async () => {
		await using alone = await testStore();
		const people = testMembers(alone.store);
		const [admin, artist] = [await people.member('ADMIN'), await people.member()];
		const subjectId = await people.artworkOf(artist);
		const action = await moderate(alone.store, { subjectId, kind: 'HIDE', reason }, admin.userId);
		const { id } = await createAppeal(alone.store, { actionId: action.id, words: 'Please' }, artist.userId);
		const decided = await decideAppeal(alone.store, { id, granted: true, answer: 'Yes' }, admin.userId);
		expect(decided.granted).toBe(true);
	});
});
