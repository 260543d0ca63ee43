/** @file For this app's tests: pictures that were rendered before, published. */
import { type Artwork, publishRender } from '@galatea/store/artworks';
import { saveBlob } from '@galatea/store/files';
import { appendEvent, claimRender, finishRender } from '@galatea/store/renders';
import type { TestGallery } from './test-gallery.ts';

/** Publishes a PNG of 128 px as the picture of a render. */
export async function publishTestPicture(gallery: TestGallery, bytes: Uint8Array, title: string): Promise<Artwork> {
	const { store } = gallery;
	const { id: renderId, requestedById: userId } = await gallery.request();
	const claim = await claimRender(store, renderId, 'hand');
	if (!claim) throw new Error('nobody else takes renders here');
	const { attempt } = claim;
	await appendEvent(store, renderId, attempt, { type: 'started', fromStep: 0 });
	const key = await saveBlob(store, bytes, 'png');
	const image = { key, width: 128, height: 128, mimeType: 'image/png', thumbhash: '' };
	await finishRender(store, { renderId, attempt, step: 12, image, thumbnail: image });
	return publishRender(store, { renderId, title, userId });
}
