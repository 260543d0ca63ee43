/** @file Invitations to curate a collection: a link that gives whoever has it a role, until a time and for a number of people. */
import { randomBytes } from 'node:crypto';
import { newIdentifier, RenderError } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { lockForAct } from './collection-permission.ts';
import { type Curator, makeCurator, roleOf } from './curators.ts';
import { writeRevision } from './revisions.ts';

/** Days for which an invitation is good at most. */
const maximumInvitationDays = 90;
/** People whom one invitation makes curators at most. */
const maximumInvitationUses = 100;
/** Invitations of one collection that are good at the same time. */
export const maximumInvitations = 20;

/** An invitation; its link is known only to those who were given it. */
export interface Invitation {
	readonly id: string;
	readonly collectionId: string;
	readonly role: Curator['role'];
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly maximumUses: number;
	/** How many people have accepted it. */
	readonly uses: number;
}

/** Whether an invitation can be accepted, or what stands against it. */
export const invitationStates = ['OPEN', 'EXPIRED', 'USED_UP'] as const;
type InvitationState = (typeof invitationStates)[number];

/** What an invitation says to who has its link. */
export interface InvitationOffer {
	readonly collectionId: string;
	readonly title: string;
	readonly ownerId: string;
	readonly role: Curator['role'];
	readonly expiresAt: Date;
	readonly state: InvitationState;
}

const columns = `invitation.id, invitation."collectionId", invitation.role, invitation."createdAt", invitation."expiresAt",
	invitation."maximumUses", invitation.uses`;

/** What an invitation has come to; it can be used only by people who do not curate the collection yet. */
const stateColumn = `CASE WHEN invitation."expiresAt" <= now() THEN 'EXPIRED'
	WHEN invitation.uses >= invitation."maximumUses" THEN 'USED_UP' ELSE 'OPEN' END AS state`;

/**
 * Makes an invitation; its token is given out this once. For the owner. Throws `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND`,
 * `NOT_ALLOWED`, and `COLLECTION_FULL` above {@link maximumInvitations}.
 */
export async function createInvitation(
	store: Store,
	input: {
		readonly collectionId: string;
		readonly role: Curator['role'];
		readonly days: number;
		readonly maximumUses: number;
	},
	viewer: Viewer,
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
	const { collectionId, role, days, maximumUses } = input;
	refuseIssues([
		...outside('days', days, maximumInvitationDays),
		...outside('maximumUses', maximumUses, maximumInvitationUses),
	]);
	const token = randomBytes(32).toString('base64url');
	const invitation = await transaction(store, async (sql) => {
		await lockForAct(sql, collectionId, viewer, 'MANAGE');
		const open = await sql.query<Invitation>(openStatement, [collectionId]);
		if (open.length >= maximumInvitations)
			throw new RenderError('COLLECTION_FULL', `A collection has at most ${maximumInvitations} open invitations`);
		const [made] = await sql.query<Invitation>(
			`INSERT INTO "CollectionInvitation" AS invitation
				(id, "collectionId", role, "tokenHash", "createdById", "expiresAt", "maximumUses")
			 VALUES ($1, $2, $3::"CollectionRole", $4, $5, now() + make_interval(days => $6), $7) RETURNING ${columns}`,
			[newIdentifier('invitation'), collectionId, role, hashToken(token), viewer.userId, days, maximumUses],
		);
		return made;
	});
	if (!invitation) throw new Error('The new invitation did not come back');
	return { invitation, token };
}

function outside(path: string, value: number, maximum: number) {
	const right = Number.isInteger(value) && value >= 1 && value <= maximum;
	return right ? [] : [{ path, message: `must be a whole number from 1 to ${maximum}` }];
}

/** Those of a collection ($1) that can be accepted. */
const openStatement = `SELECT ${columns} FROM "CollectionInvitation" AS invitation WHERE "collectionId" = $1
	AND "expiresAt" > now() AND uses < "maximumUses" ORDER BY "createdAt" DESC, id DESC`;

/** The invitations of a collection that can be accepted, the newest first. The caller has asked whether the viewer owns it. */
export function listInvitations(store: Store, collectionId: string): Promise<readonly Invitation[]> {
	return query<Invitation>(store, openStatement, [collectionId]);
}

