/** @file A session of one's own with a test's database, for what happens beside the code under test. */
import { Client } from 'pg';

export interface SqlSession extends AsyncDisposable {
	/** How many rows a statement gave or changed. Throws what the database answers. */
	run(sql: string, values?: readonly unknown[]): Promise<number>;
}

/** Statements run one after the other, so that a transaction may stay open between them. */
export async function sqlSession(databaseUrl: string): Promise<SqlSession> {
	const client = new Client({ connectionString: databaseUrl, application_name: 'galatea beside a test' });
	await client.connect();
	return {
		run: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
		[Symbol.asyncDispose]: () => client.end(),
	};
}
