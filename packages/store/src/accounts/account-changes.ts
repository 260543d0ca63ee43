/**
 * @file What a member changes of their account: the handle and the address; and leaving, which takes effect after some days, so
 * that who was careless, or whose browser was found open, can come back.
 */
import { randomUUID } from 'node:crypto';
import { leavingGraceDays, RenderError } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { deleteArtworks, deleteRenders } from '../artworks/delete-works.ts';
import { passOnCollections } from '../collections/curators.ts';
import { sqlState } from '../database/database-errors.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { discardFiles } from '../files/discarded-files.ts';
import { requestCancel } from '../renders/renders.ts';
import { emailIssues, handleIssues, normaliseEmail } from './account-input.ts';
import { getUsers, type User } from './users.ts';

/** What becomes of a person's pictures and comments when they leave. */
export const leavings = ['KEEP', 'DELETE'] as const;
export type Leaving = (typeof leavings)[number];

/**
 * Another handle. The old one stays the person's: links with it lead to them, and nobody else can have it. Throws
 * `INVALID_INPUT`, and `HANDLE_TAKEN` also for what somebody else was called before.
 */
export async function changeHandle(store: Store, userId: string, handle: string): Promise<User> {
	refuseIssues(handleIssues(handle));
	await transaction(store, async (sql) => {
		const [taken] = await sql.query(
			`SELECT FROM "User" WHERE handle = $1 AND id <> $2
			 UNION ALL SELECT FROM "FormerHandle" WHERE handle = $1 AND "userId" <> $2`,
			[handle, userId],
		);
		if (taken) throw new RenderError('HANDLE_TAKEN', `The handle @${handle} is taken; choose another`);
		await sql.query('DELETE FROM "FormerHandle" WHERE handle = $1', [handle]);
		await sql.query(
			`INSERT INTO "FormerHandle" (handle, "userId") SELECT handle, id FROM "User" WHERE id = $1 AND handle <> $2`,
			[userId, handle],
		);
		await sql.query(`UPDATE "User" SET handle = $2 WHERE id = $1 AND role <> 'GUEST'`, [userId, handle]);
	}).catch((error: unknown) => {
		// 23505: between the look and the write somebody else has taken it.
		if (sqlState(error) !== '23505') throw error;
		throw new RenderError('HANDLE_TAKEN', `The handle @${handle} is taken; choose another`, { cause: error });
	});
	return mustGet(store, userId);
}

/** Another address to sign in with; the caller has made sure of the password. Throws `INVALID_INPUT` and `EMAIL_TAKEN`. */
export async function changeEmail(store: Store, userId: string, written: string): Promise<User> {
	const email = normaliseEmail(written);
	refuseIssues(emailIssues(email));
	await query(store, `UPDATE "User" SET email = $2, "emailVerified" = false WHERE id = $1 AND role <> 'GUEST'`, [
		userId,
		email,
	]).catch((error: unknown) => {
		if (sqlState(error) !== '23505') throw error;
		throw new RenderError('EMAIL_TAKEN', 'There is another account with this e-mail address', { cause: error });
	});
	return mustGet(store, userId);
}

/**
 * Says that a member leaves after {@link leavingGraceDays}; saying it again changes what becomes of their works, and not the day. The
 * caller has made sure of the password. Throws `NOT_ALLOWED` for the only admin: a gallery without one cannot be looked after.
 */
export async function leave(store: Store, userId: string, leaving: Leaving): Promise<User> {
	const changed = await query(
		store,
		`UPDATE "User" SET leaving = $2::"Leaving", "leavesAt" = coalesce("leavesAt", now() + make_interval(days => $3))
		 WHERE id = $1 AND role <> 'GUEST'
			AND (role <> 'ADMIN' OR EXISTS (SELECT FROM "User" WHERE role = 'ADMIN' AND id <> $1)) RETURNING id`,
		[userId, leaving, leavingGraceDays],
	);
	if (changed.length === 0) throw new RenderError('NOT_ALLOWED', 'The only admin makes somebody else one first');
	return mustGet(store, userId);
}

/** Takes {@link leave} back. */
export async function stay(store: Store, userId: string): Promise<User> {
	await query(store, 'UPDATE "User" SET leaving = NULL, "leavesAt" = NULL WHERE id = $1', [userId]);
	return mustGet(store, userId);
}

/**
 * Ends the accounts of those whose day has come. Their renders are stopped first; one that a worker still has waits for the
 * next call. Files go with {@link removeDiscardedFiles}. Returns how many have ended.
 */
export async function endAccounts(store: Store): Promise<number> {
	const due = await query<{ id: string; leaving: Leaving }>(
		store,
		'SELECT id, leaving FROM "User" WHERE "leavesAt" <= now() ORDER BY "leavesAt"',
	);
	let ended = 0;
	for (const { id, leaving } of due) {
		await stopRenders(store, id);
		if (await transaction(store, (sql) => endAccount(sql, id, leaving))) ended++;
	}
	return ended;
}

