/**
 * @file Stored pictures over HTTP: an address stands for its content, so whoever has it once may keep it for ever. Who
 * may not see a picture is told what they would be told if there were none. Who may not know how it was made gets the
 * picture alone, which is another content under the same address.
 */
import { readFile } from 'node:fs/promises';
import { withoutMetadata } from '@galatea/pictures';
import { type FileAccess, fileAccess, findPicture, nobody } from '@galatea/store';
import type { RequestHandler } from 'express';
import { sendStored } from './send-stored.ts';
import { type FileServices, viewerOf } from './viewer.ts';

/** Browsers keep what everybody may see; what stands between lets go of it soon, in case it becomes private. */
export const openCaching = 'public, max-age=31536000, s-maxage=300, immutable';
/** Nobody but the person's browser keeps the rest, and that asks each time whether it may still be shown. */
const guardedCaching = 'private, no-cache';
/** What everybody may keep, as long as they ask whether there is more of it by now. */
const pictureCaching = 'public, no-cache';

/**
 * Serves `GET /files/:key`. Unknown and impossible keys, and those of pictures that the caller may not see, are 404; a
 * storage that cannot be read goes to `next`.
 */
export function serveFiles(services: FileServices): RequestHandler<{ key: string }> {
	const { store } = services;
	return async (request, response, next) => {
		const { key } = request.params;
		const open = await fileAccess(store, key, nobody);
		const access = open === 'WHOLE' ? open : await fileAccess(store, key, await viewerOf(request, services));
		const picture = access === 'NONE' ? null : await findPicture(store, key);
		if (!picture) {
			response.set('Cache-Control', 'no-store');
			response.status(404).json({ error: 'There is no such file.' });
			return;
		}
		const headers = {
			'Content-Type': picture.mimeType,
			'Cache-Control': cachingOf(open, access),
			ETag: access === 'WHOLE' ? `"${key}"` : `"${key}.picture"`,
			'X-Content-Type-Options': 'nosniff',
			// A file that a browser opens by itself shows a picture and can do nothing else.
			'Content-Security-Policy': "default-src 'none'; sandbox",
		};
		if (access === 'PICTURE') {
			response.set(headers);
			if (request.fresh) response.status(304).end();
			else response.send(Buffer.from(withoutMetadata(await readFile(picture.path), picture.mimeType)));
			return;
		}
		sendStored(response, next, picture.path, headers);
	};
}

/** How long what is sent may be kept, by what nobody in particular may have of it, and what the caller gets. */
function cachingOf(open: FileAccess, access: FileAccess): string {
	if (open === 'WHOLE') return openCaching;
	return open === 'PICTURE' && access === 'PICTURE' ? pictureCaching : guardedCaching;
}
