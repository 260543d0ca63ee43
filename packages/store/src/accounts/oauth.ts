/**
 * @file Coming in with an account elsewhere: being sent there, coming back, and what is connected. better-auth keeps state and the
 * code verifier (PKCE), exchanges the code, and decides whose account it is.
 */
import { RenderError } from '@galatea/render';
import { countTryFrom, triesFromAddress } from '../access/rate-limits.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, rows, run } from '../database/typed.ts';
import { maySignUp } from '../gallery/sign-up-invitations.ts';
import {
	type Authentication,
	type Entrance,
	oauthStateCookie,
	type SignedIn,
	sessionCookie,
} from './authentication.ts';
import { keepGuestWork } from './guest-work.ts';
import { type OAuthProviderId, oauthProviderIds } from './oauth-providers.ts';
import { nameSession } from './sessions.ts';

/** Somebody is to be sent elsewhere. */
export interface OAuthBeginning {
	/** Of the provider, where they say who they are. */
	readonly url: string;
	/** Value of {@link oauthStateCookie}: who comes back must be who was sent. */
	readonly stateCookie: string;
}

/** What may go wrong with who comes back. */
type OAuthProblem =
	| 'CANCELLED'
	| 'EMAIL_UNPROVEN'
	| 'ACCOUNT_UNPROVEN'
	| 'TAKEN'
	| 'EXPIRED'
	| 'SIGN_UP_CLOSED'
	| 'OTHER';

/** Somebody has come back. */
interface OAuthEnd {
	/** Null where an account was connected, and where something went wrong. */
	readonly signedIn: SignedIn | null;
	/** Path of the page that opens: the one that was asked for at the beginning, or in case of a problem the one it was begun on. */
	readonly next: string;
	readonly problem: OAuthProblem | null;
}

/** What comes back in the address. */
interface OAuthAnswer {
	readonly code?: string | undefined;
	readonly state?: string | undefined;
	readonly error?: string | undefined;
}

/** Cookies of who comes back; null for none. */
interface OAuthCookies {
	readonly state: string | null;
	readonly session: string | null;
}

/** The accounts elsewhere. Made by {@link openOAuth}. */
export interface OAuth {
	/** Those that have their keys. */
	readonly providers: readonly OAuthProviderId[];
	/** To sign in or up; `next` is a path. Throws `NOT_ALLOWED` for a provider without keys, and `TOO_MANY_TRIES`. */
	begin(provider: OAuthProviderId, next: string, entrance: Pick<Entrance, 'address'>): Promise<OAuthBeginning>;
	/** To connect the account of a cookie's person, who has been asked for their password. Throws `NOT_ALLOWED`. */
	connect(provider: OAuthProviderId, cookie: string): Promise<OAuthBeginning>;
	/** For who comes back. A problem is told, and nothing is changed then. */
	finish(provider: OAuthProviderId, answer: OAuthAnswer, cookies: OAuthCookies, entrance: Entrance): Promise<OAuthEnd>;
}

/** Where problems are told: the page that the way began on. */
const signInPage = '/sign-in';
const settingsPage = '/settings';

/** The accounts elsewhere of a gallery. */
export function openOAuth(store: Store, auth: Authentication, providers: readonly OAuthProviderId[]): OAuth {
	const requireProvider = (provider: OAuthProviderId): void => {
		if (!providers.includes(provider))
			throw new RenderError(
				'NOT_ALLOWED',
				`This gallery has no keys of ${provider}; it has ${providers.join(', ') || 'none'}`,
			);
	};
	return {
		providers,
		async begin(provider, next, { address }) {
			requireProvider(provider);
			await countTryFrom(store, 'sign-in', address, triesFromAddress);
			const body = { provider, callbackURL: next, errorCallbackURL: signInPage, disableRedirect: true };
			return beginningOf(await auth.api.signInSocial({ body, headers: new Headers(), returnHeaders: true }));
		},
		async connect(provider, cookie) {
			requireProvider(provider);
			const body = { provider, callbackURL: settingsPage, errorCallbackURL: settingsPage, disableRedirect: true };
			const headers = new Headers({ cookie: `${sessionCookie}=${cookie}` });
			return beginningOf(await auth.api.linkSocialAccount({ body, headers, returnHeaders: true }));
		},
		async finish(provider, answer, cookies, { guestId, userAgent }) {
			requireProvider(provider);
			const response = await auth.api.callbackOAuth({
				method: 'GET',
				params: { id: provider },
				query: answer,
				headers: new Headers({ cookie: headerOf(cookies) }),
				asResponse: true,
			});
			// Without a place to go to the provider broke off.
			const next = response.headers.get('location') ?? `${signInPage}?error=none`;
			const cookie = cookieIn(response.headers, sessionCookie);
			if (cookie === null) {
				const end = withoutSession(next);
				const isClosed = end.problem === 'SIGN_UP_CLOSED' && !(await maySignUp(store, null));
				return end.problem === 'SIGN_UP_CLOSED' && !isClosed ? { ...end, problem: 'OTHER' } : end;
			}
			const session = await auth.api.getSession({ headers: new Headers({ cookie: `${sessionCookie}=${cookie}` }) });
			if (!session) throw new Error('better-auth signed somebody in without a session');
			await nameSession(store, cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, session.user.id);
			return { signedIn: { userId: session.user.id, cookie }, next, problem: null };
		},
	};
}

