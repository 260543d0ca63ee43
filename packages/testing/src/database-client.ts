/** @file A connection of a test's own, for what it asks the database itself, such as how a statement is carried out. */
import { Client } from 'pg';

export interface DatabaseClient extends AsyncDisposable {
	/** The rows of one statement; `values` are those of its parameters, $1 first. */
	query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Connects; `await using` ends it. */
export async function databaseClient(databaseUrl: string): Promise<DatabaseClient> {
	const client = new Client({ connectionString: databaseUrl, application_name: 'galatea test' });
	await client.connect();
	return {
		query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
			(await client.query<Row>(sql, [...values])).rows,
		[Symbol.asyncDispose]: () => client.end(),
	};
}
