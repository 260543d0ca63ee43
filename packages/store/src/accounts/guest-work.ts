/** @file What a guest has made becomes an account's, all of it or nothing. */
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, rows, run, sql } from '../database/typed.ts';

/**
 * Gives all renders and artworks of a guest to a member, with what moderators have decided about them, and forgets the
 * guest. Returns how many renders moved: 0 too
 * when `guestId` is no guest (any more), so that it may be called twice.
 */
export async function keepGuestWork(store: Store, guestId: string, userId: string): Promise<number> {
	return transaction(store, async (connection) => {
		// From here on nobody can add a render in the guest's name: its reference would need this row.
		const guests = await rows(
			connection,
			db.selectFrom('User').select('id').where('id', '=', guestId).where('role', '=', 'GUEST').forUpdate(),
		);
		if (guests.length === 0) return 0;
		// A key is of one person; where the member has used the same text, that render keeps it.
		const moved = await rows(
			connection,
			db
				.updateTable('Render')
				.set(({ eb, exists, ref, selectFrom }) => ({
					requestedById: userId,
					idempotencyKey: eb
						.case()
						.when(
							exists(
								selectFrom('Render as own')
									.where('own.requestedById', '=', userId)
									.whereRef('own.idempotencyKey', '=', 'Render.idempotencyKey'),
							),
						)
						.then(null)
						.else(ref('idempotencyKey'))
						.end(),
				}))
				.where('requestedById', '=', guestId)
				.returning('id'),
		);
		await run(
			connection,
			db
				.updateTable('RenderCharge')
				.set(({ ref }) => ({
					turnKey: userId,
					keys: sql<string[]>`array_append(array_remove(${ref('keys')}, ${guestId}), ${userId})`,
				}))
				.where('keys', '@>', sql<string[]>`array[${guestId}]`),
		);
		await run(
			connection,
			db.updateTable('Artwork').set({ publishedById: userId }).where('publishedById', '=', guestId),
		);
		const uploads = db
			.selectFrom('Upload')
			.select(['key', sql.val(userId).as('userId'), 'createdAt'])
			.where('userId', '=', guestId);
		await run(
			connection,
			db
				.insertInto('Upload')
				.columns(['key', 'userId', 'createdAt'])
				.expression(uploads)
				.onConflict((conflict) => conflict.doNothing()),
		);
		await run(connection, db.updateTable('ModerationAction').set({ personId: userId }).where('personId', '=', guestId));
		await run(connection, db.updateTable('Appeal').set({ appellantId: userId }).where('appellantId', '=', guestId));
		await moveNews(connection, guestId, userId);
		await run(connection, db.deleteFrom('User').where('id', '=', guestId));
		return moved.length;
	});
}

/** What the guest was told is told to the member: of the guest as of themselves. */
async function moveNews(connection: Queryable, guestId: string, userId: string): Promise<void> {
	await run(
		connection,
		db
			.updateTable('Notification')
			.set(({ eb, ref }) => ({
				recipientId: userId,
				subjectId: eb.case('subjectId').when(guestId).then(userId).else(ref('subjectId')).end(),
				aboutId: eb.case('aboutId').when(guestId).then(userId).else(ref('aboutId')).end(),
			}))
			.where('recipientId', '=', guestId),
	);
}
