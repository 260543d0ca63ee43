/** @file The pictures that a recipe names, as stored files: of the gallery, or uploaded by people. */
import { type Recipe, recipePictures } from '@galatea/render';
import { isVisible, nobody, seenRender, type Viewer, viewerId } from '../access/visibility.ts';
import type { Store } from '../database/store.ts';
import { anyOf, db, now, rows } from '../database/typed.ts';
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
	const keys = sha256s.flatMap((name) => pictureExtensions.map((extension) => `${name}.${extension}`));
	const me = viewerId(viewer);
	const ofRenders = db
		.selectFrom('RenderFile as file')
		.innerJoin('Render as render', 'render.id', 'file.renderId')
		.select('file.key')
		.where('file.key', '=', anyOf(keys))
		.where(({ and, eb, exists, or, selectFrom }) =>
			or([
				eb('render.requestedById', '=', me),
				and([
					exists(selectFrom('Artwork').whereRef('Artwork.renderId', '=', 'render.id')),
					isVisible(nobody, 'address', seenRender()),
					isVisible(viewer, 'address', seenRender()),
				]),
			]),
		)
		.where(({ exists, not, selectFrom }) =>
			not(
				exists(
					selectFrom('Artwork as hung')
						.whereRef('hung.imageKey', '=', 'file.key')
						.where('hung.hidden', '=', true)
						.where('hung.publishedById', '<>', me),
				),
			),
		);
	const found = await rows(
		store,
		db
			.with('uploaded', (uploaded) =>
				uploaded
					.updateTable('Upload')
					.set({ createdAt: now })
					.where('key', '=', anyOf(keys))
					.where('userId', '=', me)
					.returning('key'),
			)
			.selectFrom('uploaded')
			.select('key')
			.union(ofRenders),
	);
	return new Set(found.map(({ key }) => key.split('.')[0] as string));
}

async function pictureKey(store: Store, sha256: string): Promise<string | null> {
	for (const extension of pictureExtensions)
		if (await blobExists(store, `${sha256}.${extension}`)) return `${sha256}.${extension}`;
	return null;
}
