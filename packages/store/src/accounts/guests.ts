/** @file Guests cost nothing to become: so many from one network in an hour, and those who made nothing are forgotten. */
import { countTryFrom } from '../access/rate-limits.ts';
import { query, type Store } from '../database/store.ts';

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
	const traces = [
		'"Render" WHERE "requestedById" = guest.id',
		'"Artwork" WHERE "publishedById" = guest.id',
		'"Upload" WHERE "userId" = guest.id',
		'"Comment" WHERE "authorId" = guest.id',
		'"Reaction" WHERE "userId" = guest.id',
		'"Report" WHERE "reporterId" = guest.id',
		'"ModerationAction" WHERE "personId" = guest.id',
		'"Appeal" WHERE "appellantId" = guest.id',
		'"Notification" WHERE "recipientId" = guest.id',
	];
	const gone = await query(
		store,
		`DELETE FROM "User" WHERE id IN (
			SELECT id FROM "User" AS guest WHERE role = 'GUEST' AND "leftAt" IS NULL
				AND "createdAt" < now() - make_interval(hours => $1) AND "createdAt" > now() - make_interval(days => $2)
				${traces.map((trace) => `AND NOT EXISTS (SELECT FROM ${trace})`).join('\n				')}
			LIMIT $3 FOR UPDATE OF guest SKIP LOCKED
		 ) RETURNING id`,
		[emptyHours, lookedAtDays, forgottenAtOnce],
	);
	return gone.length;
}
