/** @file The pictures that a recipe names: whether they are there, and whether who asks may render with them. */
import { type InputIssue, type Recipe, recipePictures } from '@galatea/render';
import { usablePictures } from '@galatea/store/files';
import type { RequestContext } from '../../context.ts';

/**
 * What is wrong with the pictures of a recipe. Who may watch a render may have its pictures, so only those may be used that
 * everybody may see, and the caller's own.
 */
export async function pictureIssues(
	recipe: Recipe | null,
	{ store, person }: RequestContext,
): Promise<readonly InputIssue[]> {
	const pictures = recipe === null ? [] : recipePictures(recipe);
	if (pictures.length === 0) return [];
	const usable = await usablePictures(
		store,
		pictures.map(({ sha256 }) => sha256),
		await person.viewer(),
	);
	return pictures
		.filter(({ sha256 }) => !usable.has(sha256))
		.map(({ path, sha256 }) => ({
			path,
			message: `must be a picture that everybody may see here, or one of your own: there is none of SHA-256 ${sha256.slice(0, 12)}…`,
			code: 'NO_SUCH_PICTURE',
		}));
}
