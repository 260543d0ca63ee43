import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countTry, forgetWhatIsOver } from '../access/rate-limits.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { createRender } from '../renders/create-render.ts';
import { getRender } from '../renders/renders.ts';
import { finished, queuedRender, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { claimAdmin, isAdminClaim, offerAdminClaim } from './first-admin.ts';
import { keepGuestWork } from './guest-work.ts';
import { createGuest, findUserByToken } from './users.ts';

const secret = 's'.repeat(32);
const password = 'correct horse battery';
const entrance = { address: '127.0.0.1', guestId: null };
let setting: TestStore;
let store: Store;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, { secret });
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A new account, from an address of its own so that no limit is met by accident. */
async function signedUp(guestId: string | null = null) {
	const handle = `person_${++count}`;
	const email = `${handle}@example.org`;
	const signedIn = await accounts.signUp({ email, password, handle }, { address: `10.0.0.${count}`, guestId });
	return { ...signedIn, handle, email };
}

describe('an account', () => {
	test('is known by its cookie, with its handle for a name, and by no other', async () => {
		const { cookie, userId, handle } = await signedUp();
		expect(await accounts.findUser(cookie)).toMatchObject({
			id: userId,
			role: 'MEMBER',
			isGuest: false,
			handle,
			displayName: handle,
		});
		expect(await accounts.findUser(`${cookie.slice(0, -8)}AAAAA%3D`)).toBeNull();
		expect(await accounts.findUser(cookie.split('.')[0] ?? '')).toBeNull();
		const elsewhere = openAccounts(store, { secret: 't'.repeat(32) });
		expect(await elsewhere.findUser(cookie)).toBeNull();
	});

	test('keeps the password as a hash, and of the session nothing that opens it', async () => {
		const { cookie, userId } = await signedUp();
		const [row] = await query<{ password: string; token: string }>(
			store,
			'SELECT password, token FROM "Credential" JOIN "Session" USING ("userId") WHERE "userId" = $1',
			[userId],
		);
		expect(row?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
		expect(await accounts.findUser(row?.token ?? '')).toBeNull();
		expect(decodeURIComponent(cookie).startsWith(`${row?.token}.`)).toBe(true);
	});

	test('is signed in by e-mail in any case, and not by another password', async () => {
		const { email, userId } = await signedUp();
		expect(await accounts.signIn({ email: email.toUpperCase(), password }, entrance)).toMatchObject({ userId });
		for (const wrong of ['', 'correct horse batterx', 'x'.repeat(5_000)])
			await expect(accounts.signIn({ email, password: wrong }, entrance)).rejects.toMatchObject({
				code: 'WRONG_CREDENTIALS',
			});
		await expect(accounts.signIn({ email: 'nobody@example.org', password }, entrance)).rejects.toMatchObject({
			code: 'WRONG_CREDENTIALS',
		});
		await expect(accounts.signIn({ email: 'no address', password }, entrance)).rejects.toMatchObject({
			code: 'WRONG_CREDENTIALS',
		});
	});

	test('is left: the cookie is nobody then', async () => {
		const { cookie } = await signedUp();
		await accounts.signOut(cookie);
		await accounts.signOut(cookie);
		expect(await accounts.findUser(cookie)).toBeNull();
	});

	test('gets another password from who knows the old one, and other browsers are signed out', async () => {
		const { cookie, email } = await signedUp();
		const other = await accounts.signIn({ email, password }, entrance);
		const newPassword = 'a much better password';
		await expect(
			accounts.changePassword(cookie, { currentPassword: 'wrong password', newPassword }, entrance),
		).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
		await expect(
			accounts.changePassword(cookie, { currentPassword: password, newPassword: 'short' }, entrance),
		).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'newPassword' }] });
		const changed = await accounts.changePassword(cookie, { currentPassword: password, newPassword }, entrance);
		expect(await accounts.findUser(other.cookie)).toBeNull();
		expect(await accounts.findUser(changed.cookie)).not.toBeNull();
		await expect(accounts.signIn({ email, password }, entrance)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
		await accounts.signIn({ email, password: newPassword }, entrance);
	});

	test('has an address and a handle that nobody else has, also when two ask at once', async () => {
		const { email, handle } = await signedUp();
		const twice = (input: { email: string; handle: string }) => accounts.signUp({ ...input, password }, entrance);
		await expect(twice({ email: email.toUpperCase(), handle: 'other' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
		await expect(twice({ email: 'other@example.org', handle })).rejects.toMatchObject({ code: 'HANDLE_TAKEN' });
		const race = await Promise.allSettled([
			twice({ email: 'one@example.org', handle: 'racer' }),
			twice({ email: 'two@example.org', handle: 'racer' }),
		]);
		expect(race.map((each) => (each.status === 'rejected' ? each.reason.code : each.status)).sort()).toEqual([
			'HANDLE_TAKEN',
			'fulfilled',
		]);
		expect(
			await query(store, `SELECT FROM "Credential" LEFT JOIN "User" u ON u.id = "userId" WHERE u.id IS NULL`),
		).toEqual([]);
	});

	test('takes no password that is easily guessed by who knows the person, at the beginning or later', async () => {
		const asked: (readonly string[])[] = [];
		const isGuessable = async (tried: string, personal: readonly string[]) => {
			asked.push(personal);
			return tried === 'a guessed password';
		};
		const careful = openAccounts(store, { secret, isGuessable });
		const input = { email: 'Careful@example.org', handle: 'careful', password: 'a guessed password' };
		const refused = (path: string) => ({ code: 'INVALID_INPUT', issues: [{ path }] });
		await expect(careful.signUp(input, entrance)).rejects.toMatchObject(refused('password'));
		const { cookie } = await careful.signUp({ ...input, password }, entrance);
		const change = { currentPassword: password, newPassword: 'a guessed password' };
		await expect(careful.changePassword(cookie, change, entrance)).rejects.toMatchObject(refused('newPassword'));
		await careful.checkPassword(cookie, password, entrance);
		expect(asked).toEqual(Array(3).fill(['careful@example.org', 'careful']));
	});

	test.each([
		['email', { email: 'ana' }],
		['email', { email: 'ana@example' }],
		['email', { email: `${'a'.repeat(250)}@b.org` }],
		['handle', { handle: 'An' }],
		['handle', { handle: 'ana maría' }],
		['handle', { handle: 'admin' }],
		['password', { password: 'short' }],
		['password', { password: 'x'.repeat(129) }],
	])('is refused for its %s: %o', async (path, wrong) => {
		const input = { email: 'ana@example.org', handle: 'ana', password, ...wrong };
		await expect(accounts.signUp(input, entrance)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path }] });
	});
});

