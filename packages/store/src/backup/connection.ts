/** @file A connection for a backup: statements take as long as they take, and the caller's signal ends it at once. */
import { Client } from 'pg';
import { asRenderError } from '../database/database-errors.ts';

/** How these connections are called, so that none is taken for a gallery that runs. */
const backupName = 'galatea backup';

/** Runs `body` on a connection of its own. Throws `DATABASE_UNAVAILABLE` when the database, not the statement, is at fault. */
export async function onConnection<Result>(
	databaseUrl: string,
	signal: AbortSignal,
	body: (client: Client) => Promise<Result>,
): Promise<Result> {
	const client = new Client({
		connectionString: databaseUrl,
		application_name: backupName,
		connectionTimeoutMillis: 15_000,
		keepAlive: true,
	});
	// A connection that breaks fails the statement on it.
	client.on('error', () => {});
	const end = (): void => void client.end();
	try {
		signal.throwIfAborted();
		await client.connect();
		signal.addEventListener('abort', end);
		return await body(client);
	} catch (error) {
		signal.throwIfAborted();
		throw asRenderError(error, databaseUrl);
	} finally {
		signal.removeEventListener('abort', end);
		await client.end();
	}
}
