/** @file Files that appear only when they are complete. */
import { rename, rm, writeFile } from 'node:fs/promises';

/** The name of a file while it is being written: beside it, and nobody else's. */
export function partOf(file: string): string {
	return `${file}.${process.pid}.part`;
}

/** Writes under another name beside `file`, then renames. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	const part = partOf(file);
	await movePart(part, file, () => writeFile(part, bytes));
}

/** Lets `write` fill `part`, then gives it its name; when that fails, nothing stays. */
export async function movePart(part: string, file: string, write: () => Promise<void>): Promise<void> {
	try {
		await write();
		await rename(part, file);
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
}
