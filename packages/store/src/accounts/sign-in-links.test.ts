import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetWhatIsOver } from '../access/rate-limits.ts';
import { query, type Store } from '../database/store.ts';
import { getRender } from '../renders/renders.ts';
import { queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { createAccessToken, findUserByAccessToken } from './access-tokens.ts';
import { changeEmail } from './account-changes.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { claimAdmin, offerAdminClaim } from './first-admin.ts';
import { hasPassword } from './passwords.ts';
import { createGuest } from './users.ts';

const password = 'correct horse battery';
let setting: TestStore;
let store: Store;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
});
afterAll(() => setting[Symbol.asyncDispose]());

const newPerson = () => {
	const handle = `linked_${++count}`;
	return { handle, email: `${handle}@example.org`, entrance: { address: `10.0.1.${count}`, guestId: null } };
};

const noPassword = { hasUnprovenPassword: false, hasProvenPassword: false };

/** What who opens a link says. */
const answer = (handle: string | null = null, known: string | null = null, forgetPassword = false) => ({
	handle,
	password: known,
	forgetPassword,
});

test('who is new comes in by a link once, with a handle, and keeps what they made as a guest', async () => {
	const { handle, email, entrance } = newPerson();
	const { user: guest } = await createGuest(store);
	const { id } = await queuedRender(store, {}, { userId: guest.id });
	const token = await accounts.links.create(` ${email.toUpperCase()} `, entrance);
	expect(await query(store, 'SELECT FROM "Verification" WHERE identifier LIKE $1', [`%${token}%`])).toEqual([]);
	expect(await accounts.links.find(token)).toEqual({ email, isNew: true, ...noPassword });
	const enter = (name: string | null) => accounts.links.signIn(token, answer(name), { ...entrance, guestId: guest.id });
	await expect(enter(null)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'handle' }] });
	const { userId, cookie } = await enter(handle);
	expect(await accounts.findUser(cookie)).toMatchObject({ id: userId, handle, displayName: handle, role: 'MEMBER' });
	expect((await getRender(store, id))?.requestedById).toBe(userId);
	await expect(enter(handle)).rejects.toMatchObject({ code: 'LINK_EXPIRED' });
	expect(await accounts.links.find(token)).toBeNull();
});

