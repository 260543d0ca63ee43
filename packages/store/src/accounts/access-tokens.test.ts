import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import {
	accessTokenPrefix,
	createAccessToken,
	findUserByAccessToken,
	listAccessTokens,
	revokeAccessToken,
} from './access-tokens.ts';
import { openAccounts } from './accounts.ts';
import { createGuest } from './users.ts';

let setting: TestStore;
let store: Store;
let userId: string;
let otherId: string;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	const accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
	const signUp = async (handle: string) =>
		(
			await accounts.signUp(
				{ email: `${handle}@example.org`, password: 'correct horse battery', handle },
				{ address: '127.0.0.1', guestId: null },
			)
		).userId;
	userId = await signUp('ana');
	otherId = await signUp('ben');
});
afterAll(() => setting[Symbol.asyncDispose]());

test('a token is known with its scopes until it is revoked by its person; the database has its hash alone', async () => {
	const input = { name: ' My script ', scopes: ['RENDER', 'READ', 'READ'], days: 30 } as const;
	const { accessToken, token } = await createAccessToken(store, userId, input);
	expect(token.startsWith(accessTokenPrefix)).toBe(true);
	expect(accessToken).toMatchObject({ name: 'My script', scopes: ['READ', 'RENDER'], lastUsedAt: null });
	expect(Math.round((accessToken.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(30);
	const [{ row } = { row: '' }] = await query<{ row: string }>(
		store,
		'SELECT to_jsonb("AccessToken")::text AS row FROM "AccessToken" WHERE id = $1',
		[accessToken.id],
	);
	expect(row).not.toContain(token.slice(accessTokenPrefix.length));
	expect(await findUserByAccessToken(store, token)).toMatchObject({ user: { id: userId }, scopes: ['READ', 'RENDER'] });
	const [listed] = await listAccessTokens(store, userId);
	expect(listed?.lastUsedAt?.getSeconds()).toBe(0);
	expect(await revokeAccessToken(store, otherId, accessToken.id)).toBe(false);
	expect(await revokeAccessToken(store, userId, accessToken.id)).toBe(true);
	expect(await findUserByAccessToken(store, token)).toBeNull();
	expect(await listAccessTokens(store, userId)).toEqual([]);
});

test('a token that has expired is nobody', async () => {
	const { accessToken, token } = await createAccessToken(store, userId, { name: 'x', scopes: ['READ'], days: 1 });
	await query(store, `UPDATE "AccessToken" SET "expiresAt" = now() - interval '1 s' WHERE id = $1`, [accessToken.id]);
	expect(await findUserByAccessToken(store, token)).toBeNull();
	expect(await findUserByAccessToken(store, `${accessTokenPrefix}${'x'.repeat(43)}`)).toBeNull();
});

test.each([
	['name', { name: ' ' }],
	['name', { name: 'x'.repeat(61) }],
	['scopes', { scopes: [] }],
	['days', { days: 0 }],
	['days', { days: 366 }],
	['days', { days: 1.5 }],
])('one is refused for its %s: %o', async (path, wrong) => {
	const input = { name: 'x', scopes: ['READ'] as const, days: 1, ...wrong };
	await expect(createAccessToken(store, userId, input)).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		issues: [{ path }],
	});
});

test('guests have none, and a person has fifty at most', async () => {
	const input = { name: 'x', scopes: ['READ'] as const, days: 1 };
	const { user } = await createGuest(store);
	await expect(createAccessToken(store, user.id, input)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
	for (let count = 0; count < 50; count++) await createAccessToken(store, otherId, input);
	await expect(createAccessToken(store, otherId, input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
