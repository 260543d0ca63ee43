/** @file The picture that a recipe starts from: a stored file, named in the recipe by its SHA-256. */
import type { Picture } from '@galatea/optimiser';
import { decodePicture } from '@galatea/pictures';
import { type Recipe, RenderError } from '@galatea/render';
import { readBlob, type Store } from '@galatea/store';

/** Kinds of files that people start from; the recipe names the content, storage knows it with its kind. */
const extensions = ['png', 'jpg', 'webp'] as const;

/** Decoded to the recipe's size; null when the recipe starts from random codes. Throws `INVALID_RECIPE`. */
export async function readInitialPicture(store: Store, recipe: Recipe): Promise<Picture | null> {
	if (recipe.initial.kind !== 'image') return null;
	const { sha256 } = recipe.initial;
	for (const extension of extensions) {
		const bytes = await readBlob(store, `${sha256}.${extension}`);
		if (bytes === null) continue;
		const { width, height, data } = await decodePicture(bytes, recipe.width, recipe.height);
		return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
	}
	const message = `is picture ${sha256.slice(0, 12)}…, which is not in storage`;
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: initial ${message}`, {
		issues: [{ path: 'initial.sha256', message }],
	});
}
