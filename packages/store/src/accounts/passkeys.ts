/**
 * @file Passkeys (WebAuthn Level 3): keys that a member's device keeps, one for this gallery's host, which sign a challenge.
 * @simplewebauthn checks the signatures; here is what is asked, and what is kept.
 */
import { RenderError, shownTextIssues } from '@galatea/render';
import type {
	AuthenticationResponseJSON,
	AuthenticatorTransport,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { countTryFrom, triesFromAddress } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { type Store, transaction } from '../database/store.ts';
import { db, hence, now, rows, run } from '../database/typed.ts';
import { maximumDisplayNameLength } from './account-input.ts';
import { type Authentication, type Entrance, enter, type SignedIn } from './authentication.ts';
import { keepGuestWork } from './guest-work.ts';
import { nameSession } from './sessions.ts';
import type { User } from './users.ts';

/** Of one person: one for each device, and some to spare. */
export const maximumPasskeys = 20;
/** Time to find the device and touch it. */
const challengeMinutes = 5;

/** Loaded when first somebody uses a passkey: it costs every process that opens a store 0.15 s of a processor. */
const webAuthn = () => import('@simplewebauthn/server');

/** A passkey as its person sees it. */
export interface Passkey {
	/** As the device names it, in base64url. */
	readonly id: string;
	readonly name: string;
	readonly createdAt: Date;
	/** Null for never. */
	readonly lastUsedAt: Date | null;
}

/** The passkeys of a gallery. Made by {@link openPasskeys}. */
export interface Passkeys {
	/** Of the pages where they work, such as `https://gallery.example`; null where they cannot. */
	readonly origin: string | null;
	/** What the browser of a member is asked to make; the caller has made sure that it is them. Throws `NOT_ALLOWED`. */
	beginRegistration(user: User): Promise<PublicKeyCredentialCreationOptionsJSON>;
	/** Keeps what it has made. Throws `INVALID_INPUT`, also for an answer that is old or not to what was asked, and `NOT_ALLOWED`. */
	register(userId: string, name: string, response: unknown): Promise<void>;
	/** What a browser is asked to sign. Throws `NOT_ALLOWED` and `TOO_MANY_TRIES`. */
	beginSignIn(entrance: Pick<Entrance, 'address'>): Promise<PublicKeyCredentialRequestOptionsJSON>;
	/** Throws `WRONG_CREDENTIALS` for whatever is not the signature of a passkey that is kept, and `TOO_MANY_TRIES`. */
	signIn(response: unknown, entrance: Entrance): Promise<SignedIn>;
}

/** Browsers make passkeys for domains over TLS and for `localhost`, and for no IP address (WebAuthn, 5.1.2). */
function passkeyHost(publicUrl: string | null): { readonly origin: string; readonly rpID: string } | null {
	if (publicUrl === null) return null;
	const { hostname, protocol, origin } = new URL(publicUrl);
	const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
	return isAddress || (protocol !== 'https:' && hostname !== 'localhost') ? null : { origin, rpID: hostname };
}

/** `publicUrl` is where people open the gallery; null where that is not known. */
export function openPasskeys(store: Store, auth: Authentication, publicUrl: string | null): Passkeys {
	const host = passkeyHost(publicUrl);
	const requireHost = () => {
		if (host) return host;
		throw new RenderError('NOT_ALLOWED', 'Passkeys take the address of the gallery: a domain over TLS, or localhost');
	};
	return {
		origin: host?.origin ?? null,
		async beginRegistration(user) {
			const { rpID } = requireHost();
			const kept = await rows(store, db.selectFrom('Passkey').select('id').where('userId', '=', user.id));
			const { generateRegistrationOptions } = await webAuthn();
			const options = await generateRegistrationOptions({
				rpName: 'Galatea',
				rpID,
				userName: user.handle ?? '',
				userDisplayName: user.displayName ?? '',
				userID: new TextEncoder().encode(user.id),
				excludeCredentials: kept.map(({ id }) => ({ id })),
				// One that is found without a name being typed, and that its device asks its person for.
				authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
			});
			await keepChallenge(store, options.challenge, user.id);
			return options;
		},
		async register(userId, written, response) {
			const { origin, rpID } = requireHost();
			const name = written.trim();
			refuseIssues(shownTextIssues(name, 'name', { maximum: maximumDisplayNameLength }));
			const { verifyRegistrationResponse } = await webAuthn();
			const { verified, registrationInfo } = await verifyRegistrationResponse({
				response: response as RegistrationResponseJSON,
				expectedChallenge: (challenge) => takeChallenge(store, challenge, userId),
				expectedOrigin: origin,
				expectedRPID: rpID,
			}).catch((error: unknown) => {
				throw refusal(error);
			});
			if (!verified) throw refusal(null);
			const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
			await transaction(store, async (connection) => {
				await run(connection, db.selectFrom('User').where('id', '=', userId).forUpdate());
				const kept = await rows(connection, db.selectFrom('Passkey').select('id').where('userId', '=', userId));
				if (kept.length >= maximumPasskeys)
					refuseIssues([{ path: 'name', message: `would be passkey ${maximumPasskeys + 1}: remove one first` }]);
				const made = await rows(
					connection,
					db
						.insertInto('Passkey')
						.values({ id, userId, name, publicKey: Buffer.from(publicKey), counter, transports })
						.onConflict((conflict) => conflict.doNothing())
						.returning('id'),
				);
				if (made.length === 0) throw refusal(null);
			});
		},
		async beginSignIn({ address }) {
			const { rpID } = requireHost();
			await countTryFrom(store, 'sign-in', address, triesFromAddress);
			const { generateAuthenticationOptions } = await webAuthn();
			const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
			await keepChallenge(store, options.challenge, '');
			return options;
		},
		async signIn(response, { address, guestId, userAgent }) {
			await countTryFrom(store, 'sign-in', address, triesFromAddress);
			const userId = host && (await checkSignature(store, response as AuthenticationResponseJSON, host));
			if (!userId) throw new RenderError('WRONG_CREDENTIALS', 'This is no passkey of an account here');
			const signedIn = await enter(() => auth.api.enterAs({ body: { userId }, returnHeaders: true }));
			await nameSession(store, signedIn.cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, userId);
			return signedIn;
		},
	};
}

/** Whose passkey has signed; null for none. */
async function checkSignature(
	store: Store,
	response: AuthenticationResponseJSON | null,
	{ origin, rpID }: { readonly origin: string; readonly rpID: string },
): Promise<string | null> {
	const id = typeof response?.id === 'string' ? response.id : '';
	const [kept] = await rows(
		store,
		db
			.selectFrom('Passkey')
			.select(['userId', 'publicKey', 'counter', 'transports'])
			.where('id', '=', id.replaceAll('\0', '')),
	);
	if (!kept || !response) return null;
	const { userId, publicKey, counter } = kept;
	const transports = kept.transports as AuthenticatorTransport[];
	const { verifyAuthenticationResponse } = await webAuthn();
	const checked = await verifyAuthenticationResponse({
		response,
		expectedChallenge: (challenge) => takeChallenge(store, challenge, ''),
		expectedOrigin: origin,
		expectedRPID: rpID,
		credential: { id, publicKey: new Uint8Array(publicKey), counter: Number(counter), transports },
		// What is not the answer to what was asked is thrown.
	}).catch(() => null);
	if (!checked?.verified) return null;
	// Nothing where it was removed meanwhile, or a copy of the device was quicker with the same count; zero is of devices that do not count.
	const { newCounter } = checked.authenticationInfo;
	const counted = await rows(
		store,
		db
			.updateTable('Passkey')
			.set({ counter: newCounter, lastUsedAt: now })
			.where('id', '=', id)
			.where(({ eb, or }) => or([eb('counter', '<', String(newCounter)), eb.lit(newCounter === 0)]))
			.returning('id'),
	);
	if (counted.length === 0) return null;
	return userId;
}

function refusal(cause: unknown): RenderError {
	const message = 'is not the answer of a device to what it was asked, or too old: begin again';
	return new RenderError('INVALID_INPUT', `response ${message}`, { issues: [{ path: 'response', message }], cause });
}

/** `value` is the person who is asked, or empty for whoever signs in. */
async function keepChallenge(store: Store, challenge: string, value: string): Promise<void> {
	const identifier = `passkey:${hashToken(challenge)}`;
	await run(
		store,
		db
			.insertInto('Verification')
			.values({ id: identifier, identifier, value, expiresAt: hence(challengeMinutes, 'mins') }),
	);
}

/** Whether it was asked, of this person, a moment ago; and only once. */
async function takeChallenge(store: Store, challenge: string, value: string): Promise<boolean> {
	const taken = await rows(
		store,
		db
			.deleteFrom('Verification')
			.where('identifier', '=', `passkey:${hashToken(challenge)}`)
			.where('value', '=', value)
			.where('expiresAt', '>', now)
			.returning('id'),
	);
	return taken.length === 1;
}

/** A member's own, the newest first. */
export async function listPasskeys(store: Store, userId: string): Promise<readonly Passkey[]> {
	return rows(
		store,
		db
			.selectFrom('Passkey')
			.select(['id', 'name', 'createdAt', 'lastUsedAt'])
			.where('userId', '=', userId)
			.orderBy('createdAt', 'desc')
			.orderBy('id'),
	);
}

/** False when the member has no such passkey. Throws `NOT_ALLOWED` when it is the last way in. */
export async function removePasskey(store: Store, userId: string, id: string): Promise<boolean> {
	return transaction(store, async (connection) => {
		// Two at once would each leave the other's as the last.
		await run(connection, db.selectFrom('User').where('id', '=', userId).forUpdate());
		const others = await rows(
			connection,
			db
				.selectFrom('Credential')
				.select('id')
				.where('userId', '=', userId)
				.unionAll(db.selectFrom('Passkey').select('id').where('userId', '=', userId).where('id', '<>', id)),
		);
		if (others.length === 0)
			throw new RenderError('NOT_ALLOWED', 'This is the last way to sign in: set a password first');
		const gone = await rows(
			connection,
			db.deleteFrom('Passkey').where('userId', '=', userId).where('id', '=', id).returning('id'),
		);
		return gone.length === 1;
	});
}
