/** @file Stored pictures over HTTP: an address stands for its content, so whoever has it once may keep it for ever. */
import { findPicture, type Store } from '@galatea/store';
import type { RequestHandler } from 'express';

/** Serves `GET /files/:key`. Unknown and impossible keys are 404; a storage that cannot be read goes to `next`. */
export function serveFiles(store: Store): RequestHandler<{ key: string }> {
	return async (request, response, next) => {
		const { key } = request.params;
		const picture = await findPicture(store, key);
		if (!picture) {
			response.status(404).json({ error: 'There is no such file.' });
			return;
		}
		const headers = {
			'Content-Type': picture.mimeType,
			'Cache-Control': 'public, max-age=31536000, immutable',
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
