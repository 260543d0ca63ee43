/** @file A step that somebody wants to publish: its picture at full quality, in a file that says how it was made and until which step. */
import type { FilmFrame, Picture } from '@galatea/optimiser';
import { encodeOriginal, encodePreview } from '@galatea/pictures';
import { forkOf, printRecipe, type Recipe, recipePrompt } from '@galatea/render';
import { printRunRecord, type Trace, traceBuilder } from '@galatea/render/metadata';
import type { Store } from '@galatea/store/database';
import { type ImageReference, saveBlob } from '@galatea/store/files';
import { thumbnailForm } from './preview-form.ts';

/** The files of one picture: the original with what it says of itself, and a small one for lists. */
export interface StoredPicture {
	readonly image: ImageReference;
	readonly thumbnail: ImageReference;
}

/** Stores a picture with its recipe and the record of its run, as `printRunRecord` prints it. Throws `STORAGE_FULL` and `STORAGE_UNAVAILABLE`. */
export async function storePicture(
	store: Store,
	recipe: Recipe,
	picture: Picture,
	run: string,
): Promise<StoredPicture> {
	const texts = { recipe: printRecipe(recipe), description: recipePrompt(recipe), run };
	const [original, small] = await Promise.all([encodeOriginal(picture, texts), encodePreview(picture, thumbnailForm)]);
	const { thumbhash } = small;
	const reference = async (
		{ bytes, width, height }: { readonly bytes: Uint8Array; readonly width: number; readonly height: number },
		extension: 'png' | 'webp',
	): Promise<ImageReference> => {
		const key = await saveBlob(store, bytes, extension);
		return { key, width, height, mimeType: `image/${extension}`, thumbhash };
	};
	return { image: await reference(original, 'png'), thumbnail: await reference(small, 'webp') };
}

/** The record of a run until `step`, from the frames of its film; `device` is what it ran on, where that is known. */
export function recordUntil(recipe: Recipe, frames: readonly FilmFrame[], step: number, device: string | null): string {
	const isEarlier = step < recipe.steps;
	return printRunRecord({ format: 1, device, trace: traceUntil(recipe, frames, step), ...(isEarlier && { step }) });
}

/** Of the recipe's own steps; null where the film has not all of them. */
function traceUntil(recipe: Recipe, frames: readonly FilmFrame[], step: number): Trace | null {
	const forkStep = forkOf(recipe)?.step ?? 0;
	const own = frames.filter((frame) => frame.step > forkStep && frame.step <= step);
	if (own.length !== step - forkStep) return null;
	const builder = traceBuilder(recipe.steps - forkStep);
	for (const { codes } of own) builder.add(codes);
	return builder.trace();
}
