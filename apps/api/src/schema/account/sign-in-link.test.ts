/** @file Coming in by a link over HTTP, with a real mail server that receives it. */
import { freePort, type MailServer, mailServer } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { TestBrowser } from '../../testing-browser.ts';

const password = 'correct horse battery';
let server: MailServer;
let api: TestApi;
let count = 0;
beforeAll(async () => {
	server = await mailServer();
	api = await startTestApi({ smtpUrl: server.url });
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await server[Symbol.asyncDispose]();
});

const send = /* GraphQL */ `
	mutation ($email: String!, $next: String) {
		sendSignInLink(email: $email, language: EN, next: $next) {
			__typename
			... on InvalidInput { issues { path } }
		}
	}
`;
const enter = /* GraphQL */ `
	mutation ($token: String!, $handle: String, $password: String, $forgetPassword: Boolean) {
		signInByLink(token: $token, handle: $handle, password: $password, forgetPassword: $forgetPassword) {
			__typename
			... on SignInSuccess { user { handle hasPassword } }
			... on InvalidInput { issues { path } }
		}
	}
`;
const newEmail = () => `linked_${++count}@example.org`;

async function sendTo(browser: TestBrowser, email: string, next: string | null = null) {
	return dataOf(await browser.ask(send, { email, next }))['sendSignInLink'];
}

/** The link of the newest mail to an address. */
async function linkTo(email: string): Promise<URL> {
	const { text } = await server.mails.next((mail) => mail.to.includes(email));
	return new URL(/https:\S+/.exec(text)?.[0] ?? '');
}

async function tokenFor(browser: TestBrowser, email: string): Promise<string> {
	expect(await sendTo(browser, email)).toEqual({ __typename: 'SendSignInLinkSuccess' });
	return (await linkTo(email)).searchParams.get('token') ?? '';
}

async function enterBy(browser: TestBrowser, variables: object) {
	return dataOf(await browser.ask(enter, { ...variables }))['signInByLink'];
}

test('a guest comes in by the link of a mail, keeps the work, and sets a first password once', async () => {
	const [browser, email] = [new TestBrowser(api.url), newEmail()];
	const create =
		'mutation { createRender(input: { prompt: "an apple" }) { ... on CreateRenderSuccess { render { id } } } }';
	const { render } = dataOf(await browser.ask(create))['createRender'] as { render: { id: string } };
	expect(await sendTo(browser, email.toUpperCase(), '/claim?token=abc')).toEqual({
		__typename: 'SendSignInLinkSuccess',
	});
	const link = await linkTo(email);
	expect(link.href).toMatch(/^https:\/\/gallery\.example\/sign-in\/link\?token=/);
	expect(link.searchParams.get('next')).toBe('/claim?token=abc');
	const token = link.searchParams.get('token');
	const look = 'query ($token: String!) { signInLink(token: $token) { email isNew hasUnprovenPassword } }';
	// A mail scanner that opens the link looks, and uses nothing up.
	for (let looks = 0; looks < 2; looks++)
		expect(dataOf(await new TestBrowser(api.url).ask(look, { token }))).toEqual({
			signInLink: { email, isNew: true, hasUnprovenPassword: false },
		});
	expect(await enterBy(browser, { token })).toEqual({ __typename: 'InvalidInput', issues: [{ path: 'handle' }] });
	expect(await enterBy(browser, { token, handle: 'by_mail' })).toEqual({
		__typename: 'SignInSuccess',
		user: { handle: 'by_mail', hasPassword: false },
	});
	expect([...browser.cookies.keys()]).toEqual(['galatea_session']);
	const query = 'query ($id: ID!) { render(id: $id) { requestedBy { handle } } }';
	expect(dataOf(await browser.ask(query, { id: render.id }))['render']).toEqual({ requestedBy: { handle: 'by_mail' } });
	expect(await enterBy(new TestBrowser(api.url), { token })).toEqual({ __typename: 'LinkExpired' });
	expect(dataOf(await browser.ask(look, { token }))).toEqual({ signInLink: null });

	const set = 'mutation ($newPassword: String!) { setFirstPassword(newPassword: $newPassword) { __typename } }';
	const setTo = async (who: TestBrowser, newPassword: string) =>
		dataOf(await who.ask(set, { newPassword }))['setFirstPassword'];
	expect(await setTo(new TestBrowser(api.url), password)).toEqual({ __typename: 'NotSignedIn' });
	expect(await setTo(browser, 'short')).toEqual({ __typename: 'InvalidInput' });
	expect(await setTo(browser, password)).toEqual({ __typename: 'SetFirstPasswordSuccess' });
	expect(await setTo(browser, 'another good password')).toEqual({ __typename: 'NotAllowed' });
	const hasPassword = 'query { user(handle: "by_mail") { hasPassword } }';
	expect(dataOf(await browser.ask(hasPassword))).toEqual({ user: { hasPassword: true } });
	expect(dataOf(await new TestBrowser(api.url).ask(hasPassword))).toEqual({ user: { hasPassword: null } });
});

test('who has an account and who has none get the same answer and a mail each', async () => {
	const { handle } = await api.member();
	const answers = [];
	for (const email of [`${handle}@example.org`, newEmail()]) {
		answers.push(await sendTo(new TestBrowser(api.url), email));
		expect((await linkTo(email)).searchParams.get('token')).toMatch(/^[\w-]{20,}$/);
	}
	expect(answers).toEqual(Array(2).fill({ __typename: 'SendSignInLinkSuccess' }));
});

