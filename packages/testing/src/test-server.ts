/**
 * @file The PostgreSQL server of a test run: that of TEST_DATABASE_URL, or one from npm that the first caller starts.
 * Test files run in several processes; whoever makes the folder `starting` does the work, the others wait for it.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { initCluster, startCluster } from '../../../tools/postgres.mjs';
// @boundaries-ignore the store's own tests use this package, so that it cannot be a dependency
import { migrate } from '../../store/src/database/migrate.ts';
import { type DatabaseClient, databaseClient } from './database-client.ts';

/** Environment variable with the folder of this run; set by postgres-global-setup.ts. */
export const placeVariable = 'GALATEA_TEST_PLACE';

/** A server and the name of a migrated database on it that new ones are copied from. */
export interface TestServer {
	/** Address of the server's `postgres` database. */
	readonly adminUrl: string;
	readonly template: string;
	/** What the names of this run's databases begin with. */
	readonly run: string;
	/** {@link schemaOf} the template, and of its copies until somebody changes it. */
	readonly schema: string;
}

/** PostgreSQL's schemas of a migrated database, and the tables of what has been applied to them. */
export const schemas = [
	{ name: 'public', history: '_prisma_migrations' },
	{ name: 'bullmq', history: 'migration' },
] as const;

/** Whatever changes a schema writes a row into one of these, or takes one away. */
const catalogues = [
	...['pg_attrdef', 'pg_attribute', 'pg_class', 'pg_constraint', 'pg_enum', 'pg_event_trigger', 'pg_extension'],
	...['pg_index', 'pg_namespace', 'pg_policy', 'pg_proc', 'pg_rewrite', 'pg_trigger', 'pg_type'],
];

/** A line for each table: its rows, and the transaction that wrote the newest. */
const schemaQuery = [...catalogues, ...schemas.map(({ name, history }) => `${name}.${history}`)]
	.map((table) => `SELECT concat_ws(' ', '${table}', count(*), max(xmin::text::bigint)) AS line FROM ${table}`)
	.join(' UNION ALL ');

/** A text that is another as soon as anything but rows of tables has changed in a database. */
export async function schemaOf(client: DatabaseClient): Promise<string> {
	const lines = await client.query<{ line: string }>(schemaQuery);
	return lines.map(({ line }) => line).join('\n');
}

let server: Promise<TestServer> | undefined;

/** The server of this run; starts it when this is the first call of the run. */
export function testServer(): Promise<TestServer> {
	server ??= findServer();
	return server;
}

/** A name for a new database of a run. */
export function databaseName(run: string): string {
	return `${run}_${randomBytes(6).toString('hex')}`;
}

/** `adminUrl` with another database. */
export function withDatabase(adminUrl: string, database: string): string {
	const url = new URL(adminUrl);
	url.pathname = `/${database}`;
	return url.href;
}

/** Runs a statement on the server's `postgres` database, or several in one transaction. */
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
		const run = path.basename(place).replaceAll(/\W/g, '_').toLowerCase();
		const template = `${run}_template`;
		const schema = await makeTemplate(withDatabase(adminUrl, template));
		result = { adminUrl, template, run, schema };
	} catch (error) {
		result = { error: error instanceof Error ? error.message : String(error) };
	}
	await writeFile(`${ready}.partial`, JSON.stringify(result));
	await rename(`${ready}.partial`, ready);
	return waitForServer(ready);
}

/** Gives a new database all tables. Returns its schema. */
async function makeTemplate(databaseUrl: string): Promise<string> {
	await migrate({ databaseUrl });
	// Whatever opens a queue on it makes the queue's tables; here they are made once for all.
	// @boundaries-ignore the queue's own tests use this package, so that it cannot be a dependency
	const { openProducer } = await import('../../queue/src/producer.ts');
	await (await openProducer(databaseUrl)).close();
	await using client = await databaseClient(databaseUrl);
	return await schemaOf(client);
}

async function startEmbedded(place: string): Promise<string> {
	const { dataDir } = await initCluster({ dataDir: path.join(place, 'postgres'), fsync: false });
	// Nothing is read from its log: it is neither restored nor copied elsewhere.
	const settings = { max_connections: '200', shared_buffers: '64MB', wal_level: 'minimal', max_wal_senders: '0' };
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
