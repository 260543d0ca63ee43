import { cheapHashing, type OAuthPerson, type OAuthServer, oauthClient, oauthServer } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { getRender } from '../renders/renders.ts';
import { queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { connectedProviders, disconnectProvider } from './oauth.ts';
import { githubProvider, googleProvider, type OAuthProviderId } from './oauth-providers.ts';
import { createGuest } from './users.ts';

const password = 'correct horse battery';
let setting: TestStore;
let store: Store;
let elsewhere: OAuthServer;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	elsewhere = await oauthServer();
	const { url } = elsewhere;
	const google = {
		...googleProvider(oauthClient),
		authorizationUrl: `${url}/login/oauth/authorize`,
		tokenUrl: `${url}/login/oauth/access_token`,
		profileUrl: `${url}/userinfo`,
	};
	const providers = [githubProvider(oauthClient, url), google];
	accounts = openAccounts(store, {
		secret: 's'.repeat(32),
		oauth: { publicUrl: 'https://gallery.example', providers },
	});
});
afterAll(async () => {
	await elsewhere[Symbol.asyncDispose]();
	await setting[Symbol.asyncDispose]();
});

const newPerson = (): OAuthPerson => {
	const id = ++count;
	return { id, name: `Octo Cat ${id}`, email: `octo_${id}@example.org`, verified: true };
};
const entrance = (guestId: string | null = null) => ({ address: `10.0.3.${++count}`, guestId });

/** Goes there as a browser does; resolves with what comes back in the address. */
async function goThere(url: string): Promise<Record<string, string>> {
	const { headers } = await fetch(url, { redirect: 'manual' });
	const back = new URL(headers.get('location') ?? '');
	expect(back.origin).toBe('https://gallery.example');
	return Object.fromEntries(back.searchParams);
}

async function comeIn(provider: OAuthProviderId, person: OAuthPerson | null, guestId: string | null = null) {
	const from = entrance(guestId);
	elsewhere.person = person;
	const { url, stateCookie } = await accounts.oauth.begin(provider, '/create', from);
	return accounts.oauth.finish(provider, await goThere(url), { state: stateCookie, session: null }, from);
}

async function connect(provider: OAuthProviderId, person: OAuthPerson, session: string) {
	elsewhere.person = person;
	const { url, stateCookie } = await accounts.oauth.connect(provider, session);
	return accounts.oauth.finish(provider, await goThere(url), { state: stateCookie, session }, entrance());
}

test.each(['github', 'google'] as const)(
	'who is new comes in by %s, keeps what they made as a guest, and is the same the next time',
	async (provider) => {
		const person = newPerson();
		const { user: guest } = await createGuest(store);
		const { id } = await queuedRender(store, {}, { userId: guest.id });
		// What a name elsewhere may have, and none here.
		const first = await comeIn(provider, { ...person, name: ` ${person.name}\n\u202e` }, guest.id);
		expect(first).toMatchObject({ next: '/create', problem: null });
		const user = await accounts.findUser(first.signedIn?.cookie ?? '');
		expect(user).toMatchObject({ handle: `octo_cat_${person.id}`, displayName: person.name, role: 'MEMBER' });
		expect((await getRender(store, id))?.requestedById).toBe(user?.id);
		// Of another address and name there, it is the same account.
		const again = await comeIn(provider, { ...person, name: 'Another', email: `other_${person.email}` });
		expect(again.signedIn?.userId).toBe(user?.id);
		expect(await connectedProviders(store, user?.id ?? '')).toEqual([provider]);
		const kept = await query(
			store,
			`SELECT "avatarKey", "accessToken", "refreshToken", "idToken" FROM "Credential"
		 JOIN "User" ON "User".id = "userId" WHERE "userId" = $1`,
			[user?.id],
		);
		expect(kept).toEqual([{ avatarKey: null, accessToken: null, refreshToken: null, idToken: null }]);
	},
);

test('where signing up is closed or takes an invitation, who is new is told so and who has an account signs in', async () => {
	const [known, stranger] = [newPerson(), newPerson()];
	const before = await comeIn('github', known);
	for (const mode of ['CLOSED', 'INVITED']) {
		await query(
			store,
			`INSERT INTO "GallerySettings" (id, "signUp") VALUES (1, $1::"SignUpMode") ON CONFLICT (id) DO UPDATE SET "signUp" = excluded."signUp"`,
			[mode],
		);
		expect(await comeIn('github', stranger)).toEqual({ signedIn: null, next: '/sign-in', problem: 'SIGN_UP_CLOSED' });
		expect((await comeIn('github', known)).signedIn?.userId).toBe(before.signedIn?.userId);
	}
	await query(store, 'DELETE FROM "GallerySettings"');
	expect((await comeIn('github', stranger)).problem).toBeNull();
});

test('a name that is taken, or none, gives a handle like it', async () => {
	const person = newPerson();
	const handles: (string | null | undefined)[] = [];
	for (const name of ['Same Name', 'same-name', '☃', 'Ümläut'])
		handles.push(
			(await accounts.findUser((await comeIn('github', { ...newPerson(), name })).signedIn?.cookie ?? ''))?.handle,
		);
	expect(handles).toEqual(['same_name', expect.stringMatching(/^same_name_\d+$/), 'artist', 'u_mla_ut']);
	expect(person.id).toBeGreaterThan(0);
});

