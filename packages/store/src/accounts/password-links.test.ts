/** @file A new password without mail: who may make a link, what it does, and what it never does. */
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { listHostActs } from '../gallery/host-acts.ts';
import { type TestMember, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createAccessToken, listAccessTokens } from './access-tokens.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { createPasswordLink, findPasswordLink } from './password-links.ts';
import { emailOf, getUsers } from './users.ts';

let setting: TestStore;
let store: Store;
let accounts: Accounts;
let admin: TestMember;
let member: (role?: 'MEMBER' | 'MODERATOR' | 'ADMIN') => Promise<TestMember>;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, {
		secret: 's'.repeat(32),
		hashing: cheapHashing,
		isGuessable: async (password) => password === 'password1234',
	});
	({ member } = testMembers(store));
	admin = await member('ADMIN');
});
afterAll(() => setting[Symbol.asyncDispose]());

const entrance = { address: '10.9.0.1', guestId: null };
const link = (person: TestMember, by = admin) =>
	createPasswordLink(store, { adminId: by.userId, userId: person.userId });
const use = (token: string, newPassword: string) => accounts.passwordLinks.signIn({ token, newPassword }, entrance);
const refused = (code: string) => expect.objectContaining({ code });

test('a link of an admin sets a password once, ends what was begun before, and is written down', async () => {
	const person = await member();
	const email = (await emailOf(store, person.userId)) ?? '';
	const before = await accounts.signIn({ email, password: 'correct horse battery' }, entrance);
	await createAccessToken(store, person.userId, { name: 'Old', scopes: ['READ'], days: 1 });
	const { token, handle } = await link(person);
	expect(await findPasswordLink(store, token)).toMatchObject({ handle });
	expect(JSON.stringify(await query(store, 'SELECT * FROM "PasswordLink"'))).not.toContain(token);
	await expect(use(token, 'short')).rejects.toEqual(refused('INVALID_INPUT'));
	await expect(use(token, 'password1234')).rejects.toEqual(refused('INVALID_INPUT'));
	const { userId, cookie } = await use(token, 'another horse battery');
	expect(userId).toBe(person.userId);
	expect(await accounts.findUser(cookie)).toMatchObject({ id: person.userId });
	expect(await accounts.findUser(before.cookie)).toBeNull();
	expect(await listAccessTokens(store, person.userId)).toEqual([]);
	await expect(accounts.signIn({ email, password: 'correct horse battery' }, entrance)).rejects.toEqual(
		refused('WRONG_CREDENTIALS'),
	);
	expect(await accounts.signIn({ email, password: 'another horse battery' }, entrance)).toMatchObject({ userId });
	await expect(use(token, 'a third horse battery')).rejects.toEqual(refused('LINK_EXPIRED'));
	expect((await listHostActs(store))[0]).toMatchObject({
		kind: 'PASSWORD_LINK_MADE',
		adminId: admin.userId,
		personId: person.userId,
	});
});

test('of two who use a link at once one sets the password; the other is told that it is used', async () => {
	const person = await member();
	const { token } = await link(person);
	const tries = await Promise.allSettled([use(token, 'the first horse battery'), use(token, 'a second horse battery')]);
	expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('LINK_EXPIRED') });
});

test('a member without a password gets one; a newer link takes the place of the older, and an old one is void', async () => {
	const person = await member();
	await query(store, 'DELETE FROM "Credential" WHERE "userId" = $1', [person.userId]);
	const [older, newer] = [await link(person), await link(person)];
	await expect(use(older.token, 'another horse battery')).rejects.toEqual(refused('LINK_EXPIRED'));
	await query(store, `UPDATE "PasswordLink" SET "expiresAt" = now() - interval '1 second' WHERE "userId" = $1`, [
		person.userId,
	]);
	expect(await findPasswordLink(store, newer.token)).toBeNull();
	await expect(use(newer.token, 'another horse battery')).rejects.toEqual(refused('LINK_EXPIRED'));
	const { token } = await link(person);
	expect(await use(token, 'another horse battery')).toMatchObject({ userId: person.userId });
});

test('nobody but an admin makes a link, and for no admin, also not for who has become one since', async () => {
	const [person, moderator, other] = [await member(), await member('MODERATOR'), await member('ADMIN')];
	const before = await listHostActs(store);
	for (const [target, by, code] of [
		[person, person, 'NOT_ALLOWED'],
		[person, moderator, 'NOT_ALLOWED'],
		[other, admin, 'NOT_ALLOWED'],
		[{ userId: 'usr_none', role: 'MEMBER' }, admin, 'NOT_FOUND'],
	] as const)
		await expect(link(target, by)).rejects.toEqual(refused(code));
	expect(await listHostActs(store)).toEqual(before);
	const { token } = await link(person);
	await query(store, `UPDATE "User" SET role = 'ADMIN' WHERE id = $1`, [person.userId]);
	await expect(use(token, 'another horse battery')).rejects.toEqual(refused('LINK_EXPIRED'));
	expect((await getUsers(store, [person.userId]))[0]?.role).toBe('ADMIN');
});
