/**
 * @file What the disk is full of, and letting go of what nothing needs. The folder is read as it is, and each file is looked up in the
 * database: so files are found as well that a crash, a restored database or an older version has left behind.
 */
import { randomUUID } from 'node:crypto';
import { opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../database/store.ts';
import { incomingDirectory, inStorage, keyForm, nullWhenMissing } from './blobs.ts';
import { kindsOf, usedKinds } from './file-uses.ts';
import { removing } from './removal.ts';

/**
 * ORPHANS are files that nothing has named for a day. ARRIVING are younger ones: a file is stored before a row names it.
 */
export const fileKinds = [...usedKinds, 'ARRIVING', 'ORPHANS'] as const;
export type FileKind = (typeof fileKinds)[number];

/** How many files, and how much room they take. */
export interface FileAmount {
	readonly fileCount: number;
	readonly byteCount: number;
}

export interface StorageUse {
	/** Of kinds of which there are some, in the order of {@link fileKinds}. */
	readonly kinds: readonly (FileAmount & { readonly kind: FileKind })[];
	/** Of the disk: what is left for the gallery, and what there is in all. */
	readonly freeBytes: number;
	readonly totalBytes: number;
}

/** Nothing that is stored is named later than this. */
const orphanHours = 24;
/** Files that are looked up in one statement. */
const batchSize = 1_000;

interface FoundFile {
	/** Below the folder of the storage. */
	readonly name: string;
	readonly byteCount: number;
	readonly isOld: boolean;
}

/** Reads the whole folder: some seconds for a hundred thousand files. Throws `STORAGE_UNAVAILABLE`. */
export async function storageUse(store: Store): Promise<StorageUse> {
	const amounts = new Map<FileKind, { fileCount: number; byteCount: number }>();
	for await (const files of batches(store)) {
		const kinds = await kindsOf(
			store,
			files.map(({ name }) => name),
		);
		for (const { name, byteCount, isOld } of files) {
			const kind = kinds.get(name) ?? (isOld ? 'ORPHANS' : 'ARRIVING');
			const amount = amounts.get(kind) ?? { fileCount: 0, byteCount: 0 };
			amounts.set(kind, { fileCount: amount.fileCount + 1, byteCount: amount.byteCount + byteCount });
		}
	}
	const { bavail, blocks, bsize } = await inStorage(store, () => statfs(store.storageDir));
	const kinds = fileKinds.flatMap((kind) => {
		const amount = amounts.get(kind);
		return amount ? [{ kind, ...amount }] : [];
	});
	return { kinds, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/**
 * Removes the ORPHANS; returns what went. A file is moved aside first and looked at once more there: whoever stores the same bytes from
 * then on writes them anew, and whoever did so before has made it young again (`saveBlob`), so that it goes back. Throws
 * `STORAGE_UNAVAILABLE`; what went until then is gone.
 */
export async function clearOrphans(store: Store): Promise<FileAmount> {
	let [fileCount, byteCount] = [0, 0];
	for await (const files of batches(store)) {
		const old = files.filter(({ isOld }) => isOld);
		// Not while a backup copies what a snapshot names.
		await removing(store, async (connection) => {
			const kinds = await kindsOf(
				connection,
				old.map(({ name }) => name),
			);
			for (const file of old.filter(({ name }) => !kinds.has(name)))
				if (await removeOrphan(store, file.name, async () => (await kindsOf(connection, [file.name])).size > 0)) {
					fileCount++;
					byteCount += file.byteCount;
				}
		});
	}
	return { fileCount, byteCount };
}

/** Whether the file went. `isNamed` tells whether a row has come to name it. */
async function removeOrphan(store: Store, name: string, isNamed: () => Promise<boolean>): Promise<boolean> {
	return inStorage(store, async () => {
		const place = path.join(store.storageDir, name);
		const aside = path.join(store.storageDir, incomingDirectory, `${path.basename(name)}.${randomUUID()}`);
		try {
			await rename(place, aside);
		} catch (error) {
			nullWhenMissing(error as NodeJS.ErrnoException);
			return false;
		}
		if (isOldSince((await stat(aside)).mtimeMs) && !(await isNamed())) {
			await rm(aside, { force: true });
			return true;
		}
		await rename(aside, place);
		return false;
	});
}

/** The files of a gallery and what is left of half-written ones; other names are not the gallery's. */
async function* batches(store: Store): AsyncGenerator<readonly FoundFile[]> {
	let batch: FoundFile[] = [];
	for (const folder of ['', incomingDirectory]) {
		const entries = await inStorage(store, () => opendir(path.join(store.storageDir, folder)).catch(nullWhenMissing));
		if (!entries) continue;
		for await (const entry of entries) {
			if (folder === '' && !keyForm.test(entry.name)) continue;
			const name = path.join(folder, entry.name);
			const found = await inStorage(store, () => stat(path.join(store.storageDir, name)).catch(nullWhenMissing));
			if (!found?.isFile()) continue;
			batch.push({ name, byteCount: found.size, isOld: isOldSince(found.mtimeMs) });
			if (batch.length < batchSize) continue;
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}

function isOldSince(mtimeMs: number): boolean {
	return mtimeMs < Date.now() - orphanHours * 3_600_000;
}
