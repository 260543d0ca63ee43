/** @file Accounts: signing up, in and out, by a password or by a link. */
import { RenderError } from '@galatea/render';
import { countTry, countTryFrom, type Limit, triesFromAddress } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import type { Store } from '../database/store.ts';
import { admitted } from '../gallery/sign-up-invitations.ts';
import { emailIssues, handleIssues, normaliseEmail, passwordIssues } from './account-input.ts';
import {
	createAuthentication,
	type Entrance,
	enter,
	foreseen,
	type OAuthSettings,
	type PasswordHashing,
	refuseTaken,
	type SignedIn,
	sessionCookie,
} from './authentication.ts';
import { keepGuestWork } from './guest-work.ts';
import { type OAuth, openOAuth } from './oauth.ts';
import { openPasskeys, type Passkeys } from './passkeys.ts';
import { signInByPasswordLink } from './password-links.ts';
import {
	countPasswordTry,
	type IsGuessable,
	refuseGuessable,
	requireNewcomer,
	setFirstPassword,
	triesAtAccount,
} from './passwords.ts';
import { nameSession } from './sessions.ts';
import { openSignInLinks, type SignInLinks } from './sign-in-links.ts';
import { getUsers, type User } from './users.ts';

const signUpsFromAddress: Limit = { maximum: 50, windowSeconds: 60 * 60 };

/** What a gallery knows of accounts. Made by {@link openAccounts}. */
export interface Accounts {
	/**
	 * Throws `INVALID_INPUT`, `EMAIL_TAKEN`, `HANDLE_TAKEN`, `TOO_MANY_TRIES`, and `SIGN_UP_CLOSED` and `INVITATION_EXPIRED` where not everybody may
	 * sign up; of addresses and handles nothing is told then.
	 */
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
	/**
	 * The first password of who came by a link. Throws `INVALID_INPUT`, and `NOT_ALLOWED` when there is one already or the
	 * session is not a new one.
	 */
	setFirstPassword(cookie: string, password: string): Promise<void>;
	/**
	 * Makes sure that it is the person themselves who changes how they sign in: by the password, or with null where they have
	 * none by having come in just now. Throws `WRONG_CREDENTIALS`, `NOT_ALLOWED` and `TOO_MANY_TRIES`.
	 */
	confirm(cookie: string, password: string | null, entrance: Pick<Entrance, 'address'>): Promise<void>;
	/** The ways in without a password. */
	readonly links: SignInLinks;
	readonly oauth: OAuth;
	readonly passkeys: Passkeys;
	readonly passwordLinks: {
		/** As {@link signInByPasswordLink}. */
		signIn(answer: { readonly token: string; readonly newPassword: string }, entrance: Entrance): Promise<SignedIn>;
	};
}

interface AccountsOptions {
	/** Signs cookies: at least 32 random characters, the same in every process of a gallery. */
	readonly secret: string;
	/** Accounts elsewhere; left out or null for none. */
	readonly oauth?: OAuthSettings | null;
	/** Where people open the gallery; passkeys are made for its host. Left out or null for none. */
	readonly publicUrl?: string | null;
	/** Left out for scrypt, which costs whoever guesses 32 MB and some 50 ms a try; tests sign hundreds up. */
	readonly hashing?: PasswordHashing;
	/**
	 * Whether a password that somebody chooses is among the first that a guesser tries, who knows what the person says of
	 * themselves. Left out, passwords have to be long enough and nothing else.
	 */
	readonly isGuessable?: IsGuessable;
}

/** The accounts of a gallery. */
export function openAccounts(store: Store, options: AccountsOptions): Accounts {
	const { secret, oauth = null, publicUrl = null, hashing = null, isGuessable = async () => false } = options;
	const auth = createAuthentication(store, { secret, oauth, hashing });
	const headersOf = (cookie: string) => new Headers({ cookie: `${sessionCookie}=${cookie}` });
	/** What a guesser who knows the person tries first. */
	const personalWords = async (cookie: string): Promise<readonly string[]> => {
		const session = await auth.api.getSession({ headers: headersOf(cookie) });
		return session ? [session.user.email, session.user.name] : [];
	};
	const checkPassword: Accounts['checkPassword'] = async (cookie, password, { address }) => {
		await countTry(store, `password of:${hashToken(cookie)}`, triesAtAccount);
		await countTryFrom(store, 'sign-in', address, triesFromAddress);
		await foreseen(() => auth.api.verifyPassword({ body: { password }, headers: headersOf(cookie) }));
	};
	return {
		async signUp({ email: written, password, handle }, { address, guestId, userAgent, invitation }) {
			const email = normaliseEmail(written);
			refuseIssues([...emailIssues(email), ...handleIssues(handle), ...passwordIssues(password)]);
			await countTryFrom(store, 'sign-up', address, signUpsFromAddress);
			const signedIn = await admitted(store, invitation ?? null, async () => {
				await refuseGuessable(isGuessable, password, 'password', [email, handle]);
				await refuseTaken(store, email, handle);
				return enter(async () => {
					const body = { email, password, name: handle, handle };
					return auth.api.signUpEmail({ body, returnHeaders: true });
				}).catch(async (error: unknown) => {
					// Between the look above and the write somebody else may have taken either.
					if (!(error instanceof RenderError)) await refuseTaken(store, email, handle);
					throw error;
				});
			});
			await nameSession(store, signedIn.cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, signedIn.userId);
			return signedIn;
		},
		async signIn({ email: written, password }, { address, guestId, userAgent }) {
			const email = normaliseEmail(written);
			await countPasswordTry(store, address, email);
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
		checkPassword,
		async changePassword(cookie, { currentPassword, newPassword }, { address }) {
			refuseIssues(passwordIssues(newPassword, 'newPassword'));
			// Who found a browser open must not guess faster here than at the door.
			await countTry(store, `password of:${hashToken(cookie)}`, triesAtAccount);
			await countTryFrom(store, 'sign-in', address, triesFromAddress);
			await refuseGuessable(isGuessable, newPassword, 'newPassword', await personalWords(cookie));
			const body = { currentPassword, newPassword, revokeOtherSessions: true };
			return enter(() => auth.api.changePassword({ body, headers: headersOf(cookie), returnHeaders: true }));
		},
		setFirstPassword: (cookie, password) =>
			setFirstPassword(store, cookie, password, async (newPassword) => {
				await refuseGuessable(isGuessable, newPassword, 'newPassword', await personalWords(cookie));
				await auth.api.setPassword({ body: { newPassword }, headers: headersOf(cookie) });
			}),
		confirm: (cookie, password, entrance) =>
			password === null ? requireNewcomer(store, cookie) : checkPassword(cookie, password, entrance),
		links: openSignInLinks(store, auth),
		passkeys: openPasskeys(store, auth, publicUrl),
		passwordLinks: {
			signIn: (answer, entrance) => signInByPasswordLink(store, auth, isGuessable, answer, entrance),
		},
		oauth: openOAuth(
			store,
			auth,
			(oauth?.providers ?? []).map(({ id }) => id),
		),
	};
}
