/**
 * @file Signing in by a link that was sent by mail. Who opens it has shown that the address is theirs: a member comes in,
 * and who has no account yet gets one.
 */
import { RenderError } from '@galatea/render';
import { isAPIError } from 'better-auth/api';
import type { NotNull } from 'kysely';
import { countTry, countTryFrom, type Limit, triesFromAddress } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import type { Store } from '../database/store.ts';
import { columnsOf, db, now, rows, run, sql } from '../database/typed.ts';
import { admitted } from '../gallery/sign-up-invitations.ts';
import { emailIssues, handleIssues, normaliseEmail } from './account-input.ts';
import { type Authentication, type Entrance, enter, refuseTaken, type SignedIn } from './authentication.ts';
import { keepGuestWork } from './guest-work.ts';
import { countPasswordTry } from './passwords.ts';
import { endSessions, nameSession } from './sessions.ts';

/** Mail to one address, whoever asks: nobody's mailbox is filled by strangers. */
const linksToEmail: Limit = { maximum: 5, windowSeconds: 60 * 60 };
const linksFromAddress: Limit = { maximum: 30, windowSeconds: 60 * 60 };

/** A link that is good. */
export interface SignInLink {
	/** To which it was sent, in lower case. */
	readonly email: string;
	/** Whether nobody has an account with this address: who comes in chooses a handle. */
	readonly isNew: boolean;
	/**
	 * Whether the account has a password that was chosen before its address was known to be its person's. Coming in by the link
	 * takes it away, unless it is given.
	 */
	readonly hasUnprovenPassword: boolean;
	/** Whether the account has a password of somebody who had the mailbox: who has forgotten it can have it taken away. */
	readonly hasProvenPassword: boolean;
}

/** What somebody says who opens a link. */
export interface LinkAnswer {
	/** Of who is new; null for who has an account. */
	readonly handle: string | null;
	/** The one of before, to keep it with all that the account has; null for who does not know it. */
	readonly password: string | null;
	/** Takes a proven password away and ends all other sessions, so that `setFirstPassword` can give another. */
	readonly forgetPassword: boolean;
}

/** The ways in by mail. */
export interface SignInLinks {
	/**
	 * A token for a link to an address, whether there is an account or not; it is good once, for 15 minutes, and to be sent
	 * there and nowhere else. Throws `INVALID_INPUT` and `TOO_MANY_TRIES`.
	 */
	create(email: string, entrance: Pick<Entrance, 'address'>): Promise<string>;
	/** What a token is for; null when it is used, old, or none. Looking does not use it. */
	find(token: string): Promise<SignInLink | null>;
	/**
	 * Uses the link. The account of who is new gets `handle`. A password, sessions and access tokens that an account had
	 * from before its address was known to be its person's are void: somebody else may have made it. Who knows the password
	 * too is the one who made it, and keeps them. Throws `LINK_EXPIRED`, `SIGN_UP_CLOSED`, `INVITATION_EXPIRED`, `INVALID_INPUT`, `EMAIL_TAKEN`, `HANDLE_TAKEN`,
	 * `WRONG_CREDENTIALS` and `TOO_MANY_TRIES`; a handle that is taken and a wrong password do not use the link.
	 */
	signIn(token: string, answer: LinkAnswer, entrance: Entrance): Promise<SignedIn>;
}

/** The links of a gallery. */
export function openSignInLinks(store: Store, auth: Authentication): SignInLinks {
	const find = (token: string) => findLink(store, token);
	return {
		async create(written, { address }) {
			const email = normaliseEmail(written);
			refuseIssues(emailIssues(email));
			await countTryFrom(store, 'link', address, linksFromAddress);
			await countTry(store, `link to:${email}`, linksToEmail);
			let made: string | null = null;
			const take = (token: string): void => {
				made = token;
			};
			await auth.api.signInMagicLink({ body: { email, metadata: { take } }, headers: new Headers() });
			if (made === null) throw new Error('better-auth made no link');
			return made;
		},
		find,
		async signIn(token, { handle, password, forgetPassword }, { address, guestId, userAgent, invitation }) {
			await countTryFrom(store, 'sign-in', address, triesFromAddress);
			const link = await find(token);
			if (!link) throw expired();
			if (link.isNew)
				await admitted(store, invitation ?? null, () => createMember(store, auth, link.email, handle ?? ''));
			if (link.hasUnprovenPassword && password !== null) {
				await countPasswordTry(store, address, link.email);
				await proveByPassword(store, auth, link.email, password);
			}
			const unprovenId = await findUnproven(store, link.email);
			// Before the address counts as proven: what would be left after a failure in between would be kept for good.
			if (unprovenId !== null) await endOtherWays(store, unprovenId);
			const signedIn = await enter(() =>
				auth.api.magicLinkVerify({ query: { token }, headers: new Headers(), returnHeaders: true }),
			).catch((error: unknown) => {
				// It would lead a browser to a page that says what is wrong, which is always that the token is used or old.
				throw isAPIError(error) && error.status === 'FOUND' ? expired(error) : error;
			});
			// Who was signed in until just now may have made more of them meanwhile.
			if (unprovenId !== null) await endOtherWays(store, unprovenId);
			if (forgetPassword && link.hasProvenPassword) await removePassword(store, signedIn);
			await nameSession(store, signedIn.cookie, userAgent ?? null);
			if (guestId !== null) await keepGuestWork(store, guestId, signedIn.userId);
			return signedIn;
		},
	};
}