/** From now on the link of an invitation leads nowhere. For the owner. Throws `NOT_SIGNED_IN`, `NOT_FOUND` and `NOT_ALLOWED`. */
export async function revokeInvitation(store: Store, id: string, viewer: Viewer): Promise<string> {
	return transaction(store, async (sql) => {
		const [found] = await sql.query<{ collectionId: string }>(
			'SELECT "collectionId" FROM "CollectionInvitation" WHERE id = $1',
			[id],
		);
		if (!found) throw new RenderError('NOT_FOUND', `There is no invitation ${id}`);
		await lockForAct(sql, found.collectionId, viewer, 'MANAGE');
		await sql.query('DELETE FROM "CollectionInvitation" WHERE id = $1', [id]);
		return found.collectionId;
	});
}

/** What an invitation says; null for a link that leads nowhere, was revoked, or whose collection is gone. */
export async function findInvitation(store: Store, token: string): Promise<InvitationOffer | null> {
	const [offer] = await query<InvitationOffer>(
		store,
		`SELECT collection.id AS "collectionId", collection.title, collection."ownerId", invitation.role,
			invitation."expiresAt", ${stateColumn}
		 FROM "CollectionInvitation" AS invitation JOIN "Collection" AS collection ON collection.id = invitation."collectionId"
		 WHERE invitation."tokenHash" = $1 AND collection."deletedAt" IS NULL AND NOT collection.hidden`,
		[hashToken(token)],
	);
	return offer ?? null;
}

/**
 * Makes the viewer a curator. Who has the role or a higher one already keeps it, and uses nothing up. Throws `NOT_SIGNED_IN`
 * for guests, `NOT_FOUND` for a link that leads nowhere, `INVITATION_EXPIRED`, `INVITATION_USED_UP`, `COLLECTION_FULL`, and
 * `NOT_ALLOWED` where the owner and the viewer have blocked each other. Returns the id of the collection.
 */
export async function acceptInvitation(store: Store, token: string, viewer: Viewer): Promise<string> {
	const { userId } = viewer;
	if (userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to accept an invitation');
	return transaction(store, async (sql) => {
		const { collectionId, ownerId, id, role, state } = await lockInvitation(sql, token);
		const before = await roleOf(sql, collectionId, userId);
		if (ownerId === userId || (before !== null && ranks.indexOf(before) >= ranks.indexOf(role))) return collectionId;
		if (state === 'EXPIRED')
			throw new RenderError('INVITATION_EXPIRED', 'This invitation has expired: ask for another one');
		if (state === 'USED_UP')
			throw new RenderError('INVITATION_USED_UP', 'As many people as it was for have accepted this invitation');
		await makeCurator(sql, collectionId, ownerId, userId, role);
		await sql.query('UPDATE "CollectionInvitation" SET uses = uses + 1 WHERE id = $1', [id]);
		const change = { type: 'curatorChanged', userId, before, after: role } as const;
		await writeRevision(sql, { collectionId, actorId: userId, change });
		return collectionId;
	});
}

/** From the lowest. */
const ranks: readonly Curator['role'][] = ['VIEWER', 'CONTRIBUTOR', 'EDITOR'];

/** An invitation and its collection, both held: the last use is used once. */
async function lockInvitation(
	sql: Queryable,
	token: string,
): Promise<
	Pick<Invitation, 'collectionId' | 'id' | 'role'> & { readonly ownerId: string; readonly state: InvitationState }
> {
	const missing = new RenderError(
		'NOT_FOUND',
		'This invitation leads nowhere: it was revoked, or the link is not whole',
	);
	const [collection] = await sql.query<{ id: string; ownerId: string }>(
		`SELECT collection.id, collection."ownerId" FROM "Collection" AS collection
		 WHERE collection.id = (SELECT "collectionId" FROM "CollectionInvitation" WHERE "tokenHash" = $1)
		 AND collection."deletedAt" IS NULL AND NOT collection.hidden FOR UPDATE`,
		[hashToken(token)],
	);
	if (!collection) throw missing;
	const [invitation] = await sql.query<Invitation & { readonly state: InvitationState }>(
		`SELECT ${columns}, ${stateColumn} FROM "CollectionInvitation" AS invitation WHERE invitation."tokenHash" = $1`,
		[hashToken(token)],
	);
	if (!invitation) throw missing;
	return { ...invitation, ownerId: collection.ownerId };
}
