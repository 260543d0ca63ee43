/**
 * @file A picture to render with: `POST /uploads`, its bytes as the body. The answer names it as recipes do. A browser asks before it
 * lets a page of another host send a body of this kind, and is told no.
 */
import { createHash } from 'node:crypto';
import { inspectPicture, readBrought } from '@galatea/pictures';
import { hashRecipe, RenderError } from '@galatea/render';
import type { Viewer } from '@galatea/store/access';
import type { Store } from '@galatea/store/database';
import { admitUpload, saveUpload } from '@galatea/store/files';
import { artworksOfPictures, artworksOfRecipes } from '@galatea/store/renders';
import type { Request, RequestHandler, Response } from 'express';
import type { Services } from '../context.ts';
import { createPerson } from '../person.ts';
import { fileUrl } from '../schema/picture.ts';
import { httpCaller } from './caller.ts';
import { encodeFor } from './encode-for.ts';
import { isAllowedOrigin } from './origin.ts';

/** Bytes of an upload: a photograph of 24 million pixels as JPEG has about 12 million. */
export const maximumUploadBytes = 16 * 1024 * 1024;

/** Serves `POST /uploads`, the body read already. */
export function takeUploads(services: Services, allowedOrigins: readonly string[]): RequestHandler {
	const { store, accounts } = services;
	return async (request, response) => {
		response.set('Cache-Control', 'no-store');
		if (!isAllowedOrigin(request.headers, allowedOrigins))
			return refuse(response, 403, 'NOT_ALLOWED', 'A page of another host may not send pictures here.');
		const person = createPerson(store, accounts, httpCaller(request, response));
		const scopes = await person.scopes();
		if (scopes !== null && !scopes.includes('RENDER'))
			return refuse(response, 403, 'SCOPE_MISSING', 'This access token has no scope RENDER.');
		const bytes = bodyOf(request);
		if (bytes === null)
			return refuse(response, 400, 'INVALID_INPUT', 'Send the bytes of a picture as the body, with its Content-Type.');
		try {
			await admitUpload(store, request.ip ?? '');
			const picture = await encodeFor(request, response, services, person, () =>
				readBrought(bytes).catch((error: Error) => error),
			);
			if (picture instanceof Error) return refuse(response, 400, 'INVALID_INPUT', `This is ${picture.message}.`);
			const { id: userId } = await person.findOrCreate();
			const artworkId = await artworkOf(bytes, store, await person.viewer());
			const key = await saveUpload(store, { userId, artworkId, ...picture });
			const { width, height } = picture;
			response.status(201).json({ sha256: key.split('.')[0], url: fileUrl(key), width, height });
		} catch (error) {
			if (!(error instanceof RenderError) || error.code !== 'TOO_MANY_TRIES') throw error;
			refuse(response, 429, error.code, `${error.message}.`);
		}
	};
}

/**
 * The artwork whose picture somebody brings back, because what is made from it is made from that artwork: as a file of this
 * gallery, or as a download with the recipe in it. Null for any other picture.
 */
async function artworkOf(bytes: Uint8Array, store: Store, viewer: Viewer): Promise<string | null> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const byFile = (await artworksOfPictures(store, [sha256], viewer)).get(sha256);
	if (byFile !== undefined) return byFile;
	// What cannot be read tells of no recipe; whether it is a picture at all was looked at before.
	const { found } = await inspectPicture(bytes).catch(() => ({ found: [] }));
	const hashes = found.flatMap(({ recipe }) => (recipe === null ? [] : hashRecipe(recipe)));
	const byRecipe = hashes.length === 0 ? new Map<string, string>() : await artworksOfRecipes(store, hashes, viewer);
	return hashes.map((hash) => byRecipe.get(hash)).find((id) => id !== undefined) ?? null;
}

function bodyOf({ body }: Request): Uint8Array | null {
	return Buffer.isBuffer(body) && body.length > 0 ? body : null;
}

function refuse(response: Response, status: number, code: string, message: string): void {
	response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
