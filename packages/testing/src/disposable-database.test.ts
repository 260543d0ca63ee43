import { Client } from 'pg';
import { expect, test } from 'vitest';
import { databaseClient } from './database-client.ts';
import { type DisposableDatabase, disposableDatabase } from './disposable-database.ts';
import { schemaOf, testServer } from './test-server.ts';

async function tablesOf(url: string): Promise<readonly string[]> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<{ name: string }>(
			"SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
		);
		return rows.map((row) => row.name);
	} finally {
		await client.end();
	}
}

test('a disposable database has the tables, and is gone afterwards', async () => {
	let url: string;
	{
		await using database = await disposableDatabase();
		url = database.url;
		expect(await tablesOf(url)).toContain('Render');
	}
	await expect(tablesOf(url)).rejects.toThrow(/does not exist/);
});

test('two disposable databases share nothing, and an empty one has no tables', async () => {
	await using first = await disposableDatabase();
	await using second = await disposableDatabase({ empty: true });
	expect(first.name).not.toBe(second.name);
	expect(await tablesOf(second.url)).toEqual([]);
});

/** Runs a statement on a database; gives its rows. */
async function ask(database: DisposableDatabase, statement: string): Promise<readonly object[]> {
	await using client = await databaseClient(database.url);
	return await client.query(statement);
}

/** The database that the test after one gets that has run `statement`. */
async function afterTest(statement: string): Promise<DisposableDatabase> {
	await using earlier = await disposableDatabase();
	await ask(earlier, statement);
	await earlier[Symbol.asyncDispose]();
	return await disposableDatabase();
}

const identity = 'SELECT oid FROM pg_database WHERE datname = current_database()';

test('a database is used again, under another name, and shows nothing of the rows that were in it', async () => {
	const insert = `INSERT INTO "EmbeddingSpace" (perceptor, hash, version, dimension, "profileLength")
		VALUES ('starter', 'a', 1, 2, 2) RETURNING id`;
	const earlier = await disposableDatabase();
	expect(await ask(earlier, insert)).toEqual([{ id: 1 }]);
	const itself = await ask(earlier, identity);
	await earlier[Symbol.asyncDispose]();
	await using database = await disposableDatabase();
	expect(await ask(database, identity)).toEqual(itself);
	expect(database.name).not.toBe(earlier.name);
	expect(await ask(database, insert)).toEqual([{ id: 1 }]);
});

test.each([
	['a table', 'CREATE TABLE extra ()'],
	['a trigger that is off', 'ALTER TABLE "Recipe" DISABLE TRIGGER USER'],
	[
		'another function',
		`CREATE OR REPLACE FUNCTION galatea_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
	],
	['a column less', 'ALTER TABLE "User" DROP COLUMN bio'],
	['another history', 'DELETE FROM _prisma_migrations'],
])('a database is not used again once it has %s', async (_, statement) => {
	await using database = await afterTest(statement);
	await using client = await databaseClient(database.url);
	expect(await schemaOf(client)).toBe((await testServer()).schema);
});
