/** @file Who may sign up: everybody, who has an invitation, or nobody. An invitation is a link of an admin; only its hash is kept. */
import { randomBytes } from 'node:crypto';
import { newIdentifier, RenderError, shownTextIssues } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { type Store, transaction } from '../database/store.ts';
import { db, hence, now, rows, run, sql } from '../database/typed.ts';
import { recordHostAct } from './host-acts.ts';
import { readSettings } from './settings.ts';

/** An invitation that is good. */
export interface SignUpInvitation {
	readonly id: string;
	/** For whom or what, in words of who made it. */
	readonly note: string;
	/** How many people may still sign up by it. */
	readonly usesLeft: number;
	readonly expiresAt: Date;
	readonly createdById: string;
	readonly createdAt: Date;
}

export const maximumInvitationUses = 1_000;
export const maximumInvitationDays = 365;
const maximumNoteLength = 100;
/** Shown at most, the newest. */
export const maximumShownInvitations = 50;

const columns = ['id', 'note', 'usesLeft', 'expiresAt', 'createdById', 'createdAt'] as const;

/**
 * Makes an invitation, which is written down. Throws `INVALID_INPUT`, and `NOT_ALLOWED` unless `adminId` is an admin's. The token is
 * given out this once.
 */
export async function createSignUpInvitation(
	store: Store,
	adminId: string,
	{ uses, days, note }: { readonly uses: number; readonly days: number; readonly note: string },
): Promise<{ readonly token: string; readonly invitation: SignUpInvitation }> {
	const within = (value: number, maximum: number, path: string) =>
		Number.isInteger(value) && value >= 1 && value <= maximum
			? []
			: [{ path, message: `must be a whole number from 1 to ${maximum}` }];
	refuseIssues([
		...within(uses, maximumInvitationUses, 'uses'),
		...within(days, maximumInvitationDays, 'days'),
		...shownTextIssues(note, 'note', { maximum: maximumNoteLength, optional: true }),
	]);
	const token = randomBytes(32).toString('base64url');
	return transaction(store, async (connection) => {
		await recordHostAct(connection, { adminId, kind: 'INVITATION_MADE', detail: `uses: ${uses}, days: ${days}` });
		const [invitation] = await rows(
			connection,
			db
				.insertInto('SignUpInvitation')
				.values({
					...{ id: newIdentifier('signUpInvitation'), tokenHash: hashToken(token), createdById: adminId, note },
					...{ usesLeft: uses, expiresAt: hence(days, 'days') },
				})
				.returning(columns),
		);
		if (!invitation) throw new Error('An invitation was not written');
		return { token, invitation };
	});
}

const good = () => db.selectFrom('SignUpInvitation').where('usesLeft', '>', 0).where('expiresAt', '>', now);

/** Those that are good, the newest first. For admins; that is for the caller to check. */
export async function listSignUpInvitations(store: Store): Promise<readonly SignUpInvitation[]> {
	return rows(
		store,
		good().select(columns).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(maximumShownInvitations),
	);
}

/** Makes an invitation void, which is written down; one that is not there any more is void already. Throws `NOT_ALLOWED`. */
export async function revokeSignUpInvitation(store: Store, adminId: string, id: string): Promise<void> {
	await transaction(store, async (connection) => {
		await recordHostAct(connection, { adminId, kind: 'INVITATION_REVOKED', detail: '' });
		await run(connection, db.deleteFrom('SignUpInvitation').where('id', '=', id));
	});
}

/** Whether somebody may sign up now with this token, or with null without one. Looking uses nothing up. */
export async function maySignUp(store: Store, token: string | null): Promise<boolean> {
	const { signUp } = await readSettings(store);
	if (signUp === 'OPEN') return true;
	if (signUp === 'CLOSED' || token === null) return false;
	const found = await rows(store, good().select('id').where('tokenHash', '=', hashToken(token)));
	return found.length > 0;
}

/**
 * Lets somebody sign up, and takes one use of their invitation where that is needed. Throws `SIGN_UP_CLOSED`, and `INVITATION_EXPIRED` for
 * one that is used up, old, revoked or none. Returns what gives the use back, for an account that could not be made then.
 */
async function admitNewcomer(store: Store, token: string | null): Promise<() => Promise<void>> {
	const { signUp } = await readSettings(store);
	if (signUp === 'OPEN') return async () => {};
	if (signUp === 'CLOSED') throw new RenderError('SIGN_UP_CLOSED', 'Nobody can sign up here now');
	if (token === null) throw new RenderError('SIGN_UP_CLOSED', 'Signing up here takes an invitation of an admin');
	const tokenHash = hashToken(token);
	const used = await rows(
		store,
		db
			.updateTable('SignUpInvitation')
			.set({ usesLeft: sql<number>`"usesLeft" - 1` })
			.where('tokenHash', '=', tokenHash)
			.where('usesLeft', '>', 0)
			.where('expiresAt', '>', now)
			.returning('id'),
	);
	if (used.length === 0)
		throw new RenderError('INVITATION_EXPIRED', 'This invitation is used up, old or revoked: ask an admin for another');
	return () =>
		run(
			store,
			db
				.updateTable('SignUpInvitation')
				.set({ usesLeft: sql<number>`"usesLeft" + 1` })
				.where('tokenHash', '=', tokenHash),
		);
}

/** Runs `make`, which makes an account, for who may sign up; what it throws gives the use of the invitation back. */
export async function admitted<Made>(store: Store, token: string | null, make: () => Promise<Made>): Promise<Made> {
	const giveBack = await admitNewcomer(store, token);
	return make().catch(async (error: unknown) => {
		await giveBack();
		throw error;
	});
}
