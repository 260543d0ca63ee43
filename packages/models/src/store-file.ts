/** @file Taking a file into `local/`, under a name that says what is in it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { joinShards } from '@galatea/checkpoint';
import { localFolder } from './local-catalogue.ts';
import { ModelsError } from './models-error.ts';

/** How indexes of shards are called. */
const indexEnding = '.safetensors.index.json';

/** A file as the catalogue has it. */
export interface StoredFile {
	/** Path within the folder of models. */
	readonly file: string;
	readonly sha256: string;
	readonly bytes: number;
}

/** How far a long step is. */
export interface ModelsProgress {
	/** Name of the file. */
	readonly file: string;
	readonly bytes: number;
	/** Null while nobody knows. */
	readonly totalBytes: number | null;
}

export interface StoreOptions {
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: ModelsProgress) => void;
}

/**
 * Copies a file into `local/` and hashes it on the way. It appears there whole or not at all, and once: the same content
 * has the same name. Of an index of shards, the shards are taken in as one file. `isNew` says whether it was not there before. Rejects with `ModelsError` NOT_WRITABLE.
 */
export async function storeFile(
	folder: string,
	path: string,
	options: StoreOptions = {},
): Promise<StoredFile & { readonly isNew: boolean }> {
	const isIndex = path.endsWith(indexEnding);
	const name = plainName(isIndex ? path.slice(0, -'.index.json'.length) : path);
	const partial = join(folder, localFolder, `.${process.pid}-${name}.part`);
	const { sha256, bytes } = await copyHashed(partial, path, options);
	const file = `${localFolder}/${sha256.slice(0, 12)}-${name}`;
	const isNew = (await stat(join(folder, file)).catch(() => null)) === null;
	await rename(partial, join(folder, file));
	return { file, sha256, bytes, isNew };
}

/** Copies a file to `target`, where it appears whole or not at all. Rejects with `ModelsError` NOT_WRITABLE. */
export async function copyFileTo(
	target: string,
	path: string,
	options: StoreOptions,
): Promise<{ readonly sha256: string }> {
	const partial = `${target}.${process.pid}.part`;
	const { sha256 } = await copyHashed(partial, path, options);
	await rename(partial, target);
	return { sha256 };
}

async function copyHashed(target: string, path: string, { signal, onProgress }: StoreOptions) {
	try {
		await mkdir(dirname(target), { recursive: true });
		await using source = await openParts(path);
		const { bytes: totalBytes } = source;
		const hash = createHash('sha256');
		let bytes = 0;
		await using copy = await open(target, 'wx');
		for await (const part of source.parts()) {
			signal?.throwIfAborted();
			hash.update(part);
			await copy.writeFile(part);
			bytes += part.length;
			onProgress?.({ file: plainName(path), bytes, totalBytes });
		}
		await copy.sync();
		return { sha256: hash.digest('hex'), bytes };
	} catch (cause) {
		await rm(target, { force: true });
		signal?.throwIfAborted();
		throw new ModelsError('NOT_WRITABLE', `${path} cannot be copied: ${(cause as Error).message}`, { cause });
	}
}

/** What is to be copied: a file as it is, or the shards of an index as one. */
async function openParts(path: string): Promise<Awaited<ReturnType<typeof joinShards>>> {
	if (path.endsWith(indexEnding)) return joinShards(path);
	const { size } = await stat(path);
	const stream = createReadStream(path, { highWaterMark: 4 * 2 ** 20 });
	return {
		bytes: size,
		async *parts() {
			yield* stream;
		},
		async [Symbol.asyncDispose]() {
			stream.destroy();
		},
	};
}

/** The last part of a path, with nothing but letters, digits, dots, hyphens and underscores; at most 100 characters. */
function plainName(path: string): string {
	return basename(path)
		.replaceAll(/[^\w.-]+/gu, '-')
		.replace(/^[.-]+/u, '')
		.slice(-100)
		.padStart(1, '-');
}
