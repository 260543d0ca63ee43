/**
 * @file `local/catalogue.json` of a folder of models: the packs that were imported or downloaded there, beside those that
 * came with it. Their files lie in `local/` too.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError, modelFolder } from '@galatea/checkpoint';
import { type Catalogue, neededFiles, type PackEntry, parseCatalogue } from '@galatea/networks';
import { ModelsError } from './models-error.ts';

/** Within the folder of models; not in version control. */
export const localFolder = 'local';
const localFile = `${localFolder}/catalogue.json`;

/** What a folder of models has and knows of. */
export interface Catalogues {
	readonly shipped: Catalogue;
	/** Imported or downloaded, the oldest first. */
	readonly local: readonly PackEntry[];
}

/** Rejects with `PackError` or `CheckpointError` when a catalogue cannot be used. */
export async function readCatalogues(folder: string): Promise<Catalogues> {
	const files = modelFolder(folder);
	const shipped = parseCatalogue(await files.readText('catalogue.json'), 'catalogue.json');
	const local = await files.readText(localFile).catch((error: unknown) => {
		if (error instanceof CheckpointError && isMissing(error.cause)) return null;
		throw error;
	});
	return { shipped, local: local === null ? [] : parseCatalogue(local, localFile).packs };
}

/** Replaces the whole at once, so that whoever reads it sees the old or the new. */
export async function writeLocalCatalogue(folder: string, packs: readonly PackEntry[]): Promise<void> {
	const path = join(folder, localFile);
	const partial = `${path}.${process.pid}.part`;
	try {
		await mkdir(join(folder, localFolder), { recursive: true });
		await writeFile(partial, `${JSON.stringify({ packs }, null, 2)}\n`);
		await rename(partial, path);
	} catch (cause) {
		await rm(partial, { force: true });
		throw new ModelsError('NOT_WRITABLE', `${path} cannot be written: ${(cause as Error).message}`, { cause });
	}
}

/** Every file that a pack needs, by its path in the folder. */
export function filesOf(entry: PackEntry): readonly string[] {
	return [...new Set([...neededFiles(entry), ...(entry.names ? [entry.names] : [])].map(({ file }) => file))];
}

/**
 * Takes a pack out of the local catalogue, and deletes those of its files in `local/` that no other pack uses. The list
 * says which. Rejects with `ModelsError` NOT_FOUND.
 */
export async function removePack(folder: string, id: string): Promise<readonly string[]> {
	const { shipped, local } = await readCatalogues(folder);
	const entry = local.find((each) => each.id === id);
	if (entry === undefined) {
		const isShipped = shipped.packs.some((each) => each.id === id);
		const why = isShipped ? 'came with Galatea and stays' : 'is not here';
		const there = local.map((each) => each.id).join(', ') || 'there are none';
		throw new ModelsError('NOT_FOUND', `Pack "${id}" ${why}. Packs that can be removed: ${there}.`);
	}
	const others = local.filter((each) => each !== entry);
	const used = new Set([...shipped.packs, ...others].flatMap(filesOf));
	const unused = filesOf(entry).filter((file) => file.startsWith(`${localFolder}/`) && !used.has(file));
	await writeLocalCatalogue(folder, others);
	for (const file of unused) await rm(join(folder, file), { force: true });
	return unused;
}

function isMissing(cause: unknown): boolean {
	return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
