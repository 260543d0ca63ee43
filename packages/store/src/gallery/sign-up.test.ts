/** @file Who may sign up, by every way that makes an account. */
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Accounts, openAccounts } from '../accounts/accounts.ts';
import { query, type Store } from '../database/store.ts';
import { type TestMember, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { listHostActs } from './host-acts.ts';
import { readSettings, updateSettings } from './settings.ts';
import {
	createSignUpInvitation,
	listSignUpInvitations,
	maySignUp,
	revokeSignUpInvitation,
} from './sign-up-invitations.ts';

let setting: TestStore;
let store: Store;
let accounts: Accounts;
let admin: TestMember;
let member: TestMember;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
	const members = testMembers(store);
	admin = await members.member('ADMIN');
	member = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

let count = 0;
const refused = (code: string) => expect.objectContaining({ code });
const entrance = (invitation: string | null) => ({ address: '10.8.0.1', guestId: null, invitation });
const byPassword = (invitation: string | null, handle = `comer_${++count}`) =>
	accounts.signUp({ email: `${handle}@example.com`, password: 'correct horse battery', handle }, entrance(invitation));
const byMail = async (invitation: string | null) => {
	const handle = `comer_${++count}`;
	const token = await accounts.links.create(`${handle}@example.com`, { address: '10.8.0.1' });
	return accounts.links.signIn(token, { handle, password: null, forgetPassword: false }, entrance(invitation));
};
const invite = (uses = 1) => createSignUpInvitation(store, admin.userId, { uses, days: 7, note: 'The drawing class' });
const peopleCount = async () => {
	const [row] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM "User" WHERE role <> 'GUEST'`,
	);
	return row?.count ?? 0;
};

test('a gallery is open until its admin closes it; then no way makes an account, and members still sign in', async () => {
	expect(await readSettings(store)).toMatchObject({ signUp: 'OPEN', name: '' });
	await byPassword(null);
	await byMail(null);
	await expect(updateSettings(store, member.userId, { signUp: 'CLOSED' })).rejects.toEqual(refused('NOT_ALLOWED'));
	await updateSettings(store, admin.userId, { signUp: 'CLOSED' });
	const before = await peopleCount();
	const { token } = await invite();
	for (const way of [byPassword, byMail])
		for (const invitation of [null, token]) await expect(way(invitation)).rejects.toEqual(refused('SIGN_UP_CLOSED'));
	expect(await maySignUp(store, token)).toBe(false);
	expect(await peopleCount()).toBe(before);
	const input = { email: 'comer_1@example.com', password: 'correct horse battery' };
	expect(await accounts.signIn(input, entrance(null))).toMatchObject({ userId: expect.any(String) });
	const link = await accounts.links.create('comer_2@example.com', { address: '10.8.0.1' });
	const answer = { handle: null, password: null, forgetPassword: false };
	expect(await accounts.links.signIn(link, answer, entrance(null))).toMatchObject({ userId: expect.any(String) });
});

test('where invitations are needed each lets in as many as it is for, whichever way they come, and nobody by another', async () => {
	await updateSettings(store, admin.userId, { signUp: 'INVITED' });
	await expect(byPassword(null)).rejects.toEqual(refused('SIGN_UP_CLOSED'));
	await expect(byMail(null)).rejects.toEqual(refused('SIGN_UP_CLOSED'));
	await expect(byPassword('none')).rejects.toEqual(refused('INVITATION_EXPIRED'));
	const { token, invitation } = await invite(2);
	expect(await maySignUp(store, token)).toBe(true);
	// What cannot be used up by a mistake: the handle is taken.
	await expect(byPassword(token, 'comer_1')).rejects.toMatchObject({ code: expect.stringMatching(/_TAKEN$/) });
	expect((await listSignUpInvitations(store))[0]).toMatchObject({ id: invitation.id, usesLeft: 2 });
	await byPassword(token);
	await byMail(token);
	await expect(byPassword(token)).rejects.toEqual(refused('INVITATION_EXPIRED'));
	expect(JSON.stringify(await query(store, 'SELECT * FROM "SignUpInvitation"'))).not.toContain(token);
	const single = await invite();
	const rush = await Promise.allSettled(Array.from({ length: 4 }, () => byPassword(single.token)));
	expect(rush.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const revoked = await invite();
	await expect(revokeSignUpInvitation(store, member.userId, revoked.invitation.id)).rejects.toEqual(
		refused('NOT_ALLOWED'),
	);
	await revokeSignUpInvitation(store, admin.userId, revoked.invitation.id);
	await expect(byPassword(revoked.token)).rejects.toEqual(refused('INVITATION_EXPIRED'));
	const old = await invite();
	await query(store, `UPDATE "SignUpInvitation" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [
		old.invitation.id,
	]);
	await expect(byPassword(old.token)).rejects.toEqual(refused('INVITATION_EXPIRED'));
});

test('admins alone invite and set; what cannot be is named, and what was done is in the log', async () => {
	await expect(createSignUpInvitation(store, member.userId, { uses: 1, days: 1, note: '' })).rejects.toEqual(
		refused('NOT_ALLOWED'),
	);
	await expect(
		createSignUpInvitation(store, admin.userId, { uses: 0, days: 366, note: 'x'.repeat(101) }),
	).rejects.toMatchObject({
		issues: [{ path: 'uses' }, { path: 'days' }, { path: 'note' }],
	});
	await expect(
		updateSettings(store, admin.userId, { name: 'x'.repeat(41), announcement: 'two\nlines' }),
	).rejects.toMatchObject({ issues: [{ path: 'name' }, { path: 'announcement' }] });
	const told = {
		name: 'Blue room',
		about: 'Drawings\nof the class',
		rules: 'Be kind',
		announcement: 'Closed on Monday',
	};
	expect(await updateSettings(store, admin.userId, told)).toMatchObject(told);
	expect(await readSettings(store)).toMatchObject({ ...told, signUp: 'INVITED' });
	await updateSettings(store, admin.userId, { announcement: '' });
	const [newest, second] = await listHostActs(store);
	expect(newest).toMatchObject({ kind: 'SETTINGS_CHANGED', adminId: admin.userId, detail: 'announcement' });
	expect(second?.detail).toBe('name, about, rules, announcement');
});
