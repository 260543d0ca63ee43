/** @file The log of what admins do with the gallery and its members' accounts; what moderators do has a log of its own. */
import { newIdentifier, RenderError } from '@galatea/render';
import type { Queryable, Store } from '../database/store.ts';
import { db, rows, sql } from '../database/typed.ts';

export const hostActKinds = [
	'FILES_CLEARED',
	'ROLE_GIVEN',
	'PASSWORD_LINK_MADE',
	'SETTINGS_CHANGED',
	'INVITATION_MADE',
	'INVITATION_REVOKED',
] as const;

/** An entry of the log; it is never changed. */
export interface HostAct {
	readonly id: string;
	readonly adminId: string;
	readonly kind: (typeof hostActKinds)[number];
	/** The member concerned; null for none. */
	readonly personId: string | null;
	/** What exactly, for programs and in English: a role, names of settings, a number of bytes. */
	readonly detail: string;
	readonly createdAt: Date;
}

/** Shown at most, the newest. */
export const maximumShownActs = 50;

const columns = ['id', 'adminId', 'kind', 'personId', 'detail', 'createdAt'] as const;

/** Writes an act down, in its transaction where it has one. Throws `NOT_ALLOWED` unless `adminId` is an admin's. */
export async function recordHostAct(
	connection: Store | Queryable,
	act: Pick<HostAct, 'adminId' | 'kind' | 'detail'> & { readonly personId?: string | null },
): Promise<void> {
	const { adminId, kind, detail, personId = null } = act;
	const written = await rows(
		connection,
		db
			.insertInto('HostAct')
			.columns(['id', 'adminId', 'kind', 'personId', 'detail'])
			.expression(({ selectFrom, val, cast }) =>
				selectFrom('User')
					.select([
						val(newIdentifier('hostAct')).as('id'),
						'User.id as adminId',
						cast<HostAct['kind']>(val(kind), sql`"HostActKind"`).as('kind'),
						val(personId).as('personId'),
						val(detail).as('detail'),
					])
					.where('User.id', '=', adminId)
					.where('role', '=', 'ADMIN'),
			)
			.returning('id'),
	);
	if (written.length === 0) throw new RenderError('NOT_ALLOWED', 'Only admins do this');
}

/** The newest first, at most {@link maximumShownActs}. For admins; that is for the caller to check. */
export async function listHostActs(store: Store): Promise<readonly HostAct[]> {
	return rows(
		store,
		db.selectFrom('HostAct').select(columns).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(maximumShownActs),
	);
}
