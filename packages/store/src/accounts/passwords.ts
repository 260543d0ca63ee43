/** @file Passwords: whether somebody has one, how often one may be tried, and the first of who came in without. */
import { RenderError } from '@galatea/render';
import { networksOf } from '../access/networks.ts';
import { countTry, countTryFrom, type Limit, triesFromAddress } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Store } from '../database/store.ts';
import { db, rows } from '../database/typed.ts';
import { passwordIssues } from './account-input.ts';
import { isNewSession } from './sessions.ts';

/** Who finds a browser open cannot give the account a password: whose it is has come in just now. */
const newSessionMinutes = 15;

/** From one address for one account: a person who has forgotten a password tries a few. */
export const triesAtAccount: Limit = { maximum: 10, windowSeconds: 15 * 60 };
/** For one account, wherever they come from: guessing stays hopeless, and nobody is locked out by ten strangers. */
const triesEverywhere: Limit = { maximum: 100, windowSeconds: 60 * 60 };

/** Counts one try of a password from an address for an account. Throws `TOO_MANY_TRIES`. */
export async function countPasswordTry(store: Store, address: string, email: string): Promise<void> {
	await countTryFrom(store, 'sign-in', address, triesFromAddress);
	await countTry(store, `sign-in from:${networksOf(address).network} to:${email}`, triesAtAccount);
	await countTry(store, `sign-in to:${email}`, triesEverywhere);
}

/** Whether a password is among the first that a guesser tries, who knows `personal`: a handle, an e-mail address. */
export type IsGuessable = (password: string, personal: readonly string[]) => Promise<boolean>;

/** Throws `INVALID_INPUT`, with `path` as what is wrong, for a password that is easily guessed. */
export async function refuseGuessable(
	isGuessable: IsGuessable,
	password: string,
	path: string,
	personal: readonly string[],
): Promise<void> {
	if (!(await isGuessable(password, personal))) return;
	refuseIssues([{ path, message: 'is easily guessed: take words that do not belong together' }]);
}

/** Whether a member can sign in with a password. */
export async function hasPassword(store: Store, userId: string): Promise<boolean> {
	const found = await rows(
		store,
		db
			.selectFrom('Credential')
			.select('id')
			.where('userId', '=', userId)
			.where('providerId', '=', 'credential')
			.where('password', 'is not', null),
	);
	return found.length > 0;
}

/**
 * Lets `write` give the cookie's person a password. Throws `INVALID_INPUT`, and `NOT_ALLOWED` when they have one or
 * signed in too long ago.
 */
export async function setFirstPassword(
	store: Store,
	cookie: string,
	password: string,
	write: (password: string) => Promise<unknown>,
): Promise<void> {
	refuseIssues(passwordIssues(password, 'newPassword'));
	await requireNewcomer(store, cookie);
	await write(password);
}

/** Throws `NOT_ALLOWED` unless the cookie's person has no password and has signed in just now. */
export async function requireNewcomer(store: Store, cookie: string): Promise<void> {
	const session = await isNewSession(store, cookie, newSessionMinutes);
	if (session?.isNew && !(await hasPassword(store, session.userId))) return;
	throw new RenderError(
		'NOT_ALLOWED',
		`Only who has no password, and has signed in within ${newSessionMinutes} minutes, goes on without one`,
	);
}
