/** @file Files of a gallery from one folder into another. A key is the hash of its content, so that each copy is verified. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const keyForm = /^([0-9a-f]{64})\.[a-z0-9]{1,16}$/;
/** Copies on their way; the dot keeps them from being taken for files of a gallery. */
const partial = '.copying';

/** Told while bytes move: of all that `file` names, `bytes` are there; null where nobody knows how many will be. */
export type OnProgress = (progress: {
	readonly file: string;
	readonly bytes: number;
	readonly totalBytes: number | null;
}) => void;

/** The keys of a folder of files, with their sizes in bytes. */
export async function keysIn(folder: string): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	for await (const entry of await opendir(folder)) {
		if (!keyForm.test(entry.name)) continue;
		// A running gallery may remove it between the two.
		const size = await sizeOf(path.join(folder, entry.name));
		if (size !== null) found.set(entry.name, size);
	}
	return found;
}

/** Those of these files that are there, with their sizes in bytes. */
export async function sizesOf(folder: string, keys: readonly string[]): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	for (const key of keys) {
		const size = await sizeOf(path.join(folder, key));
		if (size !== null) found.set(key, size);
	}
	return found;
}

/**
 * Copies those files that the target has not. Returns the keys that could not be: files that went meanwhile, and files whose
 * content is not what their name says. A copy is there whole or not at all, so an interrupted run goes on with the next.
 */
export async function copyFiles(options: {
	readonly from: string;
	readonly to: string;
	readonly files: ReadonlyMap<string, number>;
	readonly mode: number;
	readonly signal: AbortSignal;
	readonly onProgress: OnProgress;
}): Promise<readonly string[]> {
	const { from, to, files, mode, signal, onProgress } = options;
	await mkdir(path.join(to, partial), { recursive: true, mode: 0o700 });
	const totalBytes = [...files.values()].reduce((sum, size) => sum + size, 0);
	const failed: string[] = [];
	let bytes = 0;
	for (const [key, size] of files) {
		signal.throwIfAborted();
		if ((await sizeOf(path.join(to, key))) !== size && !(await copyFile(from, to, key, mode, signal))) failed.push(key);
		bytes += size;
		onProgress({ file: 'files', bytes, totalBytes });
	}
	await rm(path.join(to, partial), { recursive: true });
	return failed;
}

/** Whether the copy is there and its content what its name says. */
async function copyFile(from: string, to: string, key: string, mode: number, signal: AbortSignal): Promise<boolean> {
	const place = path.join(to, partial, key);
	const hash = createHash('sha256');
	const hashing = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			hash.update(chunk);
			done(null, chunk);
		},
	});
	try {
		const target = createWriteStream(place, { mode, flush: true });
		await pipeline(createReadStream(path.join(from, key)), hashing, target, { signal });
	} catch (error) {
		await rm(place, { force: true });
		const { code, path: at } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' && at === path.join(from, key)) return false;
		throw error;
	}
	if (hash.digest('hex') === keyForm.exec(key)?.[1]) {
		await rename(place, path.join(to, key));
		return true;
	}
	await rm(place);
	return false;
}

async function sizeOf(place: string): Promise<number | null> {
	const found = await stat(place).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
	return found?.size ?? null;
}
