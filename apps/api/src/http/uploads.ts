/**
 * @file A picture to render with: `POST /uploads`, its bytes as the body. The answer names it as recipes do. A browser asks before it
 * lets a page of another host send a body of this kind, and is told no.
 */
import { createHash } from 'node:crypto';
import { inspectPicture, readUploaded, type UploadedPicture } from '@galatea/pictures';
import { hashRecipe, RenderError } from '@galatea/render';
import type { Viewer } from '@galatea/store/access';
import type { Store } from '@galatea/store/database';
import { saveUpload } from '@galatea/store/files';
import { artworksOfPictures, artworksOfRecipes } from '@galatea/store/renders';
import { type Request, type RequestHandler, raw } from 'express';
import type { Services } from '../context.ts';
import { fileUrl } from '../schema/picture.ts';
import { admitUploads, maximumUploadBytes, personOfUpload, refuseUpload } from './admit-upload.ts';
import { encodeFor } from './encode-for.ts';

/** Serves `POST /uploads`: what may come is read, and kept in the name of who sends it. */
export function takeUploads(services: Services, allowedOrigins: readonly string[]): readonly RequestHandler[] {
	const body = raw({ type: 'image/*', limit: maximumUploadBytes, inflate: false });
	return [admitUploads(services, allowedOrigins), body, keepUploads(services)];
}

/** Takes uploads that were let through and read. */
function keepUploads(services: Services): RequestHandler {
	const { store } = services;
	return async (request, response) => {
		const refuse = (status: number, code: string, message: string) => refuseUpload(response, status, code, message);
		const person = personOfUpload(response);
		const bytes = bodyOf(request);
		if (bytes === null)
			return refuse(400, 'INVALID_INPUT', 'Send the bytes of a picture as the body, with its Content-Type.');
		const picture = await encodeFor(request, response, services, person, () => read(bytes));
		if (picture instanceof Error) return refuse(400, 'INVALID_INPUT', `This is ${picture.message}.`);
		try {
			const { id: userId } = await person.findOrCreate();
			const artworkId = await artworkOf(picture, store, await person.viewer());
			const key = await saveUpload(store, { ...picture, userId, artworkId });
			const { width, height } = picture;
			response.status(201).json({ sha256: key.split('.')[0], url: fileUrl(key), width, height });
		} catch (error) {
			if (!(error instanceof RenderError) || error.code !== 'TOO_MANY_TRIES') throw error;
			refuse(429, error.code, `${error.message}.`);
		}
	};
}

interface ReadUpload extends UploadedPicture {
	/** Of the bytes as they were sent. */
	readonly sha256: string;
	/** Of the recipes that they carry. */
	readonly recipeHashes: readonly string[];
}

/** The picture made fit, and what it said before of where it came from; an error with the reason where it is none. */
async function read(bytes: Uint8Array): Promise<ReadUpload | Error> {
	const picture = await readUploaded(bytes).catch((error: Error) => error);
	if (picture instanceof Error) return picture;
	// What cannot be read tells of no recipe.
	const { found } = await inspectPicture(bytes).catch(() => ({ found: [] }));
	const recipeHashes = found.flatMap(({ recipe }) => (recipe === null ? [] : hashRecipe(recipe)));
	return { ...picture, recipeHashes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * The artwork whose picture somebody brings back, because what is made from it is made from that artwork: as a file of this
 * gallery, or as a download with the recipe in it. Null for any other picture.
 */
async function artworkOf(
	{ sha256, recipeHashes: hashes }: ReadUpload,
	store: Store,
	viewer: Viewer,
): Promise<string | null> {
	const byFile = (await artworksOfPictures(store, [sha256], viewer)).get(sha256);
	if (byFile !== undefined) return byFile;
	const byRecipe = hashes.length === 0 ? new Map<string, string>() : await artworksOfRecipes(store, hashes, viewer);
	return hashes.map((hash) => byRecipe.get(hash)).find((id) => id !== undefined) ?? null;
}

function bodyOf({ body }: Request): Uint8Array | null {
	return Buffer.isBuffer(body) && body.length > 0 ? body : null;
}
