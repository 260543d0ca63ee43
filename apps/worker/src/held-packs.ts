/**
 * @file Which packs this worker can render with: those whose every file is in its folder and as long as the catalogue
 * says. What is in the files is checked when a pack is first loaded, since that reads all of it.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, readCatalogues } from '@galatea/models';
import { neededFiles, type PackEntry } from '@galatea/networks';
import type { PackShelf } from '@galatea/optimiser';

/**
 * Looks at the catalogues and the folder again, and says which packs of the shelf are whole, in its order. `folder`: that
 * of `catalogue.json`. Rejects with `PackError` or `CheckpointError` when a catalogue cannot be used.
 */
export async function lookForPacks(
	folder: string,
	shelf: Pick<PackShelf, 'packs' | 'refresh'>,
): Promise<readonly string[]> {
	await shelf.refresh();
	const { shipped, local } = await readCatalogues(folder);
	const held: string[] = [];
	for (const { id } of shelf.packs) {
		const entry = [...shipped.packs, ...local].find((each) => each.id === id);
		if (entry !== undefined && (await isWhole(folder, entry))) held.push(id);
	}
	return held;
}

async function isWhole(folder: string, entry: PackEntry): Promise<boolean> {
	const lengths = new Map<string, number | undefined>(neededFiles(entry).map(({ file, bytes }) => [file, bytes]));
	for (const file of filesOf(entry)) {
		const found = await stat(join(folder, file)).catch(() => null);
		const bytes = lengths.get(file);
		if (found === null || (bytes !== undefined && found.size !== bytes)) return false;
	}
	return true;
}
