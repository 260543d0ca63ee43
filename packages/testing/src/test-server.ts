/**
 * @file The PostgreSQL server of a test run: that of TEST_DATABASE_URL, or one from npm that the first caller starts.
 * Test files run in several processes; whoever makes the folder `starting` does the work, the others wait for it.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { initCluster, startCluster } from '../../../tools/postgres.mjs';
// @boundaries-ignore the store's own tests use this package, so that it cannot be a dependency
import { migrate } from '../../store/src/database/migrate.ts';

/** Environment variable with the folder of this run; set by postgres-global-setup.ts. */
export const placeVariable = 'GALATEA_TEST_PLACE';

/** A server and the name of a migrated database on it that new ones are copied from. */
export interface TestServer {
	/** Address of the server's `postgres` database. */
	readonly adminUrl: string;
	readonly template: string;
}

let server: Promise<TestServer> | undefined;

/** The server of this run; starts it when this is the first call of the run. */
export function testServer(): Promise<TestServer> {
	server ??= findServer();
	return server;
}

/** `adminUrl` with another database. */
export function withDatabase(adminUrl: string, database: string): string {
	const url = new URL(adminUrl);
	url.pathname = `/${database}`;
	return url.href;
}

/** Runs one statement on the server's `postgres` database. */
export async function administer(adminUrl: string, statement: string): Promise<void> {
	const client = new Client({ connectionString: adminUrl });
	client.on('error', () => {});
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

async function findServer(): Promise<TestServer> {
	const place = process.env[placeVariable];
	if (!place)
		throw new Error('Databases for tests need packages/testing/src/postgres-global-setup.ts as globalSetup of vitest');
	const ready = path.join(place, 'server.json');
	const isFirst = await mkdir(path.join(place, 'starting')).then(
		() => true,
		() => false,
	);
	return isFirst ? startServer(place, ready) : waitForServer(ready);
}

async function startServer(place: string, ready: string): Promise<TestServer> {
	let result: TestServer | { readonly error: string };
	try {
		const adminUrl = process.env['TEST_DATABASE_URL'] ?? (await startEmbedded(place));
		const template = `galatea_template_${path.basename(place).replaceAll(/\W/g, '_').toLowerCase()}`;
		await migrate({ databaseUrl: withDatabase(adminUrl, template) });
		result = { adminUrl, template };
	} catch (error) {
		result = { error: error instanceof Error ? error.message : String(error) };
	}
	await writeFile(`${ready}.partial`, JSON.stringify(result));
	await rename(`${ready}.partial`, ready);
	return waitForServer(ready);
}

async function startEmbedded(place: string): Promise<string> {
	const { dataDir } = await initCluster({ dataDir: path.join(place, 'postgres'), fsync: false });
	const settings = { max_connections: '200', shared_buffers: '64MB' };
	const cluster = await startCluster({ dataDir, fsync: false, settings });
	return cluster.url('postgres');
}

async function waitForServer(ready: string): Promise<TestServer> {
	for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 50) {
		const text = await readFile(ready, 'utf8').catch(() => null);
		if (text !== null) {
			const result = JSON.parse(text) as TestServer | { readonly error: string };
			if ('error' in result) throw new Error(`The database server for tests did not start: ${result.error}`);
			return result;
		}
		await pause(50);
	}
	throw new Error('The database server for tests did not start within 60 s');
}
