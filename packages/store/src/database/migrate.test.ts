import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DisposableDatabase, disposableDatabase, freePort } from '@galatea/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MigrationError, migrate } from './migrate.ts';

const migrations = path.join(import.meta.dirname, '../../../../prisma/migrations');

let folder: string;
let database: DisposableDatabase;
let directory: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'galatea-migrations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
	database = await disposableDatabase({ empty: true });
	directory = path.join(folder, database.name);
	await cp(migrations, directory, { recursive: true });
	return () => database[Symbol.asyncDispose]();
});

async function rows(sql: string): Promise<readonly Record<string, unknown>[]> {
	const client = new Client({ connectionString: database.url });
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

async function addMigration(name: string, sql: string): Promise<void> {
	await mkdir(path.join(directory, name));
	await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

const names = async () =>
	(await readdir(migrations, { withFileTypes: true })).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test('a fresh database gets every migration in order, a second run nothing', async () => {
	expect(await migrate({ databaseUrl: database.url })).toEqual({ applied: (await names()).sort() });
	expect(await migrate({ databaseUrl: database.url })).toEqual({ applied: [] });
	const [first] = await rows('SELECT * FROM _prisma_migrations ORDER BY started_at');
	const sql = await readFile(path.join(migrations, String(first?.['migration_name']), 'migration.sql'));
	expect(first).toMatchObject({
		checksum: createHash('sha256').update(sql).digest('hex'),
		finished_at: expect.any(Date),
		rolled_back_at: null,
		applied_steps_count: 1,
	});
});

test('of several processes at once one applies a migration, the others find it applied', async () => {
	const runs = await Promise.all(Array.from({ length: 5 }, () => migrate({ databaseUrl: database.url })));
	expect(runs.flatMap((each) => each.applied)).toEqual(await names());
});

test('a database that does not exist is made, also by several at once, whatever its name', async () => {
	const url = new URL(database.url);
	url.pathname = `/${encodeURIComponent(`${database.name} "ñ"`)}`;
	const runs = await Promise.all(Array.from({ length: 3 }, () => migrate({ databaseUrl: url.href })));
	expect(runs.flatMap((each) => each.applied)).toEqual(await names());
	await rows(`DROP DATABASE "${database.name} ""ñ""" WITH (FORCE)`);
});

test('a new migration is applied to a database that is in use', async () => {
	await migrate({ databaseUrl: database.url, directory });
	await addMigration('20991231235959_more', 'CREATE TABLE "More" (id int);');
	expect(await migrate({ databaseUrl: database.url, directory })).toEqual({ applied: ['20991231235959_more'] });
});

test('a migration that fails leaves nothing of itself, and can be applied once it is right', async () => {
	await migrate({ databaseUrl: database.url, directory });
	await addMigration('20991231235959_bad', 'CREATE TABLE "Half" (id int); SELECT 1/0;');
	const failure = migrate({ databaseUrl: database.url, directory });
	await expect(failure).rejects.toThrow(MigrationError);
	await expect(failure).rejects.toThrow(/20991231235959_bad failed, and nothing of it was kept: division by zero/);
	expect(await rows(`SELECT FROM pg_tables WHERE tablename = 'Half'`)).toEqual([]);
	await rm(path.join(directory, '20991231235959_bad'), { recursive: true });
	await addMigration('20991231235959_bad', 'CREATE TABLE "Half" (id int);');
	expect(await migrate({ databaseUrl: database.url, directory })).toEqual({ applied: ['20991231235959_bad'] });
});

test('a migration that was changed after it was applied is named, with what to do', async () => {
	await migrate({ databaseUrl: database.url, directory });
	const [first = ''] = await names();
	await writeFile(path.join(directory, first, 'migration.sql'), 'SELECT 1;');
	await expect(migrate({ databaseUrl: database.url, directory })).rejects.toThrow(
		new RegExp(`${first}/migration.sql was changed after it was applied.*Restore the file`),
	);
});

test('a database of a newer version is not touched', async () => {
	await addMigration('20991231235959_newer', 'CREATE TABLE "Newer" (id int);');
	await migrate({ databaseUrl: database.url, directory });
	await expect(migrate({ databaseUrl: database.url })).rejects.toThrow(/20991231235959_newer.*newer version/);
});

test('a migration that "prisma migrate" left half-way stops the run', async () => {
	await migrate({ databaseUrl: database.url });
	await rows('UPDATE _prisma_migrations SET finished_at = NULL');
	await expect(migrate({ databaseUrl: database.url })).rejects.toThrow(/failed half-way.*prisma migrate resolve/);
	await rows('UPDATE _prisma_migrations SET rolled_back_at = now()');
	await expect(migrate({ databaseUrl: database.url })).rejects.toThrow(/nothing of it was kept.*already exists/);
});

test('a server that is not there is told with its address, without the password', async () => {
	const port = await freePort();
	const failure = migrate({ databaseUrl: `postgresql://me:secret@127.0.0.1:${port}/gallery` });
	await expect(failure).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
	await expect(failure).rejects.toThrow(new RegExp(`^(?!.*secret).*127.0.0.1:${port} does not answer`));
});