describe('guessing', () => {
	test('is stopped after ten tries from one address, and the right password is not taken then either', async () => {
		const { email } = await signedUp();
		const from = { address: '192.0.2.1', guestId: null };
		const codes: string[] = [];
		for (let tries = 0; tries < 11; tries++)
			codes.push(await accounts.signIn({ email, password: 'guess guess guess' }, from).catch((error) => error.code));
		expect(codes).toEqual([...Array(10).fill('WRONG_CREDENTIALS'), 'TOO_MANY_TRIES']);
		await expect(accounts.signIn({ email, password }, from)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
		await accounts.signIn({ email, password }, { address: '192.0.2.2', guestId: null });
	});

	test('is counted once for all who try at the same time, and forgotten when the window is over', async () => {
		const limit = { maximum: 5, windowSeconds: 600 };
		const tries = await Promise.allSettled(Array.from({ length: 8 }, () => countTry(store, 'door', limit)));
		expect(tries.filter((each) => each.status === 'rejected')).toHaveLength(3);
		await query(store, `UPDATE "RateLimit" SET "resetAt" = now() - interval '1 s'`);
		await countTry(store, 'door', limit);
		await forgetWhatIsOver(store);
		expect(await query(store, 'SELECT count FROM "RateLimit"')).toEqual([{ count: 1 }]);
	});
});

describe("a guest's work", () => {
	test('moves to the account with everything, and the token of the guest is nobody then', async () => {
		const { user: guest, token } = await createGuest(store);
		const render = await queuedRender(store, {}, { userId: guest.id });
		await finished(store, render.id);
		const artwork = await publishRender(store, { renderId: render.id, title: 'Apple', userId: guest.id });
		const waiting = await queuedRender(store, { seed: '1' }, { userId: guest.id });
		const { userId } = await signedUp(guest.id);
		for (const id of [render.id, waiting.id])
			expect(await getRender(store, id)).toMatchObject({ requestedById: userId });
		expect(await query(store, 'SELECT "publishedById" FROM "Artwork" WHERE id = $1', [artwork.id])).toEqual([
			{ publishedById: userId },
		]);
		expect(await findUserByToken(store, token)).toBeNull();
	});

	test('moves on signing in as well, whatever keys both have used, and only once', async () => {
		const { email, userId } = await signedUp();
		const { user: guest } = await createGuest(store);
		for (const id of [userId, guest.id])
			await createRender(store, { recipe: recipe(), userId: id, idempotencyKey: 'the same' });
		await accounts.signIn({ email, password }, { address: '10.1.1.1', guestId: guest.id });
		expect(await query(store, 'SELECT FROM "Render" WHERE "requestedById" = $1', [userId])).toHaveLength(2);
		expect(await keepGuestWork(store, guest.id, userId)).toBe(0);
	});

	test('is lost in no race: a render that is asked for meanwhile moves along or is refused', async () => {
		const { user: guest } = await createGuest(store);
		const { userId } = await signedUp();
		const asked = Array.from({ length: 10 }, (_, index) =>
			createRender(store, { recipe: recipe({ seed: String(index) }), userId: guest.id }).then(
				({ render }) => render.id,
				(error) => error.code as string,
			),
		);
		await keepGuestWork(store, guest.id, userId);
		for (const answer of await Promise.all(asked))
			if (answer !== 'NOT_FOUND') expect((await getRender(store, answer))?.requestedById).toBe(userId);
	});

	test("a member's work moves to nobody", async () => {
		const [one, two] = [await signedUp(), await signedUp()];
		const { id } = await queuedRender(store, {}, { userId: one.userId });
		expect(await keepGuestWork(store, one.userId, two.userId)).toBe(0);
		await expect(
			query(store, 'UPDATE "Render" SET "requestedById" = $1 WHERE id = $2', [two.userId, id]),
		).rejects.toThrow(/its person changes only from a guest to a member/);
	});
});

test('the gallery is claimed once, by any link that is not old, by a member', async () => {
	await using fresh = await testStore();
	const its = openAccounts(fresh.store, { secret });
	const offer = async () => (await offerAdminClaim(fresh.store)) ?? '';
	const old = await offer();
	await query(fresh.store, `UPDATE "AdminClaim" SET "createdAt" = now() - interval '7 days'`);
	const [printed, elsewhere] = await Promise.all([offer(), offer()]);
	const { user: guest } = await createGuest(fresh.store);
	const [ana, ben] = [
		await its.signUp({ email: 'ana@example.org', password, handle: 'ana' }, entrance),
		await its.signUp({ email: 'ben@example.org', password, handle: 'ben' }, entrance),
	];
	await expect(claimAdmin(fresh.store, old, ana.userId)).rejects.toMatchObject({ code: 'CLAIM_EXPIRED' });
	await expect(claimAdmin(fresh.store, printed, guest.id)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
	const good = [old, printed, elsewhere].map((token) => isAdminClaim(fresh.store, token));
	expect(await Promise.all(good)).toEqual([false, true, true]);
	const claims = await Promise.allSettled([
		claimAdmin(fresh.store, printed, ana.userId),
		claimAdmin(fresh.store, elsewhere, ben.userId),
	]);
	expect(claims.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
	const roles = [await its.findUser(ana.cookie), await its.findUser(ben.cookie)].map((user) => user?.role);
	expect(roles.sort()).toEqual(['ADMIN', 'MEMBER']);
	expect(await offerAdminClaim(fresh.store)).toBeNull();
	expect(await query(fresh.store, 'SELECT FROM "AdminClaim"')).toEqual([]);
});

test('a gallery that starts again and again keeps the newest twenty links', async () => {
	await using fresh = await testStore();
	const tokens: string[] = [];
	const start = async () => tokens.push((await offerAdminClaim(fresh.store)) ?? '');
	for (let count = 0; count < 2; count++) await start();
	await query(fresh.store, `UPDATE "AdminClaim" SET "createdAt" = now() - interval '1 hour'`);
	for (let count = 0; count < 20; count++) await start();
	const good = await Promise.all(tokens.map((token) => isAdminClaim(fresh.store, token)));
	expect(good).toEqual([false, false, ...Array(20).fill(true)]);
	expect(await query(fresh.store, 'SELECT FROM "AdminClaim"')).toHaveLength(20);
});
