/** @file Who asks: somebody who has signed in, a guest, or nobody; and how that changes with an answer. */
import type { IncomingHttpHeaders } from 'node:http';
import { type CountedAs, countedFrom, isLoopback, nobody, type Viewer } from '@galatea/store/access';
import {
	type AccessScope,
	type Accounts,
	accessTokenPrefix,
	admitGuest,
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
	/** IP address, for limits. */
	readonly address: string;
	/** The member or guest who asks; null for nobody. Looked up once for a request. */
	find(): Promise<User | null>;
	/**
	 * As `find`, but makes a guest when there is none, and hands the token to the browser. Throws `TOO_MANY_TRIES` when too many
	 * guests were made from the caller's network.
	 */
	findOrCreate(): Promise<User>;
	/** A new guest; its token is shown this once. Throws `TOO_MANY_TRIES` likewise. */
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
	 * For whom requests are counted: an access token for itself, a member with all their browsers, and guests and nobody by
	 * their network, since a token of a guest costs nothing. On this machine itself guests are counted one by one, and nobody
	 * is not counted: it is the web app's own server, which says of whom it asks where it knows.
	 */
	callerKeys(): Promise<readonly CountedAs[]>;
	/** The cookie of who has signed in; null for guests and nobody. */
	readonly session: string | null;
	/** From here on the browser is that of somebody who has signed in, or with null of nobody. */
	become(signedIn: SignedIn | null): void;
	/** Notes in the browser that it is sent elsewhere, and with null that it has come back. */
	sendElsewhere(beginning: OAuthBeginning | null): void;
}

/** What a person needs of the gallery. */
export interface PersonServices {
	readonly store: Store;
	readonly accounts: Accounts;
	/** From one network. */
	readonly maximumGuestsPerHour: number;
}

interface Found {
	readonly user: User | null;
	readonly scopes: readonly AccessScope[] | null;
}

/** The person behind a request. */
export function createPerson({ store, accounts, maximumGuestsPerHour }: PersonServices, caller: Caller): Person {
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
	const makeGuest = async () => {
		await admitGuest(store, caller.address, maximumGuestsPerHour);
		return createGuest(store);
	};
	const createAndSend = async () => {
		if (!caller.cookies) throw new Error('A guest cannot be made here: the token could not be handed over');
		const made = await makeGuest();
		caller.cookies.setGuest(made.token);
		return made.user;
	};
	return {
		address: caller.address,
		find,
		createGuest: makeGuest,
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
		async callerKeys() {
			const { user, scopes } = await foundOnce();
			if (user !== null && scopes !== null) return [{ key: `token:${token}`, share: 1 }];
			if (user !== null && (!user.isGuest || isLoopback(caller.address))) return [{ key: user.id, share: 1 }];
			return isLoopback(caller.address) ? [] : countedFrom(caller.address);
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
