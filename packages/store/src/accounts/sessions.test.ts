/** @file Sessions in several browsers, and lists of whom one keeps away. */
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CursorError } from '../database/cursor.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { bind, listBound } from './bonds.ts';
import { listStaff } from './roles.ts';
import { endSessions, listSessions } from './sessions.ts';

let setting: TestStore;
let accounts: Accounts;
let member: TestMembers['member'];

beforeAll(async () => {
	setting = await testStore();
	accounts = openAccounts(setting.store, { secret: 's'.repeat(32), hashing: cheapHashing });
	({ member } = testMembers(setting.store));
});
afterAll(() => setting[Symbol.asyncDispose]());

async function signUp(handle: string) {
	const input = { email: `${handle}@example.org`, password: 'correct horse battery', handle };
	const first = await accounts.signUp(input, { address: '10.9.0.1', guestId: null });
	return { input, ...first, again: () => accounts.signIn(input, { address: '10.9.0.1', guestId: null }) };
}

test('somebody sees where they are signed in, and signs out one of them or all others, and nobody else', async () => {
	const { store } = setting;
	const [ana, ben] = [await signUp('ana'), await signUp('ben')];
	const cookies = [ana.cookie, (await ana.again()).cookie, (await ana.again()).cookie];
	const listed = await listSessions(store, ana.userId, ana.cookie);
	expect(listed.map(({ current }) => current)).toEqual([true, false, false]);
	expect((await listSessions(store, ana.userId, null)).some(({ current }) => current)).toBe(false);
	const alive = async () =>
		(await Promise.all(cookies.map((cookie) => accounts.findUser(cookie)))).map((user) => user !== null);
	const [, other] = listed;
	expect(await endSessions(store, { userId: ben.userId, id: other?.id ?? '', cookie: ben.cookie })).toBe(0);
	expect(await alive()).toEqual([true, true, true]);
	expect(await endSessions(store, { userId: ana.userId, id: other?.id ?? '', cookie: ana.cookie })).toBe(1);
	expect((await alive()).filter(Boolean)).toHaveLength(2);
	expect(await endSessions(store, { userId: ana.userId, id: null, cookie: ana.cookie })).toBe(1);
	expect(await alive()).toEqual([true, false, false]);
	expect(await accounts.findUser(ben.cookie)).not.toBeNull();
});

test('whom one mutes and blocks is listed newest first, page by page', async () => {
	const { store } = setting;
	const people = [await member(), await member(), await member(), await member()];
	const [me, ...others] = people;
	if (!me) throw new Error('There are people');
	for (const { userId } of others) await bind(store, 'mute', me.userId, userId);
	const seen: string[] = [];
	for (let after: string | null = null; ; ) {
		const page = await listBound(store, 'mute', me.userId, { first: 2, after });
		seen.push(...page.edges.map(({ bound }) => bound.userId));
		after = page.edges.at(-1)?.cursor ?? null;
		if (!page.hasNextPage) break;
	}
	expect(seen).toEqual(others.map(({ userId }) => userId).reverse());
	expect((await listBound(store, 'block', me.userId, { first: 2, after: null })).edges).toEqual([]);
	await expect(listBound(store, 'mute', me.userId, { first: 2, after: 'x' })).rejects.toThrow(CursorError);
	await expect(listBound(store, 'mute', me.userId, { first: 0, after: null })).rejects.toThrow(RangeError);
});

test('the staff are the moderators and admins, admins first', async () => {
	const [moderator, admin] = [await member('MODERATOR'), await member('ADMIN')];
	expect((await listStaff(setting.store)).map(({ id }) => id)).toEqual([admin.userId, moderator.userId]);
});
