/**
 * @file A database while it is filled: triggers and checks of references rest, and so do the indexes that are not keys,
 * which are faster made at once than row by row. Whoever fills it writes what the triggers would have written.
 */
import { Client } from 'pg';

/** A connection whose rows wake no trigger. Takes an account that may do that: the owner of an embedded server may. */
export async function unguardedClient(databaseUrl: string): Promise<Client> {
	const client = new Client({ connectionString: databaseUrl, application_name: 'galatea filling' });
	await client.connect();
	await client.query(
		`SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`,
	);
	return client;
}

/** Takes away every index that no key needs while `fill` runs, and makes them again. */
export async function withoutIndexes(client: Client, fill: () => Promise<void>, onIndexes: () => void): Promise<void> {
	const { rows } = await client.query<{ name: string; definition: string }>(`
		SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
		JOIN pg_class ON pg_class.oid = indrelid
		WHERE relnamespace = 'public'::regnamespace AND NOT indisunique AND NOT indisprimary ORDER BY 1`);
	for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
	try {
		await fill();
	} finally {
		onIndexes();
		for (const { definition } of rows) await client.query(definition);
	}
}
