/** @file The pictures that a recipe names: stored files, by their SHA-256. */
import type { Picture } from '@galatea/optimiser';
import { decodePicture, decodePictureWithin } from '@galatea/pictures';
import { type Recipe, RenderError, recipeMasks, rootOf } from '@galatea/render';
import type { Store } from '@galatea/store/database';
import { readRecipePicture } from '@galatea/store/files';

/** The decoded pictures of a recipe. */
export interface RecipePictures {
	/** Decoded to the recipe's size, as its fit says; null when the recipe, and all that it goes on from, start from something else. */
	readonly initialPicture: Picture | null;
	/** By SHA-256, those of its image prompts, of at most the recipe's area. */
	readonly promptPictures: ReadonlyMap<string, Picture>;
	/** By SHA-256, the masks of its terms, stretched to the recipe's size. */
	readonly maskPictures: ReadonlyMap<string, Picture>;
}

/** Reads all of them. Throws `INVALID_RECIPE` for one that is not in storage. */
export async function readRecipePictures(store: Store, recipe: Recipe): Promise<RecipePictures> {
	const { imagePrompts = [], width, height } = recipe;
	const { initial } = rootOf(recipe);
	const promptPictures = new Map<string, Picture>();
	for (const [index, { sha256 }] of imagePrompts.entries()) {
		const bytes = await readPictureFile(store, sha256, `imagePrompts.${index}.sha256`);
		promptPictures.set(sha256, clamped(await decodePictureWithin(bytes, width * height)));
	}
	const maskPictures = new Map<string, Picture>();
	for (const { path, sha256 } of recipeMasks(recipe))
		maskPictures.set(sha256, clamped(await decodePicture(await readPictureFile(store, sha256, path), width, height)));
	if (initial.kind !== 'image') return { initialPicture: null, promptPictures, maskPictures };
	const bytes = await readPictureFile(store, initial.sha256, 'initial.sha256');
	const initialPicture = clamped(await decodePicture(bytes, width, height, initial.fit));
	return { initialPicture, promptPictures, maskPictures };
}

async function readPictureFile(store: Store, sha256: string, path: string): Promise<Uint8Array> {
	const bytes = await readRecipePicture(store, sha256);
	if (bytes !== null) return bytes;
	const message = `is picture ${sha256.slice(0, 12)}…, which is not in storage`;
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${path} ${message}`, {
		issues: [{ path, message }],
	});
}

/** As the optimiser takes pictures. */
export function clamped({ width, height, data }: Awaited<ReturnType<typeof decodePicture>>): Picture {
	return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}
