/** @file Signing up, in and out over HTTP as a browser does it: with the cookies that the answers set. */
import { offerAdminClaim } from '@galatea/store/accounts';
import { publishRender } from '@galatea/store/artworks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { TestBrowser } from '../../testing-browser.ts';
import { doneRender, newRender } from '../../testing-worker.ts';

let api: TestApi;
let count = 0;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const password = 'correct horse battery';
const signUp = /* GraphQL */ `
	mutation ($input: SignUpInput!) {
		signUp(input: $input) {
			__typename
			... on SignUpSuccess { user { handle email } }
			... on Failure { code }
			... on InvalidInput { issues { path } }
		}
	}
`;
const signIn = /* GraphQL */ `
	mutation ($email: String!, $password: String!) {
		signIn(email: $email, password: $password) { __typename ... on SignInSuccess { user { handle } } ... on Failure { code } }
	}
`;

async function signedUp(browser = new TestBrowser(api.url)) {
	const handle = `visitor_${++count}`;
	const email = `${handle}@example.org`;
	const answer = await browser.ask(signUp, { input: { email, password, handle } });
	expect(dataOf(answer)['signUp']).toEqual({ __typename: 'SignUpSuccess', user: { handle, email } });
	return { browser, handle, email };
}

describe('a browser', () => {
	test('signs up, is known, signs out and is nobody, signs in and is known again', async () => {
		const { browser, handle, email } = await signedUp();
		expect(browser.lines.find((line) => line.startsWith('galatea_session='))).toMatch(/; HttpOnly; SameSite=Lax$/);
		const known = { handle, isGuest: false, role: 'MEMBER', email };
		expect(await browser.viewer()).toEqual(known);
		const stolen = new TestBrowser(api.url);
		stolen.cookies.set('galatea_session', browser.cookies.get('galatea_session') ?? '');
		expect(dataOf(await browser.ask('mutation { signOut }'))).toEqual({ signOut: true });
		expect(browser.cookies.has('galatea_session')).toBe(false);
		expect([await browser.viewer(), await stolen.viewer()]).toEqual([null, null]);
		expect(dataOf(await browser.ask(signIn, { email, password }))['signIn']).toEqual({
			__typename: 'SignInSuccess',
			user: { handle },
		});
		expect(await browser.viewer()).toEqual(known);
	});

	test('that rendered as a guest keeps the work, and the cookie of the guest goes', async () => {
		const browser = new TestBrowser(api.url);
		const create =
			'mutation { createRender(input: { prompt: "an apple" }) { ... on CreateRenderSuccess { render { id } } } }';
		const { render } = dataOf(await browser.ask(create))['createRender'] as { render: { id: string } };
		expect(browser.cookies.has('galatea_guest')).toBe(true);
		const { handle } = await signedUp(browser);
		expect([...browser.cookies.keys()]).toEqual(['galatea_session']);
		const query = 'query ($id: ID!) { render(id: $id) { requestedBy { handle } viewerCanCancel } }';
		expect(dataOf(await browser.ask(query, { id: render.id }))['render']).toEqual({
			requestedBy: { handle },
			viewerCanCancel: true,
		});
	});

	test('is told in the schema what was wrong', async () => {
		const { handle, email } = await signedUp();
		const browser = new TestBrowser(api.url);
		const tell = async (input: object) => dataOf(await browser.ask(signUp, { input }))['signUp'];
		expect(await tell({ email: 'x', password: 'short', handle: 'A' })).toEqual({
			__typename: 'InvalidInput',
			code: 'INVALID_INPUT',
			issues: [{ path: 'email' }, { path: 'handle' }, { path: 'password' }],
		});
		expect(await tell({ email, password, handle: 'another_one' })).toMatchObject({ code: 'EMAIL_TAKEN' });
		expect(await tell({ email: 'another@example.org', password, handle })).toMatchObject({ code: 'HANDLE_TAKEN' });
		expect(await browser.viewer()).toBeNull();
	});

	test('that guesses is stopped after ten tries', async () => {
		const { email } = await signedUp();
		const browser = new TestBrowser(api.url);
		const codes: unknown[] = [];
		for (let tries = 0; tries < 11; tries++) {
			const answer = await browser.ask(signIn, { email, password: 'guess guess guess' });
			codes.push((dataOf(answer)['signIn'] as { code: string }).code);
		}
		expect(codes).toEqual([...Array(10).fill('WRONG_CREDENTIALS'), 'TOO_MANY_TRIES']);
	});

	test('changes the password, which signs the other browsers out', async () => {
		const { browser, email, handle } = await signedUp();
		const other = new TestBrowser(api.url);
		await other.ask(signIn, { email, password });
		const change = /* GraphQL */ `
			mutation ($currentPassword: String!) {
				changePassword(currentPassword: $currentPassword, newPassword: "another good password") { __typename }
			}
		`;
		const outcome = async (currentPassword: string) =>
			dataOf(await browser.ask(change, { currentPassword }))['changePassword'];
		expect(await outcome('not the password')).toEqual({ __typename: 'WrongCredentials' });
		expect(await outcome(password)).toEqual({ __typename: 'ChangePasswordSuccess' });
		expect(await browser.viewer()).toMatchObject({ handle });
		expect(await other.viewer()).toBeNull();
		expect(dataOf(await other.ask(change, { currentPassword: password }))['changePassword']).toEqual({
			__typename: 'NotSignedIn',
		});
	});
});

