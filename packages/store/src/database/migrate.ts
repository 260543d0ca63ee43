/**
 * @file Applies prisma/migrations to a database, on the driver alone: a server that starts needs neither Prisma's
 * command line nor its engine. It keeps `_prisma_migrations` as Prisma does, so that `prisma migrate` goes on from it.
 *
 * Each migration is one transaction: it is applied whole or not at all. (So none may contain a statement that refuses
 * to run in one, such as CREATE INDEX CONCURRENTLY.)
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { asRenderError, sqlState } from './database-errors.ts';

const migrationsDirectory = path.join(import.meta.dirname, '../../../../prisma/migrations');

/** Prisma's own lock, so that `prisma migrate` and this runner exclude each other. */
const advisoryLock = 72_707_369;

const createHistory = `
	CREATE TABLE IF NOT EXISTS _prisma_migrations (
		id                  VARCHAR(36) PRIMARY KEY NOT NULL,
		checksum            VARCHAR(64) NOT NULL,
		finished_at         TIMESTAMPTZ,
		migration_name      VARCHAR(255) NOT NULL,
		logs                TEXT,
		rolled_back_at      TIMESTAMPTZ,
		started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
		applied_steps_count INTEGER NOT NULL DEFAULT 0
	)`;

interface Migration {
	readonly name: string;
	readonly sql: string;
	readonly checksum: string;
}

interface HistoryRow {
	readonly migration_name: string;
	readonly checksum: string;
	readonly finished_at: Date | null;
}

/** The database and the migrations disagree; the message says about what, and what to do. */
export class MigrationError extends Error {
	override readonly name = 'MigrationError';
}

/**
 * Brings a database up to date; creates it when the server has none of that name.
 * Safe to run twice, and by several processes at once. Returns the names of the migrations it applied.
 * Throws {@link MigrationError}, or `DATABASE_UNAVAILABLE` when the server cannot be reached.
 */
export async function migrate(options: {
	readonly databaseUrl: string;
	/** Folder of `<name>/migration.sql`; another than the repository's in tests only. */
	readonly directory?: string;
	/** Names of those that are to be applied, where not all are: a backup is restored into the tables that it was made of. */
	readonly only?: readonly string[];
}): Promise<{ readonly applied: readonly string[] }> {
	const migrations = await readMigrations(options.directory ?? migrationsDirectory);
	const client = await connectOrCreate(options.databaseUrl);
	try {
		await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
		await client.query('SET client_min_messages = warning');
		await client.query(createHistory);
		const pending = pendingOf(migrations, await readHistory(client));
		const wanted = pending.filter(({ name }) => options.only?.includes(name) ?? true);
		for (const migration of wanted) await apply(client, migration);
		return { applied: wanted.map((migration) => migration.name) };
	} catch (error) {
		throw asRenderError(error, options.databaseUrl);
	} finally {
		await client.end();
	}
}

/** The migrations of this version, in their order, with the SHA-256 of each. */
export function knownMigrations(): Promise<readonly { readonly name: string; readonly checksum: string }[]> {
	return readMigrations(migrationsDirectory);
}

/** The names of the migrations of this version, in their order. `directory` is another than the repository's in tests only. */
export async function migrationNames(directory: string = migrationsDirectory): Promise<readonly string[]> {
	const entries = await readdir(directory, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
	return Promise.all(
		(await migrationNames(directory)).map(async (name) => {
			const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
			return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
		}),
	);
}

async function connectOrCreate(databaseUrl: string): Promise<Client> {
	try {
		return await connect(databaseUrl);
	} catch (error) {
		// 3D000: there is no such database.
		if (sqlState(error) !== '3D000') throw asRenderError(error, databaseUrl);
	}
	try {
		await createDatabase(databaseUrl);
		return await connect(databaseUrl);
	} catch (error) {
		throw asRenderError(error, databaseUrl);
	}
}

async function connect(databaseUrl: string): Promise<Client> {
	const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
	// Without a listener a connection that breaks between two statements would end the process.
	client.on('error', () => {});
	await client.connect();
	return client;
}

async function createDatabase(databaseUrl: string): Promise<void> {
	const server = new URL(databaseUrl);
	const name = decodeURIComponent(server.pathname.slice(1));
	server.pathname = '/postgres';
	const client = await connect(server.href);
	try {
		await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`);
	} catch (error) {
		// 42P04, 23505: another process was quicker.
		if (!['42P04', '23505'].includes(sqlState(error) ?? '')) throw error;
	} finally {
		await client.end();
	}
}

async function readHistory(client: Client): Promise<readonly HistoryRow[]> {
	const { rows } = await client.query<HistoryRow>(
		`SELECT migration_name, checksum, finished_at FROM _prisma_migrations
		 WHERE rolled_back_at IS NULL ORDER BY started_at`,
	);
	return rows;
}

function pendingOf(migrations: readonly Migration[], history: readonly HistoryRow[]): readonly Migration[] {
	const known = new Map(migrations.map((migration) => [migration.name, migration]));
	for (const row of history) {
		const migration = known.get(row.migration_name);
		if (!migration)
			throw new MigrationError(
				`The database has the migration ${row.migration_name}, which this version of Galatea does not know: ` +
					'it was used with a newer version. Run that version, or use another database.',
			);
		if (row.finished_at === null)
			throw new MigrationError(
				`The migration ${row.migration_name} failed half-way in an earlier run of "prisma migrate". ` +
					'Repair the database, then run "npx prisma migrate resolve".',
			);
		if (row.checksum !== migration.checksum)
			throw new MigrationError(
				`prisma/migrations/${row.migration_name}/migration.sql was changed after it was applied to this database ` +
					`(SHA-256 now ${migration.checksum}, when applied ${row.checksum}). ` +
					'Restore the file ("git checkout"), and put the change into a new migration.',
			);
	}
	const applied = new Set(history.map((row) => row.migration_name));
	return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: Client, migration: Migration): Promise<void> {
	try {
		await client.query('BEGIN');
		await client.query(migration.sql);
		// The migration may have set another schema; the history is where it always is.
		await client.query('RESET search_path');
		await client.query(
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
			 VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
			[randomUUID(), migration.checksum, migration.name],
		);
		await client.query('COMMIT');
	} catch (error) {
		await client.query('ROLLBACK').catch(() => {});
		if (sqlState(error) === null) throw error;
		throw new MigrationError(
			`The migration ${migration.name} failed, and nothing of it was kept: ${(error as Error).message}`,
			{ cause: error },
		);
	}
}
