/** @file Whether a store can be used. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { query, type Store } from './store.ts';

/** `problems` has one English sentence per thing that is not as it should be, without passwords. */
export interface StoreHealth {
	readonly database: boolean;
	readonly storage: boolean;
	readonly problems: readonly string[];
}

/** Less room than this fills within hours: a render leaves about 1 MB. */
const leastFreeBytes = 64 * 2 ** 20;

/** Who asks for health wants to know soon; a server that answers later than this does not serve. */
const answerTimeoutMs = 4_000;

/** Asks the database and looks at the folder. Answers within 4 s and never throws. */
export async function health(store: Store): Promise<StoreHealth> {
	const [database, storage] = await Promise.all([
		problemOf('database', () => query(store, 'SELECT FROM "Render" LIMIT 1')),
		problemOf('storage', () => checkStorage(store.storageDir)),
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

async function problemOf(name: string, check: () => Promise<unknown>): Promise<string | null> {
	const waiting = new AbortController();
	const timeout = pause(answerTimeoutMs, `The ${name} does not answer`, { ref: false, signal: waiting.signal });
	const answer = check().then(
		() => null,
		(error: unknown) => (error instanceof Error ? error.message : String(error)),
	);
	try {
		return await Promise.race([answer, timeout]);
	} finally {
		waiting.abort();
		timeout.catch(() => {});
	}
}
