/**
 * @file The newest of what a viewer follows: what people published, and what was put into collections. An artwork stands
 * where it came last, once: an old one that a followed collection takes in is new to those who follow it.
 */
import { type Viewer, viewerValue } from '../access/visibility.ts';
import type { Place } from '../database/cursor.ts';
import { type ArtworkFilter, type Bind, conditionsOf, followedItems, isOfFollowedPerson } from './artwork-filter.ts';

/** Places on one side of a place, the nearest to the beginning first; all of them where none is given. */
interface Stretch {
	readonly side: 'before' | 'behind';
	readonly place: Place | null;
	/** How many at most. */
	readonly limit: number;
}

/** SQL that gives the id and the key of each; the key is microseconds, as in "sortKey". */
export function arrivals(filter: ArtworkFilter, viewer: Viewer, { side, place, limit }: Stretch, bind: Bind): string {
	const person = bind(viewerValue(viewer));
	const conditions = conditionsOf({ ...filter, following: null }, viewer, bind).join(' AND ');
	const bound = place && { key: bind(place.key), id: bind(place.id) };
	const beyond = (key: string) =>
		bound ? `AND (${key}, "Artwork".id) ${side === 'behind' ? '<' : '>'} (${bound.key}::bigint, ${bound.id})` : '';
	const limited = bind(limit);
	const newest = (key: string) => `ORDER BY ${key} DESC, "Artwork".id DESC LIMIT ${limited}`;
	return `WITH arrival AS MATERIALIZED (
			SELECT item."artworkId" AS id, (extract(epoch FROM max(item."addedAt")) * 1000000)::bigint AS key
			FROM ${followedItems(viewer, person)} AND item."artworkId" IS NOT NULL GROUP BY item."artworkId"
		)
		SELECT id, key FROM (
			(SELECT "Artwork".id, "sortKey" AS key FROM "Artwork"
			 WHERE ${isOfFollowedPerson(person)} AND ${conditions} ${beyond('"sortKey"')}
			 AND NOT EXISTS (SELECT FROM arrival WHERE arrival.id = "Artwork".id) ${newest('"sortKey"')})
			UNION ALL
			(SELECT "Artwork".id, arrival.key FROM arrival JOIN "Artwork" ON "Artwork".id = arrival.id
			 WHERE ${conditions} ${beyond('arrival.key')} ${newest('arrival.key')})
		) AS either ORDER BY key DESC, id DESC LIMIT ${limited}`;
}
