/**
 * @file Accounts: signing up, in and out. better-auth hashes passwords (scrypt), keeps sessions and signs the cookie;
 * this file gives it our tables and words, and says in our codes what went wrong.
 */
import { newIdentifier, RenderError } from '@galatea/render';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import {
	emailIssues,
	handleIssues,
	maximumPasswordLength,
	minimumPasswordLength,
	normaliseEmail,
	passwordIssues,
	refuseIssues,
} from './account-input.ts';
import { keepGuestWork } from './guest-work.ts';
import { countTry, type Limit } from './rate-limits.ts';
import { nameSession } from './sessions.ts';
import { internals, query, type Store } from './store.ts';
import type { User } from './types.ts';
import { getUsers, hashToken } from './users.ts';

/** Name of the cookie of who is signed in. */
export const sessionCookie = 'galatea_session';

/** A session that is not used for so long has ended. */
const sessionSeconds = 60 * 24 * 60 * 60;

/** From one address for one account: a person who has forgotten a password tries a few. */
const triesAtAccount: Limit = { maximum: 10, windowSeconds: 15 * 60 };
/** For one account, wherever they come from: guessing stays hopeless, and nobody is locked out by ten strangers. */
const triesEverywhere: Limit = { maximum: 100, windowSeconds: 60 * 60 };
/** From one address, whichever the account. */
const triesFromAddress: Limit = { maximum: 100, windowSeconds: 15 * 60 };
const signUpsFromAddress: Limit = { maximum: 50, windowSeconds: 60 * 60 };

/** Somebody who has just come in. */
export interface SignedIn {
	readonly userId: string;
	/** Value of {@link sessionCookie}, ready to be set as it is. */
	readonly cookie: string;
}

/** From where somebody tries; `guestId` names the guest whose work the account keeps. */
export interface Entrance {
	readonly address: string;
	readonly guestId: string | null;
	/** As the browser names itself, at most 500 characters are kept; null or left out for none. */
	readonly userAgent?: string | null;
}

/** What a gallery knows of accounts. Made by {@link openAccounts}. */
export interface Accounts {
	/** Throws `INVALID_INPUT`, `EMAIL_TAKEN`, `HANDLE_TAKEN` and `TOO_MANY_TRIES`. */
	signUp(
		input: { readonly email: string; readonly password: string; readonly handle: string },
		entrance: Entrance,
	): Promise<SignedIn>;
	/** Throws `WRONG_CREDENTIALS` and `TOO_MANY_TRIES`. */
	signIn(input: { readonly email: string; readonly password: string }, entrance: Entrance): Promise<SignedIn>;
	/** Ends the session of a cookie, if there is one. */
	signOut(cookie: string): Promise<void>;
	/** Whose cookie it is; null when it is forged or its session has ended. */
	findUser(cookie: string): Promise<User | null>;
	/** Throws `WRONG_CREDENTIALS` unless it is the password of the cookie's person, and `TOO_MANY_TRIES`. */
	checkPassword(cookie: string, password: string, entrance: Pick<Entrance, 'address'>): Promise<void>;
	/** Ends all other sessions. Throws `INVALID_INPUT`, `WRONG_CREDENTIALS` and `TOO_MANY_TRIES`; `cookie` is that of who asks. */
	changePassword(
		cookie: string,
		input: { readonly currentPassword: string; readonly newPassword: string },
		entrance: Pick<Entrance, 'address'>,
	): Promise<SignedIn>;
}

