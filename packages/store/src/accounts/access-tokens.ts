/** @file Keys for programs: what one may do in a member's name, and until when. */
import { type InputIssue, newIdentifier, RenderError, shownTextIssues } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { type Store, transaction } from '../database/store.ts';
import { columnsOf, db, hence, now, rows, run, sql } from '../database/typed.ts';
import { getUsers, newToken, type User } from './users.ts';

/** READ: see what the person sees. RENDER: ask for and end renders. PUBLISH: publish and change pictures. COMMENT: say something of what others made. COLLECT: make and keep collections. PROFILE: the rest. */
export const accessScopes = ['READ', 'RENDER', 'PUBLISH', 'COMMENT', 'PROFILE', 'COLLECT'] as const;
export type AccessScope = (typeof accessScopes)[number];

/** Every token begins with it, so that one that was committed by mistake can be found. */
export const accessTokenPrefix = 'gal_';
/** Days that a token is good for at most: who still needs it makes another. */
const maximumDays = 365;
const maximumNameLength = 60;
/** Of one person, expired ones aside. */
const maximumTokens = 50;

export interface AccessToken {
	readonly id: string;
	readonly name: string;
	readonly scopes: readonly AccessScope[];
	readonly expiresAt: Date;
	/** To the minute; null for never. */
	readonly lastUsedAt: Date | null;
	readonly createdAt: Date;
}

const columns = ['id', 'name', 'expiresAt', 'lastUsedAt', 'createdAt'] as const;
/** As an array: the driver does not know arrays of an enum. */
const scopesColumn = sql<readonly AccessScope[]>`${columnsOf('AccessToken', 'AccessToken')('scopes')}::text[]`.as(
	'scopes',
);

function issuesOf(name: string, scopes: readonly AccessScope[], days: number): readonly InputIssue[] {
	return [
		...shownTextIssues(name, 'name', { maximum: maximumNameLength }),
		...(scopes.length > 0 ? [] : [{ path: 'scopes', message: 'must be one at least' }]),
		...(Number.isInteger(days) && days >= 1 && days <= maximumDays
			? []
			: [{ path: 'days', message: `must be a whole number from 1 to ${maximumDays}` }]),
	];
}

/** A new token, given out this once. Throws `INVALID_INPUT`, and `NOT_SIGNED_IN` for who is no member. */
export async function createAccessToken(
	store: Store,
	userId: string,
	input: { readonly name: string; readonly scopes: readonly AccessScope[]; readonly days: number },
): Promise<{ readonly accessToken: AccessToken; readonly token: string }> {
	const name = input.name.trim();
	const scopes = accessScopes.filter((scope) => input.scopes.includes(scope));
	refuseIssues(issuesOf(name, scopes, input.days));
	const token = accessTokenPrefix + newToken();
	const accessToken = await transaction(store, async (connection) => {
		const members = await rows(
			connection,
			db.selectFrom('User').select('id').where('id', '=', userId).where('role', '<>', 'GUEST').forUpdate(),
		);
		if (members.length === 0) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up has access tokens');
		await run(connection, db.deleteFrom('AccessToken').where('userId', '=', userId).where('expiresAt', '<=', now));
		const kept = await rows(connection, db.selectFrom('AccessToken').select('id').where('userId', '=', userId));
		if (kept.length >= maximumTokens)
			refuseIssues([{ path: 'name', message: `would be token ${maximumTokens + 1}: revoke one first` }]);
		const [made] = await rows(
			connection,
			db
				.insertInto('AccessToken')
				.values({
					id: newIdentifier('accessToken'),
					userId,
					name,
					tokenHash: hashToken(token),
					scopes,
					expiresAt: hence(input.days, 'days'),
				})
				.returning(columns)
				.returning(scopesColumn),
		);
		return made;
	});
	if (!accessToken) throw new Error('An access token was inserted and did not come back');
	return { accessToken, token };
}

/** Those of a person that are good, newest first. */
export async function listAccessTokens(store: Store, userId: string): Promise<readonly AccessToken[]> {
	return rows(
		store,
		db
			.selectFrom('AccessToken')
			.select(columns)
			.select(scopesColumn)
			.where('userId', '=', userId)
			.where('expiresAt', '>', now)
			.orderBy('createdAt', 'desc')
			.orderBy('id', 'desc'),
	);
}

/** From now on the token is nobody's. False when the person has no such token. */
export async function revokeAccessToken(store: Store, userId: string, id: string): Promise<boolean> {
	const gone = await rows(
		store,
		db.deleteFrom('AccessToken').where('id', '=', id).where('userId', '=', userId).returning('id'),
	);
	return gone.length > 0;
}

/** Whose token it is and what it may do; null when it is nobody's, expired or revoked. */
export async function findUserByAccessToken(
	store: Store,
	token: string,
): Promise<{ readonly user: User; readonly scopes: readonly AccessScope[] } | null> {
	const minute = sql<Date>`date_trunc('minute', now())`;
	const [row] = await rows(
		store,
		db
			.with('found', (found) =>
				found
					.selectFrom('AccessToken')
					.select(['id', 'userId', 'lastUsedAt'])
					.select(scopesColumn)
					.where('tokenHash', '=', hashToken(token))
					.where('expiresAt', '>', now),
			)
			.with('used', (used) =>
				used
					.updateTable('AccessToken')
					.from('found')
					.set({ lastUsedAt: minute })
					.whereRef('AccessToken.id', '=', 'found.id')
					.where('found.lastUsedAt', 'is distinct from', minute),
			)
			.selectFrom('found')
			.select(['userId', 'scopes']),
	);
	const [user] = row ? await getUsers(store, [row.userId]) : [];
	return row && user ? { user, scopes: row.scopes } : null;
}
