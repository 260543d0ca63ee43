/** @file What only its person sees over the API: sessions, whom they keep away; and what only admins see: the staff. */
import { bind } from '@galatea/store/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test('sessions and whom somebody follows, mutes and blocks are theirs alone to see, and to end', async () => {
	const [ana, ben, moderator] = [await api.member(), await api.member(), await api.member('MODERATOR')];
	for (const bond of ['mute', 'follow'] as const) await bind(api.store, bond, ana.userId, ben.userId);
	const document = /* GraphQL */ `
		query ($handle: String!) {
			user(handle: $handle) {
				sessions { id current }
				followedUsers(first: 5) { edges { node { handle } } }
				mutedUsers(first: 5) { edges { node { handle } } pageInfo { hasNextPage } }
				blockedUsers(first: 5) { edges { node { handle } } }
			}
		}
	`;
	const read = async (who: typeof ana | undefined) =>
		dataOf(await api.query(document, { handle: ana.handle }, who))['user'];
	const edges = [{ node: { handle: ben.handle } }];
	expect(await read(ana)).toEqual({
		sessions: [{ id: expect.any(String), current: true }],
		followedUsers: { edges },
		mutedUsers: { edges, pageInfo: { hasNextPage: false } },
		blockedUsers: { edges: [] },
	});
	for (const who of [ben, moderator, undefined])
		expect(await read(who)).toEqual({ sessions: [], followedUsers: null, mutedUsers: null, blockedUsers: null });
	const [session] = ((await read(ana)) as { sessions: { id: string }[] }).sessions;
	const end = async (who: typeof ana | undefined, id: string | null) =>
		dataOf(await api.query('mutation ($id: ID) { endSessions(id: $id) }', { id }, who))['endSessions'];
	for (const who of [ben, moderator, undefined]) expect(await end(who, session?.id ?? '')).toBe(0);
	expect(await end(ana, null)).toBe(0);
	expect(await end(ana, session?.id ?? '')).toBe(1);
	expect(dataOf(await api.query('{ viewer { handle } }', {}, ana))).toEqual({ viewer: null });
});

test('the staff is for admins to see; to others it is null', async () => {
	const [member, moderator, admin] = [await api.member(), await api.member('MODERATOR'), await api.member('ADMIN')];
	const read = async (who: typeof member | undefined) =>
		dataOf(await api.query('{ staff { handle role } }', {}, who))['staff'];
	for (const who of [undefined, member, moderator]) expect(await read(who)).toBeNull();
	expect(await read(admin)).toEqual(
		expect.arrayContaining([
			{ handle: admin.handle, role: 'ADMIN' },
			{ handle: moderator.handle, role: 'MODERATOR' },
		]),
	);
});
