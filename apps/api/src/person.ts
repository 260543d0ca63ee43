/** @file Who asks: somebody who has signed in, a guest, or nobody; and how that changes with an answer. */
import type { IncomingHttpHeaders } from 'node:http';
import { nobody, type Viewer } from '@galatea/store/access';
import {
	type AccessScope,
	type Accounts,
	accessTokenPrefix,
	createGuest,
	type Entrance,
	findUserByAccessToken,
	findUserByToken,
	type OAuthBeginning,
	type SignedIn,
	type User,
} from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import { guestToken, sessionOf } from './credentials.ts';

/** Changes the cookies of the browser that asks; null takes one away. */
interface CookieJar {
	setGuest(token: string | null): void;
	/** As `OAuthBeginning` has it. */
	setOAuthState(cookie: string | null): void;
	/** `cookie` as {@link Accounts} gives it. */
	setSession(cookie: string | null): void;
}

/** What differs between HTTP and WebSocket. */
export interface Caller {
	readonly requestId: string;
	readonly headers: IncomingHttpHeaders;
	/** IP address, for limits. */
	readonly address: string;
	/** A token besides the headers, as from a socket's `connectionParams`. */
	readonly token?: string | null;
	/** Null where cookies cannot be set. */
	readonly cookies: CookieJar | null;
}

/** Who asks. */
export interface Person {
	/** The member or guest who asks; null for nobody. Looked up once for a request. */
	find(): Promise<User | null>;
	/** As `find`, but makes a guest when there is none, and hands the token to the browser. */
	findOrCreate(): Promise<User>;
	/** A new guest; its token is shown this once. */
	createGuest(): Promise<{ readonly user: User; readonly token: string }>;
	/** In whose eyes everything is read that this request asks for. */
	viewer(): Promise<Viewer>;
	/** Looks anew: somebody may have signed out since, or have another role. For what lasts, such as subscriptions. */
	lookAgain(): void;
	/** From where somebody comes who signs up or in. */
	entrance(): Promise<Entrance>;
	/** What the caller's access token may do; null for who comes without one, and may do all that is theirs. */
	scopes(): Promise<readonly AccessScope[] | null>;
	/**
	 * For whom requests are counted: an access token for itself, a member or guest with all their browsers, and who is
	 * nobody by their address. Null for the web app's own server, which says of whom it asks where it knows.
	 */
	callerKey(): Promise<string | null>;
	/** The cookie of who has signed in; null for guests and nobody. */
	readonly session: string | null;
	/** From here on the browser is that of somebody who has signed in, or with null of nobody. */
	become(signedIn: SignedIn | null): void;
	/** Notes in the browser that it is sent elsewhere, and with null that it has come back. */
	sendElsewhere(beginning: OAuthBeginning | null): void;
}

interface Found {
	readonly user: User | null;
	readonly scopes: readonly AccessScope[] | null;
}

/** The person behind a request. */
export function createPerson(store: Store, accounts: Accounts, caller: Caller): Person {
	let session = caller.token == null ? sessionOf(caller.headers) : null;
	let token = caller.token ?? guestToken(caller.headers);
	let found: Promise<Found> | null = null;
	let ensured: Promise<User> | null = null;
	const look = async (): Promise<Found> => {
		if (token?.startsWith(accessTokenPrefix)) {
			// One that is good no longer may do nothing, rather than what a stranger may.
			const program = await findUserByAccessToken(store, token);
			return program ?? { user: null, scopes: [] };
		}
		const member = session === null ? null : await accounts.findUser(session);
		return { user: member ?? (token === null ? null : await findUserByToken(store, token)), scopes: null };
	};
	const foundOnce = () => {
		found ??= look();
		return found;
	};
	const find = async () => (await foundOnce()).user;
	const createAndSend = async () => {
		if (!caller.cookies) throw new Error('A guest cannot be made here: the token could not be handed over');
		const made = await createGuest(store);
		caller.cookies.setGuest(made.token);
		return made.user;
	};
	return {
		find,
		createGuest: () => createGuest(store),
		findOrCreate() {
			// Two mutations of one request are the same guest.
			ensured ??= find().then((user) => user ?? createAndSend());
			return ensured;
		},
		async viewer() {
			const user = await find();
			return user ? { userId: user.id, role: user.role, shownContentLevel: user.shownContentLevel } : nobody;
		},
		lookAgain() {
			found = null;
		},
		async entrance() {
			const user = await find();
			const userAgent = caller.headers['user-agent'] ?? null;
			return { address: caller.address, guestId: user?.isGuest ? user.id : null, userAgent };
		},
		scopes: async () => (await foundOnce()).scopes,
		async callerKey() {
			const { user, scopes } = await foundOnce();
			if (user !== null) return scopes === null ? user.id : `token:${token}`;
			return isLoopback(caller.address) ? null : `address:${caller.address}`;
		},
		get session() {
			return session;
		},
		become(signedIn) {
			if (!caller.cookies) throw new Error('Nobody can sign in or out here: the cookie could not be handed over');
			session = signedIn?.cookie ?? null;
			token = null;
			found = null;
			ensured = null;
			caller.cookies.setSession(session);
			caller.cookies.setGuest(null);
		},
		sendElsewhere(beginning) {
			if (!caller.cookies) throw new Error('Nobody can be sent elsewhere here: the cookie could not be handed over');
			caller.cookies.setOAuthState(beginning?.stateCookie ?? null);
		},
	};
}

/** Whether it is this machine itself. */
export function isLoopback(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127\./.test(address);
}
