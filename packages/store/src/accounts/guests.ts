/** @file Guests cost nothing to become: so many from one network in an hour, and those who made nothing are forgotten. */
import { countTryFrom } from '../access/rate-limits.ts';
import type { Store } from '../database/store.ts';
import { ago, columnsOf, db, eb, rows } from '../database/typed.ts';

/** A guest who has made nothing for so long is forgotten; a browser that comes back becomes another. */
const emptyHours = 24;
/** Who has made something by then stays, and is not looked at again. */
const lookedAtDays = 7;
/** Of one sweep. */
const forgottenAtOnce = 1_000;

/** Counts a new guest from an IP address. Throws `TOO_MANY_TRIES` when its network has made as many in this hour. */
export async function admitGuest(store: Store, address: string, maximumPerHour: number): Promise<void> {
	await countTryFrom(store, 'guest', address, { maximum: maximumPerHour, windowSeconds: 3_600 });
}

/** Forgets guests of yesterday and before who made nothing, and of whom nothing is kept. Returns how many. */
export async function forgetEmptyGuests(store: Store): Promise<number> {
	const id = columnsOf('User', 'guest')('id');
	const traces = [
		db.selectFrom('Render').where('requestedById', '=', id),
		db.selectFrom('Artwork').where('publishedById', '=', id),
		db.selectFrom('Upload').where('userId', '=', id),
		db.selectFrom('Comment').where('authorId', '=', id),
		db.selectFrom('Reaction').where('userId', '=', id),
		db.selectFrom('Report').where('reporterId', '=', id),
		db.selectFrom('ModerationAction').where('personId', '=', id),
		db.selectFrom('Appeal').where('appellantId', '=', id),
		db.selectFrom('Notification').where('recipientId', '=', id),
	];
	const empty = db
		.selectFrom('User as guest')
		.select('guest.id')
		.where('guest.role', '=', 'GUEST')
		.where('guest.leftAt', 'is', null)
		.where('guest.createdAt', '<', ago(emptyHours, 'hours'))
		.where('guest.createdAt', '>', ago(lookedAtDays, 'days'))
		.where(eb.and(traces.map((trace) => eb.not(eb.exists(trace)))))
		.limit(forgottenAtOnce)
		.forUpdate('guest')
		.skipLocked();
	const gone = await rows(store, db.deleteFrom('User').where('id', 'in', empty).returning('id'));
	return gone.length;
}
