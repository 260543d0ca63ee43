/**
 * @file Databases that a test has done with, emptied for the next. A new one is some 1,500 files to write; one that is there
 * is emptied in a hundredth of a second, under a new name, and nobody can tell it from a new one.
 */
import { databaseClient } from './database-client.ts';
import { administer, databaseName, schemaOf, schemas, type TestServer, withDatabase } from './test-server.ts';

/** With more rows than these, those that were deleted would slow the next test down. */
const maximumRows = 10_000;

/** Leaves a schema as it was made: no row, and all sequences at their beginning. Fails when there is too much to delete. */
const empty = `DO $$
	DECLARE
		place text;
		deleted bigint;
		total bigint := 0;
	BEGIN
		-- Neither triggers nor foreign keys.
		SET LOCAL session_replication_role = replica;
		FOR place IN
			SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
			WHERE relkind = 'r' AND nspname IN (${schemas.map(({ name }) => `'${name}'`)})
			AND relname NOT IN (${schemas.map(({ history }) => `'${history}'`)})
		LOOP
			EXECUTE 'DELETE FROM ' || place;
			GET DIAGNOSTICS deleted = ROW_COUNT;
			total := total + deleted;
		END LOOP;
		IF total > ${maximumRows} THEN
			RAISE EXCEPTION 'There are % rows in it', total;
		END IF;
		PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
	END $$`;

/** Names of those of this process that are empty. */
const emptied: string[] = [];

/** An empty, migrated database that a test of this process has done with; undefined when there is none. */
export function takeUsedDatabase(): string | undefined {
	return emptied.pop();
}

/**
 * Keeps a database for the next test; drops it when its schema has been changed, and when it cannot be emptied: then there
 * is much in it, or the account of TEST_DATABASE_URL may not pass triggers by. Whoever is connected to it is thrown out.
 */
export async function giveBackDatabase({ adminUrl, run, schema }: TestServer, name: string): Promise<void> {
	// Under its old name nobody finds it again, whatever the test has forgotten to close.
	const next = databaseName(run);
	try {
		await administer(
			adminUrl,
			`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}';
			 ALTER DATABASE ${name} RENAME TO ${next}`,
		);
		await using client = await databaseClient(withDatabase(adminUrl, next));
		if ((await schemaOf(client)) !== schema) throw new Error('It has been given another schema');
		await client.query(empty);
		emptied.push(next);
	} catch {
		await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
		await administer(adminUrl, `DROP DATABASE IF EXISTS ${next} WITH (FORCE)`);
	}
}