test('the password of an account whose address was not known to be its person’s ends, unless it is said', async () => {
	const [first, second] = [await api.member(), await api.member()];
	const by = async (handle: string, known: string | null) => {
		const [browser, email] = [new TestBrowser(api.url), `${handle}@example.org`];
		const token = await tokenFor(browser, email);
		expect(
			dataOf(
				await browser.ask('query ($token: String!) { signInLink(token: $token) { hasUnprovenPassword } }', { token }),
			),
		).toEqual({
			signInLink: { hasUnprovenPassword: true },
		});
		if (known !== null)
			expect(await enterBy(browser, { token, password: 'not the password' })).toEqual({
				__typename: 'WrongCredentials',
			});
		return enterBy(browser, { token, password: known });
	};
	expect(await by(first.handle, null)).toMatchObject({ user: { handle: first.handle, hasPassword: false } });
	expect(await by(second.handle, password)).toMatchObject({ user: { handle: second.handle, hasPassword: true } });
	const viewer = async (who: typeof first) => dataOf(await api.query('{ viewer { handle } }', {}, who))['viewer'];
	expect(await viewer(first)).toBeNull();
	expect(await viewer(second)).toEqual({ handle: second.handle });
});

test('who has forgotten a password says so with the link, and sets another', async () => {
	const { handle } = await api.member();
	const email = `${handle}@example.org`;
	const browser = new TestBrowser(api.url);
	const kept = { token: await tokenFor(browser, email), password };
	expect(await enterBy(browser, kept)).toMatchObject({ user: { handle, hasPassword: true } });
	const token = await tokenFor(browser, email);
	const look = 'query ($token: String!) { signInLink(token: $token) { hasUnprovenPassword hasProvenPassword } }';
	expect(dataOf(await browser.ask(look, { token }))).toEqual({
		signInLink: { hasUnprovenPassword: false, hasProvenPassword: true },
	});
	const forgotten = await enterBy(browser, { token, forgetPassword: true });
	expect(forgotten).toMatchObject({ user: { handle, hasPassword: false } });
	const set = 'mutation { setFirstPassword(newPassword: "another good password") { __typename } }';
	expect(dataOf(await browser.ask(set))).toEqual({ setFirstPassword: { __typename: 'SetFirstPasswordSuccess' } });
});

test('what is no address, leads elsewhere or is asked too often sends nothing', async () => {
	const browser = new TestBrowser(api.url);
	expect(await sendTo(browser, 'nobody')).toEqual({ __typename: 'InvalidInput', issues: [{ path: 'email' }] });
	for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', `/${'a'.repeat(600)}`])
		expect(await sendTo(browser, newEmail(), next)).toEqual({ __typename: 'InvalidInput', issues: [{ path: 'next' }] });
	const email = newEmail();
	for (let asked = 0; asked < 5; asked++) await tokenFor(new TestBrowser(api.url), email);
	expect(await sendTo(new TestBrowser(api.url), email)).toEqual({ __typename: 'TooManyTries' });
	expect(server.mails.takeAll()).toEqual([]);
});

test('a gallery without a mail server says so, and one whose mail server is gone too', async () => {
	const methods = 'query { signInMethods { link } }';
	expect(dataOf(await new TestBrowser(api.url).ask(methods))).toEqual({ signInMethods: { link: true } });
	await using without = await startTestApi();
	expect(dataOf(await new TestBrowser(without.url).ask(methods))).toEqual({ signInMethods: { link: false } });
	expect(await sendTo(new TestBrowser(without.url), newEmail())).toEqual({ __typename: 'MailUnavailable' });
	await using broken = await startTestApi({ smtpUrl: `smtp://127.0.0.1:${await freePort()}` });
	expect(await sendTo(new TestBrowser(broken.url), newEmail())).toEqual({ __typename: 'MailUnavailable' });
	expect(broken.log.join()).toContain('ECONNREFUSED');
});

test('where accounts are made by mail, nothing but the mail differs by whether an address has one', async () => {
	await using careful = await startTestApi({ smtpUrl: server.url, signUpByPassword: false });
	const [known, free] = [newEmail(), newEmail()];
	const input = { email: known, password, handle: 'known_by_mail' };
	await careful.services.accounts.signUp(input, { address: '10.9.9.9', guestId: null });
	const signUp = /* GraphQL */ `
		mutation ($input: SignUpInput!) { signUp(input: $input) { __typename ... on Failure { code message } } }
	`;
	const answers = async (email: string) => {
		const browser = new TestBrowser(careful.url);
		const answer = dataOf(await browser.ask(signUp, { input: { email, password, handle: 'somebody_new' } }))['signUp'];
		return [answer, await sendTo(browser, email), await browser.viewer()];
	};
	const told = await answers(known);
	expect(told).toEqual([
		{ __typename: 'NotAllowed', code: 'NOT_ALLOWED', message: expect.stringContaining('sendSignInLink') },
		{ __typename: 'SendSignInLinkSuccess' },
		null,
	]);
	expect(await answers(free)).toEqual(told);
	const methods = '{ signInMethods { link signUpByPassword } }';
	expect((await careful.query(methods)).data).toEqual({ signInMethods: { link: true, signUpByPassword: false } });

	// The link makes the account of who has none, under a name that is chosen then.
	const browser = new TestBrowser(careful.url);
	const token = (await linkTo(free)).searchParams.get('token');
	expect(await enterBy(browser, { token, handle: 'somebody_new' })).toMatchObject({
		user: { handle: 'somebody_new', hasPassword: false },
	});
});