test('the link of the first admin is good once, for who has signed up; roles are given by admins only', async () => {
	const token = (await offerAdminClaim(api.store)) ?? '';
	const claim =
		'mutation ($token: String!) { claimGallery(token: $token) { __typename ... on ClaimGallerySuccess { user { role } } } }';
	const claims = async (browser: TestBrowser) => dataOf(await browser.ask(claim, { token }))['claimGallery'];
	const isGood = async () =>
		dataOf(await new TestBrowser(api.url).ask('query ($token: String!) { canClaimGallery(token: $token) }', { token }));
	expect(await claims(new TestBrowser(api.url))).toEqual({ __typename: 'NotSignedIn' });
	const [{ browser: ana }, { browser: ben }] = [await signedUp(), await signedUp()];
	expect(await isGood()).toEqual({ canClaimGallery: true });
	expect(await claims(ana)).toEqual({ __typename: 'ClaimGallerySuccess', user: { role: 'ADMIN' } });
	expect(await claims(ben)).toEqual({ __typename: 'ClaimExpired' });
	expect(await isGood()).toEqual({ canClaimGallery: false });
	expect(await ana.viewer()).toMatchObject({ role: 'ADMIN' });

	const { handle } = await api.member();
	const give = /* GraphQL */ `
		mutation ($handle: String!) {
			setRole(handle: $handle, role: MODERATOR) { __typename ... on SetRoleSuccess { user { role } } }
		}
	`;
	const outcome = async (browser: TestBrowser) => dataOf(await browser.ask(give, { handle }))['setRole'];
	expect(await outcome(ben)).toEqual({ __typename: 'NotAllowed' });
	expect(await outcome(ana)).toEqual({ __typename: 'SetRoleSuccess', user: { role: 'MODERATOR' } });
});

test('a profile shows what its person wrote, and to nobody else what is private', async () => {
	const [person, stranger] = [await api.member(), await api.member()];
	const update = /* GraphQL */ `
		mutation {
			updateProfile(input: { displayName: "Ana", bio: "Apples.", links: ["https://example.org"], defaultVisibility: MEMBERS }) {
				__typename
			}
		}
	`;
	expect(dataOf(await api.query(update, {}, person))).toEqual({
		updateProfile: { __typename: 'UpdateProfileSuccess' },
	});
	const query = /* GraphQL */ `
		query ($handle: String!) {
			user(handle: $handle) { displayName bio links email defaultVisibility viewerIsThis viewerFollows }
		}
	`;
	const shown = { displayName: 'Ana', bio: 'Apples.', links: ['https://example.org'], viewerFollows: false };
	const { handle } = person;
	expect(dataOf(await api.query(query, { handle }, person))['user']).toEqual({
		...shown,
		email: `${handle}@example.org`,
		defaultVisibility: 'MEMBERS',
		viewerIsThis: true,
	});
	const hiddenParts = { email: null, defaultVisibility: null, viewerIsThis: false };
	expect(dataOf(await api.query(query, { handle }, stranger))['user']).toEqual({ ...shown, ...hiddenParts });
	const follow =
		'mutation ($handle: String!) { followUser(handle: $handle) { ... on BondSuccess { user { viewerFollows } } } }';
	expect(dataOf(await api.query(follow, { handle }, stranger))).toEqual({
		followUser: { user: { viewerFollows: true } },
	});
	const unfollow = follow.replace('followUser', 'unfollowUser');
	expect(dataOf(await api.query(unfollow, { handle }, stranger))).toEqual({
		unfollowUser: { user: { viewerFollows: false } },
	});
});

