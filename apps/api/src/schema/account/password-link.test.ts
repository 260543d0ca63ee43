import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const create = `mutation ($handle: String!) {
	createPasswordLink(handle: $handle) { ... on CreatePasswordLinkSuccess { path expiresAt } ... on Failure { code } }
}`;
const look = 'query ($token: String!) { passwordLink(token: $token) { handle } }';
const use = `mutation ($token: String!, $newPassword: String!) {
	signInByPasswordLink(token: $token, newPassword: $newPassword) {
		__typename ... on SignInSuccess { user { handle } } ... on Failure { code }
	}
}`;
const signIn = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }`;

test('an admin hands a member a link, the member sets a password by it once and is signed in', async () => {
	const [admin, member, moderator] = [await api.member('ADMIN'), await api.member(), await api.member('MODERATOR')];
	const { handle } = member;
	for (const [who, code] of [
		[undefined, 'NOT_SIGNED_IN'],
		[member, 'NOT_ALLOWED'],
		[moderator, 'NOT_ALLOWED'],
	] as const)
		expect(dataOf(await api.query(create, { handle }, who))).toEqual({ createPasswordLink: { code } });
	expect(dataOf(await api.query(create, { handle: 'nobody_here' }, admin))).toEqual({
		createPasswordLink: { code: 'NOT_FOUND' },
	});
	expect(dataOf(await api.query(create, { handle: admin.handle }, admin))).toEqual({
		createPasswordLink: { code: 'NOT_ALLOWED' },
	});
	const { createPasswordLink } = dataOf(await api.query(create, { handle }, admin)) as {
		createPasswordLink: { path: string };
	};
	const { pathname, searchParams } = new URL(createPasswordLink.path, api.url);
	expect(pathname).toBe('/sign-in/password');
	const token = searchParams.get('token') ?? '';
	expect(dataOf(await api.query(look, { token }))).toEqual({ passwordLink: { handle } });
	const newPassword = 'another horse battery';
	expect(dataOf(await api.query(use, { token, newPassword: 'short' }))).toMatchObject({
		signInByPasswordLink: { code: 'INVALID_INPUT' },
	});
	expect(dataOf(await api.query(use, { token, newPassword }))).toEqual({
		signInByPasswordLink: { __typename: 'SignInSuccess', user: { handle } },
	});
	expect(dataOf(await api.query(look, { token }))).toEqual({ passwordLink: null });
	expect(dataOf(await api.query(use, { token, newPassword }))).toMatchObject({
		signInByPasswordLink: { code: 'LINK_EXPIRED' },
	});
	// The session of before has ended, and with it what it was.
	expect(dataOf(await api.query('{ viewer { handle } }', {}, member))).toEqual({ viewer: null });
	const email = `${handle}@example.org`;
	expect(dataOf(await api.query(signIn, { email, password: newPassword }))).toMatchObject({
		signIn: { __typename: 'SignInSuccess' },
	});
});

test('admins alone list members, by name, role and suspension', async () => {
	const admin = await api.member('ADMIN');
	const member = await api.member();
	const moderator = await api.member('MODERATOR');
	const list = `query ($words: String, $role: MemberRole, $suspended: Boolean) {
		hosting { members(first: 50, words: $words, role: $role, suspended: $suspended) {
			edges { node { user { handle role } artworkCount recentRenderCount lastSeenAt } }
		} }
	}`;
	interface Listed {
		readonly hosting: {
			readonly members: { readonly edges: readonly { readonly node: { readonly user: { handle: string } } }[] };
		};
	}
	const handles = async (variables: Record<string, unknown>) =>
		(dataOf(await api.query(list, variables, admin)) as unknown as Listed).hosting.members.edges.map(
			({ node }) => node.user.handle,
		);
	expect((await handles({})).slice(0, 3)).toEqual([moderator.handle, member.handle, admin.handle]);
	expect(await handles({ words: `@${member.handle}` })).toEqual([member.handle]);
	expect(await handles({ role: 'MODERATOR' })).toContain(moderator.handle);
	expect(await handles({ role: 'MODERATOR' })).not.toContain(member.handle);
	expect(await handles({ suspended: true })).toEqual([]);
	for (const who of [undefined, member, moderator])
		expect(dataOf(await api.query(list, {}, who))).toEqual({ hosting: null });
	const wrong = await api.query('{ hosting { members(first: 10, after: "x") { edges { cursor } } } }', {}, admin);
	expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