/** A page that somebody asked for may speak of an error, too; here it is one of the two where the way began. */
function withoutSession(place: string): OAuthEnd {
	const { pathname, searchParams } = new URL(place, 'http://127.0.0.1');
	const next = pathname === settingsPage ? settingsPage : signInPage;
	const error = searchParams.get('error');
	return { signedIn: null, next, problem: error === null ? null : problemOf(error) };
}

function beginningOf({
	headers,
	response,
}: {
	readonly headers: Headers;
	readonly response: { readonly url?: string | undefined };
}): OAuthBeginning {
	const stateCookie = cookieIn(headers, oauthStateCookie);
	if (!response.url || !stateCookie)
		throw new Error('better-auth sent somebody elsewhere without an address or a state');
	return { url: response.url, stateCookie };
}

function headerOf({ state, session }: OAuthCookies): string {
	const pairs = [
		...(state === null ? [] : [`${oauthStateCookie}=${state}`]),
		...(session === null ? [] : [`${sessionCookie}=${session}`]),
	];
	return pairs.join('; ');
}

function cookieIn(headers: Headers, name: string): string | null {
	const line = headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
	return line?.slice(name.length + 1).split(';')[0] || null;
}

/** better-auth's words and the providers' (RFC 6749, 4.1.2.1) in ours. */
const problems: Readonly<Record<string, OAuthProblem>> = {
	access_denied: 'CANCELLED',
	email_not_found: 'EMAIL_UNPROVEN',
	unable_to_link_account: 'EMAIL_UNPROVEN',
	account_not_linked: 'ACCOUNT_UNPROVEN',
	account_already_linked_to_different_user: 'TAKEN',
	state_mismatch: 'EXPIRED',
	state_not_found: 'EXPIRED',
	state_invalid: 'EXPIRED',
	// Among other reasons.
	unable_to_create_user: 'SIGN_UP_CLOSED',
};

function problemOf(error: string): OAuthProblem {
	return problems[error] ?? 'OTHER';
}

/** The providers by which a member can sign in. */
export async function connectedProviders(store: Store, userId: string): Promise<readonly OAuthProviderId[]> {
	const found = await rows(
		store,
		db
			.selectFrom('Credential')
			.select('providerId')
			.where('userId', '=', userId)
			.where('providerId', '<>', 'credential'),
	);
	return oauthProviderIds.filter((id) => found.some(({ providerId }) => providerId === id));
}

/** Forgets an account elsewhere; does nothing when there is none. Throws `NOT_ALLOWED` when it is the last way in. */
export async function disconnectProvider(store: Store, userId: string, provider: OAuthProviderId): Promise<void> {
	await transaction(store, async (connection) => {
		// Two at once would each leave the other's as the last.
		await run(connection, db.selectFrom('User').where('id', '=', userId).forUpdate());
		if (!(await hasOtherWay(connection, userId, provider)))
			throw new RenderError('NOT_ALLOWED', 'This is the last way to sign in: set a password first');
		await run(connection, db.deleteFrom('Credential').where('userId', '=', userId).where('providerId', '=', provider));
	});
}

async function hasOtherWay(connection: Queryable, userId: string, provider: OAuthProviderId): Promise<boolean> {
	const others = await rows(
		connection,
		db
			.selectFrom('Credential')
			.select('id')
			.where('userId', '=', userId)
			.where('providerId', '<>', provider)
			.unionAll(db.selectFrom('Passkey').select('id').where('userId', '=', userId)),
	);
	return others.length > 0;
}
