/** @file A stored file as an answer: streamed, and cut off rather than ended where it cannot be read to its end. */
import type { NextFunction, Response } from 'express';

/** Sends the file at `path` with these headers and no others of its own; a storage that cannot be read goes to `next`. */
export function sendStored(
	response: Response,
	next: NextFunction,
	path: string,
	headers: Readonly<Record<string, string>>,
): void {
	// The storage folder may lie in one that begins with a dot; the name itself was checked by the store.
	const options = { headers, dotfiles: 'allow', etag: false, lastModified: false, cacheControl: false } as const;
	response.sendFile(path, { ...options, acceptRanges: false }, (error?: Error) => {
		if (!error) return;
		// After the first byte nothing more can be said: the connection is cut, so that nobody keeps half a picture.
		if (response.headersSent) response.destroy();
		else next(error);
	});
}
