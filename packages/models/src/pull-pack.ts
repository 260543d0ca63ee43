/** @file A pack that the catalogue knows → its files here, each the one that the catalogue means. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { modelFolder } from '@galatea/checkpoint';
import { loadPack, neededFiles, type PackEntry } from '@galatea/networks';
import { type DownloadRequest, downloadFile } from './download.ts';
import { readCatalogues, writeLocalCatalogue } from './local-catalogue.ts';
import { ModelsError } from './models-error.ts';
import { copyFileTo, type StoreOptions } from './store-file.ts';

export interface PullRequest extends StoreOptions, Pick<DownloadRequest, 'stallMs' | 'retryMs'> {
	/** Folder of `catalogue.json`. */
	readonly folder: string;
	/** Of a pack that the catalogue knows. */
	readonly id: string;
	/** Path of OpenAI's merges, copied if the folder has none. */
	readonly bytePairs: string;
}

/** A file of a pack as the catalogue has it. */
interface WantedFile {
	readonly file: string;
	readonly sha256: string;
	readonly bytes?: number | undefined;
	readonly urls?: readonly string[] | undefined;
}

/** The pack that is meant. Rejects with `ModelsError` NOT_FOUND that names those there are. */
export async function findKnown(folder: string, id: string): Promise<PackEntry> {
	const { known } = (await readCatalogues(folder)).shipped;
	const entry = known.find((each) => each.id === id);
	if (entry !== undefined) return entry;
	const there = known.map((each) => each.id).join(', ') || 'none';
	throw new ModelsError('NOT_FOUND', `The catalogue knows no pack "${id}" to download; it knows: ${there}.`);
}

/**
 * Downloads what is missing or not right of a pack, loads the pack once, and puts it into the local catalogue. What was
 * there already is not asked for; an interrupted download goes on the next time. Rejects with `ModelsError` or `PackError`.
 */
export async function pullPack(request: PullRequest): Promise<PackEntry> {
	const { folder, id } = request;
	const entry = await findKnown(folder, id);
	for (const file of neededFiles(entry)) await have(file, request);
	await loadPack(entry, modelFolder(folder));
	const { local } = await readCatalogues(folder);
	await writeLocalCatalogue(folder, [...local.filter((each) => each.id !== id), entry]);
	return entry;
}

async function have(wanted: WantedFile, request: PullRequest): Promise<void> {
	const { folder, bytePairs, signal, onProgress, stallMs, retryMs } = request;
	const path = join(folder, wanted.file);
	signal?.throwIfAborted();
	if ((await stat(path).catch(() => null)) !== null) {
		const { sha256 } = await modelFolder(folder).digest(wanted.file);
		if (sha256 === wanted.sha256) {
			if (wanted.bytes !== undefined)
				onProgress?.({ file: basename(path), bytes: wanted.bytes, totalBytes: wanted.bytes });
			return;
		}
	}
	if (wanted.urls !== undefined && wanted.bytes !== undefined) {
		const { urls, sha256, bytes } = wanted;
		await downloadFile({
			...{ urls, path, sha256, bytes },
			...(signal && { signal }),
			...(onProgress && { onProgress }),
			...(stallMs !== undefined && { stallMs }),
			...(retryMs !== undefined && { retryMs }),
		});
		return;
	}
	const copied = await copyFileTo(path, bytePairs, request);
	if (copied.sha256 === wanted.sha256) return;
	throw new ModelsError('DAMAGED', `${wanted.file} must have SHA-256 ${wanted.sha256}, and cannot be downloaded.`);
}
