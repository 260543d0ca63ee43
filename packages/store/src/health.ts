/** @file Whether a store can be used. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { query, type Store } from './store.ts';
import type { StoreHealth } from './types.ts';

/** Less room than this fills within hours: a render leaves about 1 MB. */
const leastFreeBytes = 64 * 2 ** 20;

/** Asks the database and looks at the folder. Never throws. */
export async function health(store: Store): Promise<StoreHealth> {
	const [database, storage] = await Promise.all([
		problemOf(() => query(store, 'SELECT FROM "Render" LIMIT 1')),
		problemOf(() => checkStorage(store.storageDir)),
	]);
	return {
		database: database === null,
		storage: storage === null,
		problems: [database, storage].filter((problem) => problem !== null),
	};
}

async function checkStorage(directory: string): Promise<void> {
	await access(directory, constants.R_OK | constants.W_OK);
	const { bavail, bsize } = await statfs(directory);
	if (bavail * bsize < leastFreeBytes) throw new Error(`The disk of ${directory} is nearly full: make room there`);
}

async function problemOf(check: () => Promise<unknown>): Promise<string | null> {
	try {
		await check();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
