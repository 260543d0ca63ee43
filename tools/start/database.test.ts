import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startDatabase } from './database.mjs';
import { createLog } from './log.mjs';
import { isAlive } from './run-folder.mjs';

/** A log whose lines can be waited for. */
function heardLog() {
	let text = '';
	const waiting: { pattern: RegExp; resolve: (found: RegExpExecArray) => void }[] = [];
	const stream = new Writable({
		write(chunk, _encoding, done) {
			text += String(chunk);
			for (const each of waiting) {
				const found = each.pattern.exec(text);
				if (found) each.resolve(found);
			}
			done();
		},
	});
	const says = (pattern: RegExp) => new Promise<RegExpExecArray>((resolve) => waiting.push({ pattern, resolve }));
	return { log: createLog(stream as NodeJS.WriteStream), says };
}

test('a PostgreSQL that dies is started again at the same address with all that was committed; one that is stopped is not', async () => {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'galatea-database-'));
	const place = path.join(dataDir, 'postgres');
	const { log, says } = heardLog();
	const pace = { firstMs: 1, longestMs: 50, healthyAfterMs: 60_000 };
	const settings = { dataDir, databaseUrl: null };
	try {
		const database = await startDatabase(settings, log, new AbortController().signal, { pace, lookEveryMs: 20 });
		const ask = async (statement: string) => {
			const client = new pg.Client(database.url);
			client.on('error', () => {});
			await client.connect();
			const { rows } = await client.query(statement).finally(() => client.end());
			return rows;
		};
		await ask('CREATE TABLE kept AS SELECT 7 AS value');
		const pid = Number((await readFile(path.join(place, 'postmaster.pid'), 'utf8')).split('\n')[0]);
		process.kill(pid, 'SIGKILL');
		await says(new RegExp(`The database has ended \\(PostgreSQL, process ${pid}\\); it is started again`));
		const [, again] = await says(/The database is there again \(PostgreSQL, process (\d+)\)/);
		expect(await ask('SELECT value FROM kept')).toEqual([{ value: 7 }]);

		await database.stop();
		expect(isAlive(Number(again))).toBe(false);
		await expect(ask('SELECT 1')).rejects.toThrow('ECONNREFUSED');
	} finally {
		await rm(await realpath(place).catch(() => place), { recursive: true, force: true });
		await rm(dataDir, { recursive: true, force: true });
	}
});
