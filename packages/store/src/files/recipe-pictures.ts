/** @file The pictures that a recipe names, as stored files: of the gallery, or brought by people. */
import { type Recipe, recipePictures } from '@galatea/render';
import { mayBeSeen, nobody, type Viewer, viewerValue } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import { blobExists, readBlob } from './blobs.ts';

/** Kinds of files that people bring; a recipe names the content, storage knows it with its kind. */
const pictureExtensions = ['png', 'jpg', 'webp', 'avif'] as const;

/** The content of a picture; null when it is not in storage. Throws `STORAGE_UNAVAILABLE`. */
export async function readRecipePicture(store: Store, sha256: string): Promise<Uint8Array | null> {
	const key = await pictureKey(store, sha256);
	return key === null ? null : readBlob(store, key);
}

/** Keys of those pictures of a recipe, and of those that it goes on from, that are in storage. */
export async function recipePictureKeys(store: Store, recipe: Recipe): Promise<readonly string[]> {
	const names = [...new Set(recipePictures(recipe).map(({ sha256 }) => sha256))];
	const keys = await Promise.all(names.map((sha256) => pictureKey(store, sha256)));
	return keys.filter((key) => key !== null);
}

/**
 * Those of the pictures that are in storage and that somebody may render with: their own, and those of published
 * artworks that everybody may see, of whatever width who asks might see more, because who may watch a render may have
 * its pictures. What they have uploaded is kept for another day.
 */
export async function usablePictures(
	store: Store,
	sha256s: readonly string[],
	viewer: Viewer,
): Promise<ReadonlySet<string>> {
	const columns = { owner: 'render."requestedById"', visibility: 'render.visibility' };
	const rows = await query<{ key: string }>(
		store,
		`WITH uploaded AS (
			UPDATE "Upload" SET "createdAt" = now() WHERE key = ANY($1) AND "userId" = $2 RETURNING key
		 )
		 SELECT key FROM uploaded UNION
		 SELECT key FROM "RenderFile" AS file JOIN "Render" AS render ON render.id = file."renderId"
		 WHERE key = ANY($1) AND (render."requestedById" = $2
			OR EXISTS (SELECT FROM "Artwork" WHERE "renderId" = render.id) AND ${mayBeSeen(nobody, 'address', columns, "''")}
			AND ${mayBeSeen(viewer, 'address', columns, '$2')})
			AND NOT EXISTS (SELECT FROM "Artwork" AS hung WHERE hung."imageKey" = file.key AND hung.hidden
				AND hung."publishedById" <> $2)`,
		[sha256s.flatMap((name) => pictureExtensions.map((extension) => `${name}.${extension}`)), viewerValue(viewer)],
	);
	return new Set(rows.map(({ key }) => key.split('.')[0] as string));
}

async function pictureKey(store: Store, sha256: string): Promise<string | null> {
	for (const extension of pictureExtensions)
		if (await blobExists(store, `${sha256}.${extension}`)) return `${sha256}.${extension}`;
	return null;
}