async function findLink(store: Store, token: string): Promise<SignInLink | null> {
	const email = sql<string>`${columnsOf('Verification', 'Verification')('value')}::json ->> 'email'`;
	const member = db.selectFrom('User').where('User.email', '=', email);
	const withPassword = member
		.innerJoin('Credential', 'Credential.userId', 'User.id')
		.where('Credential.password', 'is not', null);
	const [found] = await rows(
		store,
		db
			.selectFrom('Verification')
			.select(({ exists, not }) => [
				email.as('email'),
				not(exists(member)).$castTo<boolean>().as('isNew'),
				exists(withPassword.where('User.emailVerified', '=', false))
					.$castTo<boolean>()
					.as('hasUnprovenPassword'),
				exists(withPassword.where('User.emailVerified', '=', true))
					.$castTo<boolean>()
					.as('hasProvenPassword'),
			])
			.where('identifier', '=', `magic-link:${hashToken(token)}`)
			.where('expiresAt', '>', now),
	);
	return found ?? null;
}

/** As changing it does, it ends what was begun with it. */
async function removePassword(store: Store, { userId, cookie }: SignedIn): Promise<void> {
	await run(store, db.deleteFrom('Credential').where('userId', '=', userId).where('providerId', '=', 'credential'));
	await endSessions(store, { userId, id: null, cookie });
}

async function createMember(store: Store, auth: Authentication, email: string, handle: string): Promise<void> {
	refuseIssues(handleIssues(handle));
	await refuseTaken(store, email, handle);
	const { internalAdapter } = await auth.$context;
	await internalAdapter
		.createUser({ email, emailVerified: true, name: handle, handle }, { method: 'magic-link' })
		.catch(async (error: unknown) => {
			// Between the look above and the write somebody else may have taken either.
			await refuseTaken(store, email, handle);
			throw error;
		});
}

/** Mailbox and password together: nobody else can have made the account. Throws `WRONG_CREDENTIALS`. */
async function proveByPassword(store: Store, auth: Authentication, email: string, password: string): Promise<void> {
	const [kept] = await rows(
		store,
		db
			.selectFrom('User')
			.innerJoin('Credential', 'Credential.userId', 'User.id')
			.select(['User.id as userId', 'Credential.password as hash'])
			.where('User.email', '=', email)
			.where('Credential.providerId', '=', 'credential')
			.where('Credential.password', 'is not', null)
			.$narrowType<{ hash: NotNull }>(),
	);
	const context = await auth.$context;
	if (!kept || !(await context.password.verify({ hash: kept.hash, password })))
		throw new RenderError('WRONG_CREDENTIALS', 'This is not the password of the account');
	await run(
		store,
		db.updateTable('User').set({ emailVerified: true }).where('id', '=', kept.userId).where('email', '=', email),
	);
}

/** The account of an address that is not known to be its person's; null for none. */
async function findUnproven(store: Store, email: string): Promise<string | null> {
	const [user] = await rows(
		store,
		db.selectFrom('User').select('id').where('email', '=', email).where('emailVerified', '=', false),
	);
	return user?.id ?? null;
}

/** Ends the ways in that better-auth does not know, and so leaves. */
async function endOtherWays(store: Store, userId: string): Promise<void> {
	await run(store, db.deleteFrom('AccessToken').where('userId', '=', userId));
	await run(store, db.deleteFrom('Passkey').where('userId', '=', userId));
}

function expired(cause?: unknown): RenderError {
	return new RenderError('LINK_EXPIRED', 'This link is used or old: ask for another', { cause });
}
