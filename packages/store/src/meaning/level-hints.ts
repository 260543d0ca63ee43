/** @file Hints of a perceptor that a picture may be for adults, for its person, who decides, and for moderators. */

import { type Viewer, viewerModerates, viewerValue } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import { currentSpaceId } from './embedding-spaces.ts';

/** What a perceptor says of a picture that is not for adults. */
export interface LevelHint {
	/** Standard deviations by which a text that says it is for adults fits better than common words do. */
	readonly confidence: number;
	/** What says so, as people call it, the SHA-256 of its file, and of the list of texts. */
	readonly perceptor: string;
	readonly perceptorHash: string;
	readonly version: number;
	/** Whether the picture's person has said that it is wrong. */
	readonly refuted: boolean;
}

/** From here on this is what the space says of a picture, by texts of that version; null for no hint. */
export async function saveLevelHint(
	store: Store,
	spaceId: number,
	imageKey: string,
	adultsConfidence: number | null,
	version: number,
): Promise<void> {
	await query(
		store,
		`UPDATE "PictureEmbedding" SET "adultsConfidence" = $3, "levelVersion" = $4 WHERE "spaceId" = $1 AND "imageKey" = $2`,
		[spaceId, imageKey, adultsConfidence, version],
	);
}

/**
 * The hint on each artwork, in the order of `artworkIds`: null where there is none, where the picture is for adults
 * already, and for everybody but its person and moderators. Asks nobody who may see the artworks.
 */
export async function levelHintsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (LevelHint | null)[]> {
	const rows = await query<LevelHint & { readonly artworkId: string }>(
		store,
		`SELECT artwork.id AS "artworkId", "adultsConfidence" AS confidence, perceptor, hash AS "perceptorHash",
			"levelVersion" AS version, "levelHintRefuted" AS refuted
		 FROM "Artwork" AS artwork JOIN "PictureEmbedding" AS seen ON seen."imageKey" = artwork."imageKey"
		 JOIN "EmbeddingSpace" AS space ON space.id = "spaceId"
		 WHERE artwork.id = ANY($1) AND "adultsConfidence" IS NOT NULL AND "contentLevel" <> 'ADULTS'
			AND ($3 OR "publishedById" = $2)
			AND space.id = ${currentSpaceId}`,
		[artworkIds, viewerValue(viewer), viewerModerates(viewer)],
	);
	const known = new Map(rows.map(({ artworkId, ...hint }) => [artworkId, hint]));
	return artworkIds.map((id) => known.get(id) ?? null);
}
