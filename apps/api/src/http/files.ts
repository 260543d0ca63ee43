/**
 * @file Stored pictures over HTTP: an address stands for its content, so whoever has it once may keep it for ever. Who
 * may not see a picture is told what they would be told if there were none.
 */
import { findPicture, mayHaveFile, nobody } from '@galatea/store';
import type { RequestHandler } from 'express';
import { type FileServices, viewerOf } from './viewer.ts';

/** Browsers keep what everybody may see; what stands between lets go of it soon, in case it becomes private. */
const openCaching = 'public, max-age=31536000, s-maxage=300, immutable';
/** Nobody but the person's browser keeps the rest, and that asks each time whether it may still be shown. */
const guardedCaching = 'private, no-cache';

/**
 * Serves `GET /files/:key`. Unknown and impossible keys, and those of pictures that the caller may not see, are 404; a
 * storage that cannot be read goes to `next`.
 */
export function serveFiles(services: FileServices): RequestHandler<{ key: string }> {
	const { store } = services;
	return async (request, response, next) => {
		const { key } = request.params;
		const open = await mayHaveFile(store, key, nobody);
		const allowed = open || (await mayHaveFile(store, key, await viewerOf(request, services)));
		const picture = allowed ? await findPicture(store, key) : null;
		if (!picture) {
			response.set('Cache-Control', 'no-store');
			response.status(404).json({ error: 'There is no such file.' });
			return;
		}
		const headers = {
			'Content-Type': picture.mimeType,
			'Cache-Control': open ? openCaching : guardedCaching,
			ETag: `"${key}"`,
			'X-Content-Type-Options': 'nosniff',
			// A file that a browser opens by itself shows a picture and can do nothing else.
			'Content-Security-Policy': "default-src 'none'; sandbox",
		};
		// The storage folder may lie in one that begins with a dot; the name itself was checked by the store.
		const options = { headers, dotfiles: 'allow', etag: false, lastModified: false, cacheControl: false } as const;
		response.sendFile(picture.path, { ...options, acceptRanges: false }, (error?: Error) => {
			if (!error) return;
			// After the first byte nothing more can be said: the connection is cut, so that nobody keeps half a picture.
			if (response.headersSent) response.destroy();
			else next(error);
		});
	};
}
