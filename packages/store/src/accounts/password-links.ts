/**
 * @file A link by which a member who has lost every way in sets a new password. An admin makes it and hands it over by a way of their
 * own, so that a gallery without mail needs nobody at its database. Only its hash is kept.
 */
import { newIdentifier, RenderError } from '@galatea/render';
import { countTryFrom, triesFromAddress } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { type Store, transaction } from '../database/store.ts';
import { db, hence, now, rows, run } from '../database/typed.ts';
import { recordHostAct } from '../gallery/host-acts.ts';
import { passwordIssues } from './account-input.ts';
import { type Authentication, type Entrance, enter, type SignedIn } from './authentication.ts';
import { type IsGuessable, refuseGuessable } from './passwords.ts';
import { nameSession } from './sessions.ts';
import { newToken } from './users.ts';

/** A link is good for so long: until somebody reads their messages. */
export const passwordLinkHours = 24;

/** A link that is good. */
export interface PasswordLink {
	/** Whose password it sets. */
	readonly handle: string;
	readonly expiresAt: Date;
}

/**
 * Makes a link for a member, which takes the place of an earlier one, and writes down who made it. Throws `NOT_ALLOWED` unless `adminId` is
 * an admin's, and for another admin: who opens the link is them. Throws `NOT_FOUND` where there is no such member.
 */
export async function createPasswordLink(
	store: Store,
	{ adminId, userId }: { readonly adminId: string; readonly userId: string },
): Promise<PasswordLink & { readonly token: string }> {
	const token = newToken();
	return transaction(store, async (connection) => {
		const [member] = await rows(
			connection,
			db
				.selectFrom('User')
				.select(['handle', 'role'])
				.where('id', '=', userId)
				.where('role', '<>', 'GUEST')
				.where('leftAt', 'is', null)
				.forShare(),
		);
		if (!member?.handle) throw new RenderError('NOT_FOUND', 'There is no such member');
		await recordHostAct(connection, { adminId, kind: 'PASSWORD_LINK_MADE', personId: userId, detail: '' });
		if (member.role === 'ADMIN')
			throw new RenderError('NOT_ALLOWED', 'No link opens the account of an admin: take that role away first');
		const link = { tokenHash: hashToken(token), expiresAt: hence(passwordLinkHours, 'hours'), createdAt: now };
		const [made] = await rows(
			connection,
			db
				.insertInto('PasswordLink')
				.values({ userId, ...link })
				.onConflict((conflict) => conflict.column('userId').doUpdateSet(link))
				.returning('expiresAt'),
		);
		if (!made) throw new Error('A link was not written');
		return { token, handle: member.handle, expiresAt: made.expiresAt };
	});
}

/** What a token is for; null when it is used, old, replaced, or none. Looking does not use it. */
export async function findPasswordLink(store: Store, token: string): Promise<PasswordLink | null> {
	const [link] = await rows(store, goodLink(token));
	return link?.handle ? { handle: link.handle, expiresAt: link.expiresAt } : null;
}

function goodLink(token: string) {
	return db
		.selectFrom('PasswordLink')
		.innerJoin('User', 'User.id', 'PasswordLink.userId')
		.select(['PasswordLink.userId', 'PasswordLink.expiresAt', 'User.handle', 'User.email'])
		.where('PasswordLink.tokenHash', '=', hashToken(token))
		.where('PasswordLink.expiresAt', '>', now)
		.where('User.leftAt', 'is', null)
		.where('User.role', '<>', 'ADMIN');
}

/**
 * Uses a link: sets the password, ends all sessions and access tokens of before, and signs in. Throws `LINK_EXPIRED`, `TOO_MANY_TRIES`, and
 * `INVALID_INPUT` for a password that cannot be, which does not use the link.
 */
export async function signInByPasswordLink(
	store: Store,
	auth: Authentication,
	isGuessable: IsGuessable,
	{ token, newPassword }: { readonly token: string; readonly newPassword: string },
	{ address, userAgent }: Entrance,
): Promise<SignedIn> {
	await countTryFrom(store, 'sign-in', address, triesFromAddress);
	const [link] = await rows(store, goodLink(token));
	if (!link) throw expired();
	refuseIssues(passwordIssues(newPassword, 'newPassword'));
	await refuseGuessable(isGuessable, newPassword, 'newPassword', [link.handle ?? '', link.email ?? '']);
	const { password } = await auth.$context;
	const hash = await password.hash(newPassword);
	const { userId } = link;
	await transaction(store, async (connection) => {
		const used = await rows(
			connection,
			db
				.deleteFrom('PasswordLink')
				.where('tokenHash', '=', hashToken(token))
				.where('expiresAt', '>', now)
				.returning('userId'),
		);
		if (used.length === 0) throw expired();
		const credential = { id: newIdentifier('credential'), userId, accountId: userId, providerId: 'credential' };
		await run(
			connection,
			db
				.insertInto('Credential')
				.values({ ...credential, password: hash, updatedAt: now })
				.onConflict((conflict) =>
					conflict.columns(['providerId', 'accountId']).doUpdateSet({ password: hash, updatedAt: now }),
				),
		);
		await run(connection, db.deleteFrom('Session').where('userId', '=', userId));
		await run(connection, db.deleteFrom('AccessToken').where('userId', '=', userId));
	});
	const signedIn = await enter(() => auth.api.enterAs({ body: { userId }, returnHeaders: true }));
	await nameSession(store, signedIn.cookie, userAgent ?? null);
	return signedIn;
}

function expired(): RenderError {
	return new RenderError('LINK_EXPIRED', 'This link is used, old or replaced: ask an admin for another');
}