test('a member comes in by a link, and two who open it at once are one', async () => {
	const { handle, email, entrance } = newPerson();
	const first = await accounts.links.signIn(await accounts.links.create(email, entrance), answer(handle), entrance);
	const token = await accounts.links.create(email, entrance);
	expect(await accounts.links.find(token)).toEqual({ email, isNew: false, ...noPassword });
	const entered = await Promise.allSettled([1, 2].map(() => accounts.links.signIn(token, answer(), entrance)));
	expect(entered.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	for (const each of entered)
		if (each.status === 'fulfilled') expect(each.value.userId).toBe(first.userId);
		else expect(each.reason).toMatchObject({ code: 'LINK_EXPIRED' });
	// What was begun before goes on: the address was known to be theirs.
	expect(await accounts.findUser(first.cookie)).toMatchObject({ handle });
});

test('a taken handle does not use the link, an old link is none, and what is old is swept', async () => {
	const [one, two] = [newPerson(), newPerson()];
	await accounts.signUp({ email: one.email, password, handle: one.handle }, one.entrance);
	const token = await accounts.links.create(two.email, two.entrance);
	const enter = (handle: string) => accounts.links.signIn(token, answer(handle), two.entrance);
	await expect(enter(one.handle)).rejects.toMatchObject({ code: 'HANDLE_TAKEN' });
	await query(store, `UPDATE "Verification" SET "expiresAt" = now() - interval '1 second'`);
	await expect(enter(two.handle)).rejects.toMatchObject({ code: 'LINK_EXPIRED' });
	await forgetWhatIsOver(store);
	expect(await query(store, 'SELECT FROM "Verification"')).toEqual([]);
	await expect(accounts.links.create('nobody', two.entrance)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('whose address it is takes over the account that somebody else made with it', async () => {
	const { handle, email, entrance } = newPerson();
	const squatter = await accounts.signUp({ email, password, handle }, entrance);
	const program = { name: 'theirs', scopes: ['READ'] as const, days: 30 };
	const { token: accessToken } = await createAccessToken(store, squatter.userId, program);
	const owner = await accounts.links.signIn(await accounts.links.create(email, entrance), answer(null), entrance);
	expect(owner.userId).toBe(squatter.userId);
	expect(await accounts.findUser(squatter.cookie)).toBeNull();
	expect(await findUserByAccessToken(store, accessToken)).toBeNull();
	await expect(accounts.signIn({ email, password }, entrance)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
	// Another address is not known to be theirs, until they have come in by it.
	await changeEmail(store, owner.userId, `new_${email}`);
	const [row] = await query<{ emailVerified: boolean }>(store, 'SELECT "emailVerified" FROM "User" WHERE id = $1', [
		owner.userId,
	]);
	expect(row).toEqual({ emailVerified: false });
});

test('an address does not count as proven while anything of before is left', async () => {
	const { handle, email, entrance } = newPerson();
	const squatter = await accounts.signUp({ email, password, handle }, entrance);
	const program = { name: 'theirs', scopes: ['READ'] as const, days: 30 };
	const { token: accessToken } = await createAccessToken(store, squatter.userId, program);
	const token = await accounts.links.create(email, entrance);
	await query(
		store,
		`CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`,
	);
	await query(
		store,
		'CREATE TRIGGER broken BEFORE DELETE ON "AccessToken" FOR EACH STATEMENT EXECUTE FUNCTION break()',
	);
	await expect(accounts.links.signIn(token, answer(), entrance)).rejects.toThrow();
	await query(store, 'DROP TRIGGER broken ON "AccessToken"');
	// It is as before: the link is good, and takes everything away now.
	expect(await accounts.links.find(token)).toMatchObject({ hasUnprovenPassword: true });
	await accounts.links.signIn(token, answer(), entrance);
	expect(await findUserByAccessToken(store, accessToken)).toBeNull();
	expect(await accounts.findUser(squatter.cookie)).toBeNull();
});

test('who made the account keeps its password and sessions by saying the password, and a wrong one does not use the link', async () => {
	const { handle, email, entrance } = newPerson();
	const maker = await accounts.signUp({ email, password, handle }, entrance);
	const token = await accounts.links.create(email, entrance);
	expect(await accounts.links.find(token)).toEqual({
		email,
		isNew: false,
		hasUnprovenPassword: true,
		hasProvenPassword: false,
	});
	const enter = (known: string) => accounts.links.signIn(token, answer(null, known), entrance);
	await expect(enter('not the password')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
	expect((await enter(password)).userId).toBe(maker.userId);
	expect(await accounts.findUser(maker.cookie)).toMatchObject({ handle });
	expect(await accounts.signIn({ email, password }, entrance)).toMatchObject({ userId: maker.userId });
	const later = await accounts.links.create(email, entrance);
	expect(await accounts.links.find(later)).toMatchObject({ hasUnprovenPassword: false, hasProvenPassword: true });
});

test('who came by a link sets a password soon after, once', async () => {
	const { handle, email, entrance } = newPerson();
	const { userId, cookie } = await accounts.links.signIn(
		await accounts.links.create(email, entrance),
		answer(handle),
		entrance,
	);
	const set = (text = password) => accounts.setFirstPassword(cookie, text);
	expect(await hasPassword(store, userId)).toBe(false);
	await expect(set('short')).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'newPassword' }] });
	const age = (interval: string) =>
		query(store, `UPDATE "Session" SET "createdAt" = now() - $2::interval WHERE "userId" = $1`, [userId, interval]);
	await age('16 minutes');
	await expect(set()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await age('1 minute');
	await set();
	expect(await hasPassword(store, userId)).toBe(true);
	expect(await accounts.signIn({ email, password }, entrance)).toMatchObject({ userId });
	await expect(set('another good password')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a forgotten password is taken away by a link where it was proven, with all other sessions, and another is set', async () => {
	const { handle, email, entrance } = newPerson();
	const enter = async (said: ReturnType<typeof answer>) =>
		accounts.links.signIn(await accounts.links.create(email, entrance), said, entrance);
	const before = await accounts.signUp({ email, password, handle }, entrance);
	await enter(answer(null, password));
	expect(await accounts.signIn({ email, password }, entrance)).toMatchObject({ userId: before.userId });
	// Who does not ask for it keeps it.
	await enter(answer());
	expect(await hasPassword(store, before.userId)).toBe(true);
	const { userId, cookie } = await enter(answer(null, null, true));
	expect(userId).toBe(before.userId);
	expect(await hasPassword(store, userId)).toBe(false);
	expect(await accounts.findUser(before.cookie)).toBeNull();
	expect(await accounts.findUser(cookie)).toMatchObject({ handle });
	await expect(accounts.signIn({ email, password }, entrance)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
	await accounts.setFirstPassword(cookie, 'another good password');
	expect(await accounts.signIn({ email, password: 'another good password' }, entrance)).toMatchObject({ userId });
});

test('one mailbox is not filled by strangers from everywhere', async () => {
	const { email } = newPerson();
	const ask = (from: number) => accounts.links.create(email, { address: `10.0.2.${from}` });
	for (let from = 0; from < 5; from++) await ask(from);
	await expect(ask(5)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
});

test('the first admin may come by a link', async () => {
	const { handle, email, entrance } = newPerson();
	const claim = (await offerAdminClaim(store)) ?? '';
	const { userId, cookie } = await accounts.links.signIn(
		await accounts.links.create(email, entrance),
		answer(handle),
		entrance,
	);
	await claimAdmin(store, claim, userId);
	expect(await accounts.findUser(cookie)).toMatchObject({ role: 'ADMIN' });
});
