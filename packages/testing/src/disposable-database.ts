/** @file A database of a test's own: real, migrated, empty, and gone afterwards. */
import { administer, databaseName, testServer, withDatabase } from './test-server.ts';
import { giveBackDatabase, takeUsedDatabase } from './used-databases.ts';

export interface DisposableDatabase extends AsyncDisposable {
	/** Address with user and password. */
	readonly url: string;
	readonly name: string;
}

/**
 * Makes a database; `await using database = await disposableDatabase()` removes it, with whoever is still connected.
 * It has the gallery's tables and those of its queue. About 10 ms where an earlier test of the process has done with one,
 * else 50 ms, and 2 s more for the first of a test run, which starts the server.
 */
export async function disposableDatabase(
	options: {
		/** An empty database, without any table, in place of a migrated one. */
		readonly empty?: boolean;
	} = {},
): Promise<DisposableDatabase> {
	const server = await testServer();
	const { adminUrl, run, template } = server;
	const make = async (source: string): Promise<string> => {
		const name = databaseName(run);
		// Copied as files: written through the log, as it would be else, it costs the server several times as much.
		await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
		return name;
	};
	const name = options.empty ? await make('template0') : (takeUsedDatabase() ?? (await make(template)));
	return {
		name,
		url: withDatabase(adminUrl, name),
		async [Symbol.asyncDispose]() {
			if (options.empty) await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
			else await giveBackDatabase(server, name);
		},
	};
}
