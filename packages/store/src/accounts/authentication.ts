/**
 * @file better-auth with our tables and words: it hashes passwords (scrypt), keeps sessions and signs the cookie. The ways
 * to sign in call it as a library; none of its routes is served.
 */
import { newIdentifier, RenderError } from '@galatea/render';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import { hashToken } from '../access/token-hash.ts';
import { query, type Store } from '../database/store.ts';
import { maySignUp } from '../gallery/sign-up-invitations.ts';
import { maximumPasswordLength, minimumPasswordLength } from './account-input.ts';
import { DatabaseWatch } from './database-watch.ts';
import { enterAs } from './enter-as.ts';
import { freeHandle } from './free-handle.ts';
import { type OAuthProvider, oauthConfig } from './oauth-providers.ts';

/** Name of the cookie of who is signed in. */
export const sessionCookie = 'galatea_session';

/** Name of the cookie by which who comes back from elsewhere is known to be who was sent. */
export const oauthStateCookie = 'galatea_oauth_state';

/** A session that is not used for so long has ended. */
const sessionSeconds = 60 * 24 * 60 * 60;

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
	/** Of an invitation to sign up, its token; null or left out for none. */
	readonly invitation?: string | null;
}

/** better-auth as this gallery uses it. */
export type Authentication = Pick<ReturnType<typeof createBetterAuth>, 'api' | '$context'>;

/** A link by mail is good for so long: time to find it among other mail, and little for who finds it later. */
export const signInLinkMinutes = 15;

/** Accounts elsewhere, and where people come back from them: at `/oauth/<provider>` of `publicUrl`. */
export interface OAuthSettings {
	readonly publicUrl: string;
	readonly providers: readonly OAuthProvider[];
}

/** What is kept of an account elsewhere is whose it is: its tokens would open more than this gallery. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null, scope: null };
const forgetTokens = async <Kept extends object>(kept: Kept) => ({ data: { ...kept, ...noTokens } });

/** How passwords are kept. */
export interface PasswordHashing {
	/** What is stored of a password: from it alone nobody finds the password. */
	hash(password: string): Promise<string>;
	/** Whether `password` is the one of which `hash` is stored. */
	verify(of: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

interface AuthenticationOptions {
	/** Signs cookies. */
	readonly secret: string;
	/** Null without accounts elsewhere. */
	readonly oauth: OAuthSettings | null;
	/** Null for better-auth's own, scrypt. */
	readonly hashing: PasswordHashing | null;
}

/** Every call throws `DATABASE_UNAVAILABLE` when the database cannot be used. */
export function createAuthentication(store: Store, options: AuthenticationOptions): Authentication {
	const watch = new DatabaseWatch(store);
	const { api, $context } = createBetterAuth(store, watch.prisma, options);
	return { api: watch.over(api), $context };
}

function createBetterAuth(store: Store, prisma: object, { secret, oauth, hashing }: AuthenticationOptions) {
	return betterAuth({
		database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
		secret,
		// Only its own routes need the address, and none of them is served.
		baseURL: 'http://127.0.0.1',
		telemetry: { enabled: false },
		logger: { disabled: true },
		emailAndPassword: {
			enabled: true,
			minPasswordLength: minimumPasswordLength,
			maxPasswordLength: maximumPasswordLength,
			...(hashing && { password: hashing }),
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
		// Of an account with the same address only where both sides know whose it is.
		account: {
			modelName: 'Credential',
			updateAccountOnSignIn: false,
			accountLinking: { enabled: true, requireLocalEmailVerified: true, allowDifferentEmails: true },
		},
		databaseHooks: {
			// The other ways ask by themselves, with the invitation.
			user: { create: { before: async (_user, context) => isClosedTo(store, context?.path) } },
			account: { create: { before: forgetTokens }, update: { before: forgetTokens } },
		},
		plugins: [
			enterAs(),
			genericOAuth({
				config: (oauth?.providers ?? []).map((provider) =>
					oauthConfig(provider, `${oauth?.publicUrl}/oauth/${provider.id}`, (name) => freeHandle(store, name)),
				),
			}),
			magicLink({
				expiresIn: signInLinkMinutes * 60,
				storeToken: { type: 'custom-hasher', hash: async (token) => hashToken(token) },
				sendMagicLink: ({ token, metadata }) => metadata?.['take'](token),
			}),
		],
		verification: { modelName: 'Verification' },
		advanced: {
			useSecureCookies: false,
			cookies: { session_token: { name: sessionCookie }, state: { name: oauthStateCookie } },
			database: { generateId: ({ model }) => newIdentifier(identifierKinds[model] ?? 'verification') },
		},
	});
}

/** False, which makes no account, for who comes from elsewhere, is new here, and may not sign up; they bring no invitation. */
async function isClosedTo(store: Store, path: string | undefined): Promise<false | undefined> {
	if (!path?.startsWith('/callback') || (await maySignUp(store, null))) return undefined;
	return false;
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
export async function enter(
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

/** Runs a call, and says in our codes what went wrong. */
export async function foreseen<Result>(call: () => Promise<Result>): Promise<Result> {
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

/** Throws `EMAIL_TAKEN` and `HANDLE_TAKEN`. */
export async function refuseTaken(store: Store, email: string, handle: string): Promise<void> {
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
