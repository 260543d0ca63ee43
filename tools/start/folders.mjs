// @ts-check
/** @file The folders of a gallery, readable by nobody else of the machine: pictures may be private, and logs name people. */
import { chmod, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { postgresAccount } from '../postgres-place.mjs';
import { Problem } from './problem.mjs';

const mine = 0o700;
/** Others may pass through to what is theirs in it, and not look around. */
const passable = 0o711;

/**
 * Makes the data folder, what lies in it, and the folder of the files. What was there keeps its mode, apart from the folders of ours
 * in the data folder, which an earlier version left open. Throws a {@link Problem} for what cannot be made.
 * @param {{ readonly dataDir: string, readonly storageDir: string }} settings
 */
export async function makeFolders({ dataDir, storageDir }) {
	// PostgreSQL has another account when we are root, and its folder is in this one.
	await make('GALATEA_DATA_DIR', dataDir, postgresAccount() ? passable : mine);
	for (const name of ['logs', 'run']) await make('GALATEA_DATA_DIR', path.join(dataDir, name), mine);
	await make('STORAGE_DIR', storageDir, mine);
	for (const name of ['logs', 'run', 'storage']) {
		const folder = path.join(dataDir, name);
		const found = await stat(folder).catch(() => null);
		// Who is not its owner could not tighten it, and has nothing to hide in it.
		if (found && (found.mode & 0o077) !== 0) await chmod(folder, mine).catch(() => {});
	}
}

/** @param {string} name of the variable @param {string} folder @param {number} mode */
async function make(name, folder, mode) {
	await mkdir(folder, { recursive: true, mode }).catch((error) => {
		throw new Problem(`${name} ${folder} cannot be made: ${error.message}.`, `Choose a folder of your own: ${name}=…`);
	});
}
