/** @file Where an artwork stands in its lineage: all that it was made from, and all that was made from it. */

import type { Viewer } from '../access/visibility.ts';
import type { Store } from '../database/store.ts';
import type { Artwork, Lineage } from './artwork.ts';
import { parentsOf, readArtworks, remixesOf } from './artworks.ts';

/** More cannot be taken in at a glance; `isWhole` says when there is more. */
const maximumMembers = 120;
const maximumGenerations = 16;

interface FamilyMember {
	readonly artwork: Artwork;
	/** 0 for the artwork that was asked about, negative for what it was made from, positive for what was made from it. */
	readonly generation: number;
}

export interface Family {
	/** By generation, the oldest first; within one the oldest first. */
	readonly members: readonly FamilyMember[];
	/** Credits between members, and those to artworks that are gone (`parentId` null). */
	readonly credits: readonly Lineage[];
	/** False where members were left out. */
	readonly isWhole: boolean;
}

/**
 * The ancestors and descendants of an artwork that are listed for the viewer, at most 120, the nearest first. What may
 * not be seen ends the line: nothing is said of what lies behind it. The caller has made sure of the artwork itself.
 */
export async function familyOf(
	store: Store,
	artworkId: string,
	viewer: Viewer,
	maximum: number = maximumMembers,
): Promise<Family> {
	const above = await walk(artworkId, maximum, async (ids) =>
		(await parentsOf(store, ids, viewer))
			.flat()
			.flatMap(({ childId, parentId }) => (parentId ? [[childId, parentId]] : [])),
	);
	const below = await walk(artworkId, maximum - above.found.length, async (ids) => {
		const children = await remixesOf(store, ids, viewer, maximum + 1);
		return ids.flatMap((id, index) => (children[index] ?? []).map((child) => [id, child.id] as const));
	});
	const generations = new Map([
		[artworkId, 0],
		...above.found.map(([id, distance]) => [id, -distance] as const),
		...below.found,
	]);
	const ids = [...generations.keys()];
	const credits = (await parentsOf(store, ids, viewer)).flat();
	const artworks = await readArtworks(store, ids, viewer);
	const members = artworks
		.flatMap((artwork) => (artwork ? [{ artwork, generation: generations.get(artwork.id) ?? 0 }] : []))
		.sort(
			(one, other) =>
				one.generation - other.generation || one.artwork.publishedAt.getTime() - other.artwork.publishedAt.getTime(),
		);
	return {
		members,
		credits: credits.filter(({ parentId }) => parentId === null || generations.has(parentId)),
		isWhole: above.isWhole && below.isWhole,
	};
}

type Bond = readonly [from: string, to: string];

/** All that is reached from `start`, with the length of the longest way there, one query per generation. */
async function walk(start: string, maximum: number, next: (ids: readonly string[]) => Promise<readonly Bond[]>) {
	const distances = new Map<string, number>();
	let level: readonly string[] = [start];
	let isWhole = true;
	for (let distance = 1; level.length > 0; distance++) {
		const reached = [...new Set((await next(level)).map(([, to]) => to))];
		if (distance > maximumGenerations) return { found: [...distances], isWhole: isWhole && reached.length === 0 };
		// Reached again by a longer way: it moves on, and with it all that follows.
		level = reached.filter((id) => {
			const hasRoom = distances.has(id) || distances.size < maximum;
			if (hasRoom) distances.set(id, distance);
			return hasRoom;
		});
		isWhole &&= level.length === reached.length;
	}
	return { found: [...distances], isWhole };
}
