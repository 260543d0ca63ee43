/**
 * @file Files named by their content, `<sha256>.<extension>`, in one folder that several machines may share. A name is
 * there only when its whole content is: it is written under another name, synced, then renamed. A file is as open to other
 * accounts of the machine as its folder, which is open to none unless somebody made it so.
 */
import { createHash, randomUUID } from 'node:crypto';
import { chmod, type FileHandle, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { RenderError } from '@galatea/render';
import type { Store } from '../database/store.ts';

/** What may be served to browsers, and as what. */
const mimeTypes: Readonly<Record<string, string>> = {
	png: 'image/png',
	webp: 'image/webp',
	avif: 'image/avif',
	jpg: 'image/jpeg',
	mp4: 'video/mp4',
};

/** Nothing but such a name ever becomes a path, so none can lead out of the folder. */
export const keyForm = /^[0-9a-f]{64}\.([a-z0-9]{1,16})$/;

/** Files on their way. A name that begins with a dot is no key, so none is ever served half-written. */
export const incomingDirectory = '.incoming';

/**
 * Stores `bytes`; returns their key. Storing the same bytes again costs next to nothing, and makes their file young: what nothing names
 * yet is not taken for left over (storage-use.ts).
 * Throws `STORAGE_FULL` and `STORAGE_UNAVAILABLE`, both retryable; nothing half-written stays.
 */
export async function saveBlob(
	store: Store,
	bytes: Uint8Array,
	extension: string,
	/** Writes the content; another than the real one in tests only. */
	write: (file: FileHandle, bytes: Uint8Array) => Promise<void> = (file, content) => file.writeFile(content),
): Promise<string> {
	const key = `${createHash('sha256').update(bytes).digest('hex')}.${extension}`;
	if (!keyForm.test(key)) throw new RangeError(`"${extension}" is not an extension: lower case letters and digits`);
	return inStorage(store, async () => {
		if (await makeYoung(store, key)) return key;
		const incoming = path.join(store.storageDir, incomingDirectory);
		await makeDirectory(store.storageDir, 0o700);
		const { mode } = await stat(store.storageDir);
		await makeDirectory(incoming, mode & 0o7777);
		const partial = path.join(incoming, `${key}.${randomUUID()}`);
		try {
			await writeSynced(partial, mode & 0o666, (file) => write(file, bytes));
			await rename(partial, pathOf(store, key));
		} catch (error) {
			await rm(partial, { force: true }).catch(() => {});
			throw error;
		}
		await syncDirectory(store.storageDir);
		return key;
	});
}

/** The content; null when there is no such file, or `key` is not a key. Throws `STORAGE_UNAVAILABLE`. */
export async function readBlob(store: Store, key: string): Promise<Uint8Array | null> {
	if (!keyForm.test(key)) return null;
	return inStorage(store, () => readFile(pathOf(store, key)).catch(nullWhenMissing));
}

/** A stored picture or video for a browser. */
export interface StoredFile {
	readonly byteCount: number;
	readonly mimeType: string;
	/**
	 * The bytes from `start` up to and including `end`, as they are read. Throws `STORAGE_UNAVAILABLE` when nothing can be read; a
	 * stream that breaks later ends with an error.
	 */
	read(start: number, end: number): Promise<Readable>;
}

/** A stored picture or video. Null when there is none, or when `key` is not the key of one. Throws `STORAGE_UNAVAILABLE`. */
export async function findPicture(store: Store, key: string): Promise<StoredFile | null> {
	const mimeType = mimeTypes[keyForm.exec(key)?.[1] ?? ''];
	if (!mimeType) return null;
	return inStorage(store, async () => {
		const found = await stat(pathOf(store, key)).catch(nullWhenMissing);
		return (
			found && {
				byteCount: found.size,
				mimeType,
				read: (start: number, end: number) => inStorage(store, () => readPart(pathOf(store, key), start, end)),
			}
		);
	});
}

// Opened first: a file that cannot be is told of before the first byte of an answer.
async function readPart(place: string, start: number, end: number): Promise<Readable> {
	const file = await open(place, 'r');
	return file.createReadStream({ start, end });
}

/** Whether the file is there, and has been stored now. One of another account, whose time is not ours to set, is written anew. */
async function makeYoung(store: Store, key: string): Promise<boolean> {
	const now = new Date();
	try {
		await utimes(pathOf(store, key), now, now);
		return true;
	} catch (error) {
		if (['ENOENT', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
		throw error;
	}
}

/** Whether the file is there. */
export async function blobExists(store: Store, key: string): Promise<boolean> {
	return (await stat(pathOf(store, key)).catch(nullWhenMissing)) !== null;
}

/** Removes the file if it is there. The caller makes sure that nothing refers to it. */
export async function removeBlob(store: Store, key: string): Promise<void> {
	await inStorage(store, () => rm(pathOf(store, key), { force: true }));
}

function pathOf(store: Store, key: string): string {
	if (!keyForm.test(key)) throw new RangeError(`"${key}" is not a key`);
	return path.join(store.storageDir, key);
}

async function writeSynced(place: string, mode: number, write: (file: FileHandle) => Promise<void>): Promise<void> {
	const file = await open(place, 'wx', mode);
	try {
		await write(file);
		await file.sync();
	} finally {
		await file.close();
	}
}

// Not with its parents: when a shared disk is not mounted, the files must not go to a folder of the same name.
async function makeDirectory(directory: string, mode: number): Promise<void> {
	try {
		await mkdir(directory, mode);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return;
	}
	// Our umask has taken the group's right to write from it, which a folder that several accounts share lives by.
	await chmod(directory, mode);
}

// The name, too, must survive a loss of power. Not every file system can sync a folder; then it has its own way.
async function syncDirectory(directory: string): Promise<void> {
	const handle = await open(directory, 'r').catch(() => null);
	await handle?.sync().catch(() => {});
	await handle?.close();
}

/** For `catch`: what is not there is null. */
export function nullWhenMissing(error: NodeJS.ErrnoException): null {
	if (error.code === 'ENOENT') return null;
	throw error;
}

/** Runs `body`, and says in our codes what is wrong with the folder. */
export async function inStorage<Result>(store: Store, body: () => Promise<Result>): Promise<Result> {
	try {
		return await body();
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (error instanceof RenderError || typeof code !== 'string') throw error;
		if (code === 'ENOSPC' || code === 'EDQUOT')
			throw new RenderError('STORAGE_FULL', `The disk of ${store.storageDir} is full: make room there`, {
				retryable: true,
				cause: error,
			});
		throw new RenderError(
			'STORAGE_UNAVAILABLE',
			`The folder ${store.storageDir} cannot be used (${code}): see that it exists, is mounted and may be written`,
			{ retryable: true, cause: error },
		);
	}
}