test('who comes back must be who was sent, once, with the state and the cookie of then', async () => {
	const from = entrance();
	elsewhere.person = newPerson();
	const { url, stateCookie } = await accounts.oauth.begin('github', '/', from);
	const { origin, searchParams } = new URL(url);
	expect(origin).toBe(elsewhere.url);
	expect(Object.fromEntries(searchParams)).toMatchObject({
		code_challenge_method: 'S256',
		redirect_uri: 'https://gallery.example/oauth/github',
	});
	const answer = await goThere(url);
	const finish = (given: object, state: string | null) =>
		accounts.oauth.finish('github', given, { state, session: null }, from);
	const expired = { signedIn: null, problem: 'EXPIRED' };
	expect(await finish({ ...answer, state: 'forged' }, stateCookie)).toMatchObject(expired);
	expect(await finish(answer, 'forged.cookie')).toMatchObject(expired);
	const fresh = await accounts.oauth.begin('github', '/', from);
	const second = await goThere(fresh.url);
	// A code that was given to somebody else: its verifier is another.
	expect(await finish({ ...second, code: answer['code'] }, fresh.stateCookie)).toMatchObject({
		signedIn: null,
		problem: 'OTHER',
	});
	const third = await accounts.oauth.begin('github', '/', from);
	const last = await goThere(third.url);
	expect(await finish(last, third.stateCookie)).toMatchObject({ problem: null });
	expect(await finish(last, third.stateCookie)).toMatchObject(expired);
});

test.each(['/search?error=none', '/.//gallery.example'])(
	'who asked for %s is led there as it was written',
	async (next) => {
		const from = entrance();
		elsewhere.person = newPerson();
		const { url, stateCookie } = await accounts.oauth.begin('github', next, from);
		const end = await accounts.oauth.finish('github', await goThere(url), { state: stateCookie, session: null }, from);
		expect(end).toMatchObject({ signedIn: { userId: expect.any(String) }, next, problem: null });
	},
);

test('who says no, and whose address is not known there to be theirs, stays outside', async () => {
	expect(await comeIn('google', null)).toEqual({ signedIn: null, next: '/sign-in', problem: 'CANCELLED' });
	for (const provider of ['github', 'google'] as const)
		expect(await comeIn(provider, { ...newPerson(), verified: false })).toEqual({
			signedIn: null,
			next: '/sign-in',
			problem: 'EMAIL_UNPROVEN',
		});
});

test('an account with the same address is entered only when it is known here to be its person’s', async () => {
	const person = newPerson();
	const input = { email: person.email, password, handle: `squatter_${person.id}` };
	const { userId } = await accounts.signUp(input, entrance());
	expect(await comeIn('github', person)).toEqual({ signedIn: null, next: '/sign-in', problem: 'ACCOUNT_UNPROVEN' });
	expect(await connectedProviders(store, userId)).toEqual([]);
	await accounts.links.signIn(
		await accounts.links.create(person.email, entrance()),
		{ handle: null, password, forgetPassword: false },
		entrance(),
	);
	expect((await comeIn('github', person)).signedIn?.userId).toBe(userId);
	expect(await connectedProviders(store, userId)).toEqual(['github']);
});

test('a member connects accounts of another address, nobody else’s, and never loses the last way in', async () => {
	const person = newPerson();
	const member = await accounts.signUp(
		{ email: `own_${person.email}`, password, handle: `own_${person.id}` },
		entrance(),
	);
	expect(await connect('github', person, member.cookie)).toEqual({ signedIn: null, next: '/settings', problem: null });
	expect((await comeIn('github', person)).signedIn?.userId).toBe(member.userId);
	const stranger = newPerson();
	const other = (await comeIn('google', stranger)).signedIn;
	expect(await connect('github', person, other?.cookie ?? '')).toEqual({
		signedIn: null,
		next: '/settings',
		problem: 'TAKEN',
	});
	await expect(disconnectProvider(store, other?.userId ?? '', 'google')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await disconnectProvider(store, member.userId, 'github');
	expect(await connectedProviders(store, member.userId)).toEqual([]);
	expect((await comeIn('github', person)).signedIn?.userId).not.toBe(member.userId);
});

test('two ways that are taken away at once leave one', async () => {
	const person = newPerson();
	const { signedIn } = await comeIn('github', person);
	await connect('google', newPerson(), signedIn?.cookie ?? '');
	const userId = signedIn?.userId ?? '';
	const ends = await Promise.allSettled(
		(['github', 'google'] as const).map((each) => disconnectProvider(store, userId, each)),
	);
	expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await connectedProviders(store, userId)).toHaveLength(1);
});

test('a provider without keys is none, and who left a session cannot connect by it', async () => {
	const none = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
	expect(none.oauth.providers).toEqual([]);
	await expect(none.oauth.begin('github', '/', entrance())).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	const person = newPerson();
	const member = await accounts.signUp({ email: person.email, password, handle: `gone_${person.id}` }, entrance());
	elsewhere.person = person;
	const { url, stateCookie } = await accounts.oauth.connect('github', member.cookie);
	await accounts.signOut(member.cookie);
	const end = await accounts.oauth.finish(
		'github',
		await goThere(url),
		{ state: stateCookie, session: null },
		entrance(),
	);
	expect(end).toMatchObject({ signedIn: null, next: '/settings' });
	expect(end.problem).not.toBeNull();
	expect(await connectedProviders(store, member.userId)).toEqual([]);
});
