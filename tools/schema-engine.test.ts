import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @boundaries-ignore a test of the tools
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
// @boundaries-ignore a test of the tools
import { migrate } from '../packages/store/src/database/migrate.ts';
// @boundaries-ignore a test of the tools
import { type DisposableDatabase, disposableDatabase } from '../packages/testing/src/index.ts';

const repository = path.join(import.meta.dirname, '..');
const prisma = path.join(repository, 'node_modules/.bin/prisma');

// Each command of Prisma's takes seconds to load, many on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

let database: DisposableDatabase;
let project: string;

beforeAll(async () => {
	database = await disposableDatabase({ empty: true });
	project = await mkdtemp(path.join(tmpdir(), 'galatea-prisma-'));
	await mkdir(path.join(project, 'migrations'));
	await writeFile(
		path.join(project, 'prisma.config.ts'),
		"export default { schema: 'schema.prisma', migrations: { path: 'migrations' }, datasource: { url: process.env.DATABASE_URL } };",
	);
});
afterAll(async () => {
	await rm(project, { recursive: true, force: true });
	await database[Symbol.asyncDispose]();
});

/** Runs Prisma's own command line; gives what it printed and how it ended. */
async function run(
	words: string,
	cwd: string = project,
	url: string = database.url,
): Promise<{ readonly code: number; readonly output: string }> {
	const env = {
		...process.env,
		DATABASE_URL: url,
		CHECKPOINT_DISABLE: '1',
		PRISMA_SCHEMA_ENGINE_BINARY: path.join(import.meta.dirname, 'schema-engine.mjs'),
		// As if every download failed.
		PRISMA_ENGINES_MIRROR: 'http://127.0.0.1:1',
	};
	return new Promise((resolve) => {
		execFile(prisma, words.split(' '), { cwd, env }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr });
		});
	});
}

async function writeSchema(models: string): Promise<void> {
	await writeFile(path.join(project, 'schema.prisma'), `datasource db {\n  provider = "postgresql"\n}\n${models}`);
}

async function rows(sql: string): Promise<readonly Record<string, unknown>[]> {
	const client = new Client({ connectionString: database.url });
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

const migrations = async () =>
	(await readdir(path.join(project, 'migrations'))).filter((name) => /^\d/.test(name)).sort();

test('"prisma migrate" agrees with our own runner, and with the schema, about the migrations of this repository', async () => {
	await using own = await disposableDatabase({ empty: true });
	await migrate({ databaseUrl: own.url });
	const status = await run('migrate status', repository, own.url);
	expect(status.output).toContain('Database schema is up to date!');
	expect(status.code).toBe(0);
	for (const from of ['--from-config-datasource', '--from-migrations prisma/migrations']) {
		const { code, output } = await run(
			`migrate diff ${from} --to-schema prisma/schema.prisma --exit-code`,
			repository,
			own.url,
		);
		expect(output).toContain('No difference detected');
		expect(code).toBe(0);
	}
});

test('"prisma migrate deploy" applies the migrations of this repository as our own runner does', async () => {
	await using own = await disposableDatabase({ empty: true });
	expect((await run('migrate deploy', repository, own.url)).code).toBe(0);
	expect(await migrate({ databaseUrl: own.url })).toEqual({ applied: [] });
});

test('two schema files are compared without any database', async () => {
	await writeSchema('model A {\n  id Int @id\n}\n');
	const { code, output } = await run('migrate diff --from-empty --to-schema schema.prisma --script', project, 'x');
	expect(output).toContain('CREATE TABLE "A"');
	expect(code).toBe(0);
});

test('"prisma migrate dev" writes and applies migrations, and replays them elsewhere, not here', async () => {
	await writeSchema('model A {\n  id Int @id\n}\n');
	expect((await run('migrate dev --name first')).code).toBe(0);
	const [first = ''] = await migrations();
	expect(first).toMatch(/_first$/);
	expect(await readFile(path.join(project, 'migrations', first, 'migration.sql'), 'utf8')).toContain(
		'CREATE TABLE "A"',
	);
	await rows('INSERT INTO "A" VALUES (1)');
	await writeSchema('model A {\n  id   Int     @id\n  name String?\n}\n');
	expect((await run('migrate dev --name second --create-only')).code).toBe(0);
	const [, second = ''] = await migrations();
	// What the schema language cannot say: a function with semicolons, a check (whose kind is of type "char").
	const file = path.join(project, 'migrations', second, 'migration.sql');
	const more = `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;
		ALTER TABLE "A" ADD CONSTRAINT c CHECK (id > 0);`;
	await writeFile(file, `${await readFile(file, 'utf8')}\n${more}`);
	expect((await run('migrate dev --name third')).output).toContain(second);
	expect((await run('migrate dev --name third')).output).toContain('Already in sync');
	expect(await rows('SELECT id, name, f() FROM "A"')).toEqual([{ id: 1, name: null, f: 2 }]);
	expect(await migrations()).toEqual([first, second]);
	expect(await rows(`SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow_db%'`)).toEqual([]);
});

test('a migration that fails is told, and goes on once it is resolved', async () => {
	await mkdir(path.join(project, 'migrations/20991231000000_bad'));
	const file = path.join(project, 'migrations/20991231000000_bad/migration.sql');
	await writeFile(file, 'SELECT 1/0;');
	const failed = await run('migrate deploy');
	expect(failed.code).toBe(1);
	expect(failed.output).toContain('division by zero');
	expect((await run('migrate status')).code).toBe(1);
	expect((await run('migrate resolve --rolled-back 20991231000000_bad')).code).toBe(0);
	await writeFile(file, 'CREATE TABLE "B" (id int PRIMARY KEY);');
	expect((await run('migrate deploy')).code).toBe(0);
});

test('a database is described, reset and made', async () => {
	const pulled = await run('db pull --print');
	expect(pulled.output).toContain('model A {');
	expect(pulled.output).toContain('check constraints');
	expect((await run('migrate reset --force')).code).toBe(0);
	expect(await rows('SELECT FROM "A"')).toEqual([]);
	const url = new URL(database.url);
	url.pathname = `/${database.name}_made`;
	expect((await run('migrate deploy', project, url.href)).output).toContain('created');
	await rows(`DROP DATABASE ${database.name}_made WITH (FORCE)`);
});

test('a database that is not there is told as such', async () => {
	const refused = await run('migrate status', project, 'postgresql://me:secret@127.0.0.1:1/none');
	expect(refused.code).toBe(1);
	expect(refused.output).toContain('P1001');
	expect(refused.output).not.toContain('secret');
});
