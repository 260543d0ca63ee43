/**
 * @file The first pictures of a new gallery: renders of this engine that were made before, each a PNG with its recipe in
 * it, the film of its steps, and a page of JSON with its title and loss curve. They take the same way into the database
 * as any render, only that nobody waits for the steps. The gallery's own member gathers them in its first collections.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePreview, readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { hashRecipe, parseRecipe } from '@galatea/render';
import { createGuest, galleryMember } from '@galatea/store/accounts';
import { isGalleryEmpty, publishRender } from '@galatea/store/artworks';
import { addItem, createCollection } from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';
import { type ImageReference, saveBlob } from '@galatea/store/files';
import { appendEvent, claimRender, createRender, finishRender, type LossPoint } from '@galatea/store/renders';
import { firstCollections, type SeedCollection } from './collections.ts';

const picturesFolder = join(import.meta.dirname, 'pictures');

/** What lies beside a picture. */
export interface SeedPage {
	readonly title: string;
	readonly losses: readonly LossPoint[];
}

/** Hangs the pictures unless something hangs already; returns how many. A start that is interrupted is made good by the next. */
export async function hangFirstPictures(
	store: Store,
	folder: string = picturesFolder,
	collections: readonly SeedCollection[] = firstCollections,
): Promise<number> {
	if (!(await isGalleryEmpty(store))) return 0;
	const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.png')).sort();
	if (names.length === 0) return 0;
	const { user } = await createGuest(store);
	const published = new Map<string, string>();
	for (const file of names) {
		const name = file.slice(0, -'.png'.length);
		published.set(name, await hang(store, user.id, join(folder, name)));
	}
	await gather(store, published, collections);
	return names.length;
}

/** Makes the collections of which pictures hang; `published` has the ids of artworks by the names of their files. */
async function gather(
	store: Store,
	published: ReadonlyMap<string, string>,
	collections: readonly SeedCollection[],
): Promise<void> {
	const keeper = { userId: (await galleryMember(store)).id, role: 'MEMBER' } as const;
	for (const { title, statement, items } of collections) {
		const found = items.flatMap(({ picture, note }) => {
			const artworkId = published.get(picture);
			return artworkId === undefined ? [] : [{ artworkId, note: note ?? null }];
		});
		if (found.length === 0) continue;
		const { id: collectionId } = await createCollection(store, { title, statement }, keeper);
		for (const item of found) await addItem(store, { collectionId, ...item }, keeper);
	}
}

/** Resolves with the id of the artwork. `place` is the path of its files without their extensions. */
async function hang(store: Store, userId: string, place: string): Promise<string> {
	const png = await readFile(`${place}.png`);
	const { title, losses } = JSON.parse(await readFile(`${place}.json`, 'utf8')) as SeedPage;
	const recipe = parseRecipe(JSON.parse(readEmbeddedRecipe(png) ?? 'null'));
	const { render } = await createRender(store, { recipe, userId, idempotencyKey: `seed:${hashRecipe(recipe)}` });
	const claim = await claimRender(store, render.id, 'seed');
	if (claim === null) throw new Error(`the first picture ${place} was taken up by somebody else`);
	const { attempt } = claim;
	const { image, thumbnail } = await keepFiles(store, png);
	await appendEvent(store, render.id, attempt, { type: 'started', fromStep: 0 });
	const { steps } = recipe;
	const loss = losses.at(-1)?.loss ?? 0;
	const preview = { ...thumbnail, step: steps };
	await appendEvent(
		store,
		render.id,
		attempt,
		{ type: 'progress', step: steps, steps, loss, terms: [], preview },
		{ losses },
	);
	const filmKey = await saveBlob(store, await readFile(`${place}.film`), 'film');
	await finishRender(store, { renderId: render.id, attempt, step: steps, image, thumbnail, filmKey });
	return (await publishRender(store, { renderId: render.id, title, userId })).id;
}

async function keepFiles(
	store: Store,
	png: Uint8Array,
): Promise<{ readonly image: ImageReference; readonly thumbnail: ImageReference }> {
	const picture = await readPicture(png);
	const small = await encodePreview(picture, { maximumEdgePx: 512, quality: 80 });
	const { thumbhash } = small;
	const { width, height } = picture;
	const key = await saveBlob(store, png, 'png');
	const thumbnailKey = await saveBlob(store, small.bytes, 'webp');
	return {
		image: { key, width, height, mimeType: 'image/png', thumbhash },
		thumbnail: { key: thumbnailKey, width: small.width, height: small.height, mimeType: 'image/webp', thumbhash },
	};
}
