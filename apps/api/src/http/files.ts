/**
 * @file Stored pictures over HTTP: an address stands for its content, so whoever has it once may keep it for ever. Who
 * may not see a picture is told what they would be told if there were none. Who may not know how it was made gets the
 * picture alone, which is another content under the same address.
 */
import { withoutMetadata } from '@galatea/pictures';
import { type FileAccess, fileAccess, nobody } from '@galatea/store/access';
import type { Store } from '@galatea/store/database';
import { findPicture, readBlob, type StoredFile } from '@galatea/store/files';
import type { RequestHandler } from 'express';
import type { Person } from '../person.ts';
import { bytesAsFile, sendContent } from './send-content.ts';
import { type FileServices, personOf, viewerOf } from './viewer.ts';

/** Browsers keep what everybody may see; what stands between lets go of it soon, in case it becomes private. */
export const openCaching = 'public, max-age=31536000, s-maxage=300, immutable';
/** Nobody but the person's browser keeps the rest, and that asks each time whether it may still be shown. */
const guardedCaching = 'private, no-cache';
/** What everybody may keep, as long as they ask whether there is more of it by now. */
const pictureCaching = 'public, no-cache';

/**
 * Serves `GET /files/:key`, whole or in parts. Unknown and impossible keys, and those of pictures that the caller may not see, are
 * 404; a storage that cannot be read is a failure.
 */
export function serveFiles(services: FileServices): RequestHandler<{ key: string }> {
	return async (request, response) => {
		const { key } = request.params;
		const found = await findFileFor(personOf(request, services), services.store, key);
		if (!found) {
			response.set('Cache-Control', 'no-store');
			response.status(404).json({ error: 'There is no such file.' });
			return;
		}
		const { file, tag, open, access } = found;
		await sendContent(request, response, file, { 'Cache-Control': cachingOf(open, access), ETag: `"${tag}"` });
	};
}

interface FoundFile {
	readonly file: StoredFile;
	/** Differs for the same file without what it says of itself. */
	readonly tag: string;
	/** What nobody in particular gets of it. */
	readonly open: FileAccess;
	/** What the caller gets. */
	readonly access: FileAccess;
}

/** What the caller may have of a stored file; null for nothing. Throws `STORAGE_UNAVAILABLE` and `DATABASE_UNAVAILABLE`. */
export async function findFileFor(person: Person, store: Store, key: string): Promise<FoundFile | null> {
	const open = await fileAccess(store, key, nobody);
	const access = open === 'WHOLE' ? open : await fileAccess(store, key, await viewerOf(person));
	const file = await fileWith(store, key, access);
	return file && { file, tag: access === 'WHOLE' ? key : `${key}.picture`, open, access };
}

/** A stored file, as much of it as `access` says; null for nothing. Throws `STORAGE_UNAVAILABLE`. */
export async function fileWith(store: Store, key: string, access: FileAccess): Promise<StoredFile | null> {
	const file = access === 'NONE' ? null : await findPicture(store, key);
	if (!file || access === 'WHOLE') return file;
	const bytes = await readBlob(store, key);
	return bytes && bytesAsFile(withoutMetadata(bytes, file.mimeType), file.mimeType);
}

/** How long what is sent may be kept, by what nobody in particular may have of it, and what the caller gets. */
function cachingOf(open: FileAccess, access: FileAccess): string {
	if (open === 'WHOLE') return openCaching;
	return open === 'PICTURE' && access === 'PICTURE' ? pictureCaching : guardedCaching;
}
