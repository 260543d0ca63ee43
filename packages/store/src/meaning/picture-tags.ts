/** @file What a perceptor suggests as tags of pictures. */
import { type Store, transaction } from '../database/store.ts';

/**
 * From here on these are what the space suggests for a picture, by words of that version. One that people have voted for
 * stays beside them, as it was.
 */
export async function saveSuggestedTags(
	store: Store,
	spaceId: number,
	imageKey: string,
	tags: readonly { readonly tag: string; readonly confidence: number }[],
	version: number,
): Promise<void> {
	await transaction(store, async (sql) => {
		await sql.query(
			`DELETE FROM "SuggestedTag" AS suggested WHERE "spaceId" = $1 AND "imageKey" = $2 AND NOT EXISTS (
				SELECT FROM "Artwork" AS artwork JOIN "ArtworkTag" AS voted ON voted."artworkId" = artwork.id
				WHERE artwork."imageKey" = $2 AND voted.tag = suggested.tag AND "isVoted")`,
			[spaceId, imageKey],
		);
		await sql.query(
			`INSERT INTO "SuggestedTag" ("spaceId", "imageKey", tag, confidence, version)
			 SELECT $1, $2, tag, confidence, $5 FROM unnest($3::text[], $4::float8[]) AS given (tag, confidence)
			 ON CONFLICT ("imageKey", "spaceId", tag) DO UPDATE SET confidence = excluded.confidence, version = excluded.version`,
			[spaceId, imageKey, tags.map(({ tag }) => tag), tags.map(({ confidence }) => confidence), version],
		);
		await sql.query('UPDATE "PictureEmbedding" SET "tagsVersion" = $3 WHERE "spaceId" = $1 AND "imageKey" = $2', [
			spaceId,
			imageKey,
			version,
		]);
	});
}