async function stopRenders(store: Store, userId: string): Promise<void> {
	const running = await query<{ id: string }>(
		store,
		`SELECT id FROM "Render" WHERE "requestedById" = $1 AND state IN ('QUEUED', 'WARMING', 'RUNNING')`,
		[userId],
	);
	for (const { id } of running)
		await requestCancel(store, id).catch((error: unknown) => {
			// It may have come to its end by itself.
			if (!(error instanceof RenderError)) throw error;
		});
}

/** What belongs to nobody but the person, and goes in any case. */
const personal = [
	'DELETE FROM "Session" WHERE "userId" = $1',
	'DELETE FROM "Credential" WHERE "userId" = $1',
	'DELETE FROM "Passkey" WHERE "userId" = $1',
	'DELETE FROM "AccessToken" WHERE "userId" = $1',
	'DELETE FROM "Follow" WHERE "followerId" = $1 OR "followedId" = $1',
	'DELETE FROM "Block" WHERE "blockerId" = $1 OR "blockedId" = $1',
	'DELETE FROM "Mute" WHERE "muterId" = $1 OR "mutedId" = $1',
	'DELETE FROM "Notification" WHERE "recipientId" = $1 OR "actorId" = $1',
	'DELETE FROM "Reaction" WHERE "userId" = $1',
	'DELETE FROM "TagVote" WHERE "userId" = $1 AND "artworkId" NOT IN (SELECT id FROM "Artwork" WHERE "publishedById" = $1)',
	'DELETE FROM "Report" WHERE "reporterId" = $1 AND "actionId" IS NULL',
	'DELETE FROM "FormerHandle" WHERE "userId" = $1',
	'DELETE FROM "Upload" WHERE "userId" = $1',
];

/** Whether it has ended; false when a render is still under way. */
async function endAccount(sql: Queryable, userId: string, leaving: Leaving): Promise<boolean> {
	// From here on nothing can be added in the person's name.
	await sql.query('SELECT FROM "User" WHERE id = $1 FOR UPDATE', [userId]);
	const running = await sql.query(
		`SELECT FROM "Render" WHERE "requestedById" = $1 AND state IN ('QUEUED', 'WARMING', 'RUNNING') LIMIT 1`,
		[userId],
	);
	if (running.length > 0) return false;
	for (const statement of personal) await sql.query(statement, [userId]);
	if (leaving === 'DELETE') await deleteWorks(sql, userId);
	await deleteUnpublished(sql, userId);
	await passOnCollections(sql, userId, leaving);
	const [person] = await sql.query<{ avatarKey: string | null; avatarSmallKey: string | null }>(
		'SELECT "avatarKey", "avatarSmallKey" FROM "User" WHERE id = $1',
		[userId],
	);
	await discardFiles(
		sql,
		[person?.avatarKey, person?.avatarSmallKey].filter((key) => key != null),
	);
	// The row stays, for what points at it, as that of somebody who cannot come in: of this token nobody knows the text.
	await sql.query(
		`UPDATE "User" SET role = 'GUEST', "tokenHash" = $2, handle = NULL, email = NULL, "displayName" = NULL, bio = '', links = '{}',
			"avatarKey" = NULL, "avatarSmallKey" = NULL, "emailVerified" = false, leaving = NULL, "leavesAt" = NULL, "leftAt" = now() WHERE id = $1`,
		[userId, hashToken(randomUUID())],
	);
	return true;
}

async function deleteWorks(sql: Queryable, userId: string): Promise<void> {
	const artworks = await sql.query<{ id: string }>('SELECT id FROM "Artwork" WHERE "publishedById" = $1', [userId]);
	await deleteArtworks(
		sql,
		artworks.map(({ id }) => id),
	);
	// As deleting each by hand: with replies its place stays until the last of them is gone.
	await sql.query(
		`UPDATE "Comment" SET text = '', "deletedAt" = coalesce("deletedAt", now()) WHERE "authorId" = $1
			AND EXISTS (SELECT FROM "Comment" AS reply WHERE reply."threadId" = "Comment".id AND reply."authorId" <> $1)`,
		[userId],
	);
	await sql.query(
		`DELETE FROM "Comment" WHERE "authorId" = $1
			AND NOT EXISTS (SELECT FROM "Comment" AS reply WHERE reply."threadId" = "Comment".id AND reply."authorId" <> $1)`,
		[userId],
	);
}

async function deleteUnpublished(sql: Queryable, userId: string): Promise<void> {
	const gone = await sql.query<{ id: string }>(
		`SELECT id FROM "Render" WHERE "requestedById" = $1
			AND NOT EXISTS (SELECT FROM "Artwork" WHERE "renderId" = "Render".id)`,
		[userId],
	);
	await deleteRenders(
		sql,
		gone.map(({ id }) => id),
	);
}

async function mustGet(store: Store, userId: string): Promise<User> {
	const [user] = await getUsers(store, [userId]);
	if (!user) throw new RenderError('NOT_FOUND', `There is no user ${userId}`);
	return user;
}