/** `secret` signs cookies: at least 32 random characters, the same in every process of a gallery. */
export function openAccounts(store: Store, { secret }: { readonly secret: string }): Accounts {
	const auth = createAuth(store, secret);
	const headersOf = (cookie: string) => new Headers({ cookie: `${sessionCookie}=${cookie}` });
	return {
		async signUp({ email: written, password, handle }, { address, guestId, userAgent }) {
			const email = normaliseEmail(written);
			refuseIssues([...emailIssues(email), ...handleIssues(handle), ...passwordIssues(password)]);
			await countTry(store, `sign-up from:${address}`, signUpsFromAddress);
			await refuseTaken(store, email, handle);
			const signedIn = await enter(async () => {
				const body = { email, password, name: handle, handle };
				return auth.api.signUpEmail({ body, returnHeaders: true });
			}).catch(async (error: unknown) => {
				// Between the look above and the write somebody else may have taken either.
				if (!(error instanceof RenderError)) await refuseTaken(store, email, handle);
				throw error;
			});
			await nameSession(store, signedIn.cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, signedIn.userId);
			return signedIn;
		},
		async signIn({ email: written, password }, { address, guestId, userAgent }) {
			const email = normaliseEmail(written);
			await countTry(store, `sign-in from:${address}`, triesFromAddress);
			await countTry(store, `sign-in from:${address} to:${email}`, triesAtAccount);
			await countTry(store, `sign-in to:${email}`, triesEverywhere);
			const signedIn = await enter(() => auth.api.signInEmail({ body: { email, password }, returnHeaders: true }));
			await nameSession(store, signedIn.cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, signedIn.userId);
			return signedIn;
		},
		async signOut(cookie) {
			await auth.api.signOut({ headers: headersOf(cookie) });
		},
		async findUser(cookie) {
			const session = await auth.api.getSession({ headers: headersOf(cookie) });
			if (!session) return null;
			const [user] = await getUsers(store, [session.user.id]);
			return user ?? null;
		},
		async checkPassword(cookie, password, { address }) {
			await countTry(store, `password of:${hashToken(cookie)}`, triesAtAccount);
			await countTry(store, `sign-in from:${address}`, triesFromAddress);
			await foreseen(() => auth.api.verifyPassword({ body: { password }, headers: headersOf(cookie) }));
		},
		async changePassword(cookie, { currentPassword, newPassword }, { address }) {
			refuseIssues(passwordIssues(newPassword, 'newPassword'));
			// Who found a browser open must not guess faster here than at the door.
			await countTry(store, `password of:${hashToken(cookie)}`, triesAtAccount);
			await countTry(store, `sign-in from:${address}`, triesFromAddress);
			const body = { currentPassword, newPassword, revokeOtherSessions: true };
			return enter(() => auth.api.changePassword({ body, headers: headersOf(cookie), returnHeaders: true }));
		},
	};
}

function createAuth(store: Store, secret: string) {
	return betterAuth({
		database: prismaAdapter(internals(store).prisma, { provider: 'postgresql', transaction: true }),
		secret,
		// Only its own routes need the address, and none of them is served.
		baseURL: 'http://127.0.0.1',
		telemetry: { enabled: false },
		logger: { disabled: true },
		emailAndPassword: {
			enabled: true,
			minPasswordLength: minimumPasswordLength,
			maxPasswordLength: maximumPasswordLength,
		},
		user: {
			modelName: 'User',
			fields: { name: 'displayName', image: 'avatarKey' },
			additionalFields: {
				handle: { type: 'string', required: true },
				role: { type: 'string', required: true, input: false, defaultValue: 'MEMBER' },
			},
		},
		session: { modelName: 'Session', expiresIn: sessionSeconds, updateAge: 24 * 60 * 60 },
		account: { modelName: 'Credential' },
		verification: { modelName: 'Verification' },
		advanced: {
			useSecureCookies: false,
			cookies: { session_token: { name: sessionCookie } },
			database: { generateId: ({ model }) => newIdentifier(identifierKinds[model] ?? 'verification') },
		},
	});
}

const identifierKinds: Readonly<Record<string, 'user' | 'session' | 'credential' | 'verification'>> = {
	user: 'user',
	User: 'user',
	session: 'session',
	Session: 'session',
	account: 'credential',
	Credential: 'credential',
};

/** Runs what signs somebody in, and takes the cookie out of its headers. */
async function enter(
	sign: () => Promise<{ readonly headers: Headers; readonly response: { readonly user: { readonly id: string } } }>,
): Promise<SignedIn> {
	const { headers, response } = await foreseen(sign);
	const written = headers.getSetCookie().find((line) => line.startsWith(`${sessionCookie}=`));
	const cookie = written?.slice(sessionCookie.length + 1).split(';')[0];
	if (!cookie) throw new Error('better-auth signed somebody in without a cookie');
	return { userId: response.user.id, cookie };
}

// What nobody can have as an address or a password is as wrong as any other.
const wrongCredentialsCodes: ReadonlySet<string> = new Set([
	'INVALID_EMAIL_OR_PASSWORD',
	'INVALID_PASSWORD',
	'INVALID_EMAIL',
	'PASSWORD_TOO_LONG',
	'PASSWORD_TOO_SHORT',
]);

async function foreseen<Result>(call: () => Promise<Result>): Promise<Result> {
	try {
		return await call();
	} catch (error) {
		if (error instanceof APIError && wrongCredentialsCodes.has(error.body?.code ?? ''))
			throw new RenderError('WRONG_CREDENTIALS', 'There is no account with this e-mail address and password', {
				cause: error,
			});
		throw error;
	}
}

async function refuseTaken(store: Store, email: string, handle: string): Promise<void> {
	const taken = await query<{ email: string | null; handle: string }>(
		store,
		`SELECT email, handle FROM "User" WHERE email = $1 OR handle = $2
		 UNION ALL SELECT NULL, handle FROM "FormerHandle" WHERE handle = $2`,
		[email, handle],
	);
	if (taken.some((row) => row.email === email))
		throw new RenderError('EMAIL_TAKEN', 'There is an account with this e-mail address already: sign in instead');
	if (taken.length > 0) throw new RenderError('HANDLE_TAKEN', `The handle @${handle} is taken; choose another`);
}
