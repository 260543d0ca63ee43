/** @file Files that appear only when they are complete. */
import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes under another name beside `file`, then renames. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	const partial = `${file}.${process.pid}.part`;
	try {
		await writeFile(partial, bytes);
		await rename(partial, file);
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}
