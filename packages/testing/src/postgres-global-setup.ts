/**
 * @file For vitest's `globalSetup`: makes the place of the one PostgreSQL server that all test files of a run share,
 * and takes it away afterwards. The first test that needs a database starts it; a run without such tests pays nothing.
 * Should the run be killed, a small process that waits for its end does the clearing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { stopCluster } from '../../../tools/postgres.mjs';
import { databaseClient } from './database-client.ts';
import { placeVariable, type TestServer } from './test-server.ts';

const postgresTool = path.join(import.meta.dirname, '../../../tools/postgres.mjs');

/** Called by vitest before the first test file; returns what it calls after the last. */
export async function setup(): Promise<() => Promise<void>> {
	const place = await mkdtemp(path.join(tmpdir(), 'galatea-test-'));
	// PostgreSQL runs as another account when the tests run as root.
	await chmod(place, 0o711);
	process.env[placeVariable] = place;
	const guard = startGuard(place);
	return async () => {
		await removeDatabases(place);
		await stopCluster({ dataDir: path.join(place, 'postgres') });
		await rm(place, { recursive: true, force: true });
		guard.kill();
	};
}

function startGuard(place: string): ChildProcess {
	// Its standard input closes when this process ends, in whatever way.
	const program = `
		import { rm } from 'node:fs/promises';
		import { stopCluster } from ${JSON.stringify(postgresTool)};
		process.stdin.resume().on('end', async () => {
			await stopCluster({ dataDir: ${JSON.stringify(path.join(place, 'postgres'))} });
			await rm(${JSON.stringify(place)}, { recursive: true, force: true });
		});`;
	const guard = spawn(process.execPath, ['--input-type=module', '-e', program], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	guard.unref();
	return guard;
}

/** On a server that is not ours (TEST_DATABASE_URL) they would stay. */
async function removeDatabases(place: string): Promise<void> {
	const text = await readFile(path.join(place, 'server.json'), 'utf8').catch(() => null);
	if (text === null || !process.env['TEST_DATABASE_URL']) return;
	const { adminUrl, run } = JSON.parse(text) as Partial<TestServer>;
	if (!adminUrl || !run) return;
	await using client = await databaseClient(adminUrl);
	const all = await client.query<{ name: string }>(
		'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
		[`${run}_`],
	);
	for (const { name } of all) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}
