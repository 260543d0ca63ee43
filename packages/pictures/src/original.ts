/** @file The finished picture: a PNG that carries its own recipe, so that a saved file can be rendered again. */
import sharp from 'sharp';
import { type EncodedPicture, type Picture, requirePicture } from './picture.ts';
import { insertTexts, readTexts } from './png-text.ts';

/** The key of the `iTXt` chunk that holds a recipe's canonical JSON. */
const recipeKey = 'galatea-recipe';

/**
 * A lossless PNG with `recipe` (canonical JSON) in an `iTXt` chunk, and `description` under the key that other
 * programs show. Bit for bit the same for the same input and version of sharp: it holds no time.
 */
export async function encodeOriginal(
	picture: Picture,
	texts: { readonly recipe: string; readonly description: string },
): Promise<EncodedPicture> {
	requirePicture(picture);
	const { width, height } = picture;
	const png = await sharp(picture.data, { raw: { width, height, channels: 3 } })
		.png({ compressionLevel: 9, adaptiveFiltering: true })
		.toBuffer();
	const bytes = insertTexts(png, { Software: 'Galatea', Description: texts.description, [recipeKey]: texts.recipe });
	return { bytes, width, height };
}

/** The recipe's JSON as {@link encodeOriginal} wrote it, null if there is none; throws when `png` is no PNG. */
export function readEmbeddedRecipe(png: Uint8Array): string | null {
	return readTexts(png)[recipeKey] ?? null;
}
