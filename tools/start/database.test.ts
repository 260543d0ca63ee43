import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startDatabase } from './database.mjs';
import { createLog } from './log.mjs';

test('a PostgreSQL that ends without being asked to is noticed, with where it said why; one that is stopped is not', async () => {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'galatea-database-'));
	const place = path.join(dataDir, 'postgres');
	const { signal } = new AbortController();
	try {
		const database = await startDatabase({ dataDir, databaseUrl: null, fsync: false }, createLog(), signal);
		const pid = Number((await readFile(path.join(place, 'postmaster.pid'), 'utf8')).split('\n')[0]);
		process.kill(pid, 'SIGKILL');
		await expect(database.ended).rejects.toThrow(`The database has ended (PostgreSQL, process ${pid})`);
		await database.stop();

		const again = await startDatabase({ dataDir, databaseUrl: null, fsync: false }, createLog(), signal);
		const first = await Promise.race([again.ended.catch(() => 'ended'), again.stop().then(() => 'stopped')]);
		expect(first).toBe('stopped');
	} finally {
		await rm(await realpath(place).catch(() => place), { recursive: true, force: true });
		await rm(dataDir, { recursive: true, force: true });
	}
});