test("who may see a render is its person's to say", async () => {
	const [person, stranger] = [await api.member(), await api.member()];
	const { renderId: id } = await newRender(api.store, { userId: person.userId });
	const set = /* GraphQL */ `
		mutation ($id: ID!) {
			setRenderVisibility(id: $id, visibility: MEMBERS) {
				__typename ... on SetRenderVisibilitySuccess { render { visibility } }
			}
		}
	`;
	expect(dataOf(await api.query(set, { id }, stranger))['setRenderVisibility']).toEqual({ __typename: 'NotAllowed' });
	expect(dataOf(await api.query(set, { id }, person))['setRenderVisibility']).toEqual({
		__typename: 'SetRenderVisibilitySuccess',
		render: { visibility: 'MEMBERS' },
	});
});

test('who may see a render is said when it is asked for, and goes before what is usual', async () => {
	const person = await api.member();
	const ask = /* GraphQL */ `
		mutation ($visibility: Visibility) {
			createRender(input: { prompt: "an apple", visibility: $visibility, recipeHidden: true }) {
				... on CreateRenderSuccess { render { id visibility recipeHidden } }
			}
		}
	`;
	const asked = async (visibility: string | null) =>
		dataOf(await api.query(ask, { visibility }, person))['createRender'] as { render: { id: string } };
	const { render } = await asked('PRIVATE');
	expect(render).toMatchObject({ visibility: 'PRIVATE', recipeHidden: true });
	const seen = dataOf(await api.query('query ($id: ID!) { render(id: $id) { id } }', { id: render.id }));
	expect(seen).toEqual({ render: null });
	expect(await asked(null)).toMatchObject({ render: { visibility: 'PUBLIC' } });
	await api.query('mutation { updateProfile(input: { defaultVisibility: PRIVATE }) { __typename } }', {}, person);
	expect(await asked(null)).toMatchObject({ render: { visibility: 'PRIVATE' } });
	expect(await asked('PUBLIC')).toMatchObject({ render: { visibility: 'PUBLIC' } });
});

test('what is made from a picture for members is for members, unless its person is used to less', async () => {
	const [person, other] = [await api.member(), await api.member()];
	const source = await doneRender(api.store, { userId: person.userId });
	const artwork = await publishRender(api.store, {
		renderId: source.renderId,
		title: 'For members',
		userId: person.userId,
		visibility: 'MEMBERS',
	});
	const remix = /* GraphQL */ `
		mutation ($artwork: ID!, $render: ID!) {
			createRender(input: { prompt: "an apple", remixOf: $artwork }) { ... on CreateRenderSuccess { render { visibility } } }
			forkRender(input: { renderId: $render, step: 5 }) { ... on CreateRenderSuccess { render { visibility } } }
		}
	`;
	const made = async () => dataOf(await api.query(remix, { artwork: artwork.id, render: source.renderId }, other));
	const both = (visibility: string) => ({
		createRender: { render: { visibility } },
		forkRender: { render: { visibility } },
	});
	expect(await made()).toEqual(both('MEMBERS'));
	await api.query('mutation { updateProfile(input: { defaultVisibility: PRIVATE }) { __typename } }', {}, other);
	expect(await made()).toEqual(both('PRIVATE'));
});
