/** @file Signing in with accounts elsewhere over HTTP, with a provider on this machine. */
import { githubProvider } from '@galatea/store/accounts';
import { type OAuthServer, oauthClient, oauthServer } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { TestBrowser } from '../../testing-browser.ts';

const password = 'correct horse battery';
let elsewhere: OAuthServer;
let api: TestApi;
let count = 0;
beforeAll(async () => {
	elsewhere = await oauthServer();
	const providers = [githubProvider(oauthClient, elsewhere.url)];
	api = await startTestApi({ oauth: { publicUrl: 'https://gallery.example', providers } });
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await elsewhere[Symbol.asyncDispose]();
});

const newPerson = () => {
	const id = ++count;
	return { id, name: `cat_${id}`, email: `cat_${id}@example.org`, verified: true };
};
const begin =
	'mutation ($next: String) { beginOAuth(provider: GITHUB, next: $next) { __typename ... on BeginOAuthSuccess { url } } }';
const connect = /* GraphQL */ `
	mutation ($password: String) {
		connectOAuth(provider: GITHUB, password: $password) { __typename ... on BeginOAuthSuccess { url } }
	}
`;
const disconnect = 'mutation { disconnectOAuth(provider: GITHUB) { __typename } }';
const connected = '{ viewer { handle hasPassword connectedOAuthProviders } }';

/** Goes to the provider and back to the API; resolves with the page that opens. */
async function goAndComeBack(browser: TestBrowser, url: string): Promise<string | null> {
	const there = await fetch(url, { redirect: 'manual' });
	const back = new URL(there.headers.get('location') ?? '');
	expect(back.origin).toBe('https://gallery.example');
	return browser.open(`${back.pathname}${back.search}`);
}

async function comeIn(browser: TestBrowser, next = '/create'): Promise<string | null> {
	const { url } = dataOf(await browser.ask(begin, { next }))['beginOAuth'] as { url: string };
	return goAndComeBack(browser, url);
}

async function signedUp(): Promise<TestBrowser> {
	const browser = new TestBrowser(api.url);
	const handle = `member_${++count}`;
	await browser.ask('mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }', {
		input: { email: `${handle}@example.org`, password, handle },
	});
	return browser;
}

test('a guest comes in with an account elsewhere, and keeps the work', async () => {
	elsewhere.person = newPerson();
	const browser = new TestBrowser(api.url);
	const create =
		'mutation { createRender(input: { prompt: "an apple" }) { ... on CreateRenderSuccess { render { id } } } }';
	const { render } = dataOf(await browser.ask(create))['createRender'] as { render: { id: string } };
	expect(await comeIn(browser, '/create?remix=art_1')).toBe('/create?remix=art_1');
	expect([...browser.cookies.keys()]).toEqual(['galatea_session']);
	const { name: handle } = elsewhere.person;
	const query = 'query ($id: ID!) { render(id: $id) { requestedBy { handle } } }';
	expect(dataOf(await browser.ask(query, { id: render.id }))['render']).toEqual({ requestedBy: { handle } });
	expect(dataOf(await browser.ask(connected))['viewer']).toEqual({
		handle,
		hasPassword: false,
		connectedOAuthProviders: ['GITHUB'],
	});
	// Nobody else is told by what somebody signs in.
	const other = `{ user(handle: "${handle}") { connectedOAuthProviders } }`;
	expect(dataOf(await new TestBrowser(api.url).ask(other))['user']).toEqual({ connectedOAuthProviders: [] });
	// It is the only way in.
	expect(dataOf(await browser.ask(disconnect))['disconnectOAuth']).toEqual({ __typename: 'NotAllowed' });
});

test('the browser that comes back must be the one that was sent, and what went wrong is told by the page', async () => {
	elsewhere.person = newPerson();
	const [sent, other] = [new TestBrowser(api.url), new TestBrowser(api.url)];
	const { url } = dataOf(await sent.ask(begin, {}))['beginOAuth'] as { url: string };
	expect(sent.lines.join()).toMatch(/^galatea_oauth_state=.*HttpOnly; SameSite=Lax/);
	expect(await goAndComeBack(other, url)).toBe('/sign-in?problem=EXPIRED');
	expect([await other.viewer(), await sent.viewer()]).toEqual([null, null]);
	elsewhere.person = null;
	expect(await comeIn(sent)).toBe('/sign-in?problem=CANCELLED');
	const others = ['//evil.example', 'https://evil.example', '/\\evil.example'];
	// Once their dots are worked out they are those of another host.
	const hidden = ['/.//evil.example', '/create/..//evil.example', '/%2e//evil.example'];
	for (const next of [...others, ...hidden])
		expect(dataOf(await sent.ask(begin, { next }))['beginOAuth']).toEqual({ __typename: 'InvalidInput' });
});

test('a member connects an account with the password, comes in by it, and takes it away again', async () => {
	elsewhere.person = newPerson();
	const browser = await signedUp();
	const outcome = async (who: TestBrowser, known: string | null) =>
		dataOf(await who.ask(connect, { password: known }))['connectOAuth'] as { __typename: string; url: string };
	expect(await outcome(new TestBrowser(api.url), password)).toEqual({ __typename: 'NotSignedIn' });
	expect(await outcome(browser, 'not the password')).toEqual({ __typename: 'WrongCredentials' });
	// Who has a password must say it, however short ago they came in.
	expect(await outcome(browser, null)).toEqual({ __typename: 'NotAllowed' });
	expect(await goAndComeBack(browser, (await outcome(browser, password)).url)).toBe('/settings');
	const { handle } = dataOf(await browser.ask(connected))['viewer'] as { handle: string };
	const elsewhereBrowser = new TestBrowser(api.url);
	await comeIn(elsewhereBrowser);
	expect(await elsewhereBrowser.viewer()).toMatchObject({ handle });
	expect(dataOf(await browser.ask(disconnect))['disconnectOAuth']).toEqual({ __typename: 'DisconnectOAuthSuccess' });
	expect(dataOf(await browser.ask(connected))['viewer']).toMatchObject({ connectedOAuthProviders: [] });
});

test('what a gallery has no keys for is not offered, and nobody comes back from there', async () => {
	const methods = '{ signInMethods { oauthProviders } }';
	expect(dataOf(await new TestBrowser(api.url).ask(methods))).toEqual({
		signInMethods: { oauthProviders: ['GITHUB'] },
	});
	const google = 'mutation { beginOAuth(provider: GOOGLE) { __typename } }';
	expect(dataOf(await new TestBrowser(api.url).ask(google))['beginOAuth']).toEqual({ __typename: 'NotAllowed' });
	for (const path of ['google', 'github2', '%00'])
		expect((await fetch(`${api.url}/oauth/${path}?code=x&state=y`)).status).toBe(404);
	expect(await new TestBrowser(api.url).open('/oauth/github')).toBe('/sign-in?problem=EXPIRED');
});
