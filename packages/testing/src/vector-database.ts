/**
 * @file A database with pgvector, which PostgreSQL from npm has not: on the server of the run where that offers it
 * (TEST_DATABASE_URL), and else PGlite's, the same PostgreSQL and pgvector compiled to WebAssembly, behind a socket. PGlite
 * has one session for all its connections: it runs one statement after the other, and transactions whole.
 */
import { Client } from 'pg';
// @boundaries-ignore the store's own tests use this package, so that it cannot be a dependency
import { migrate } from '../../store/src/database/migrate.ts';
import { type DisposableDatabase, disposableDatabase } from './disposable-database.ts';

/** Connections at once; a store's pool, its doorbell and what builds indexes are fewer. */
const maximumConnections = 50;

/**
 * Makes one, migrated and empty, in which `CREATE EXTENSION vector` works; `await using` removes it. Where PGlite is it,
 * that takes some 7 s and 400 MB of this process.
 */
export async function vectorDatabase(): Promise<DisposableDatabase> {
	const database = await disposableDatabase();
	if (await offersVectors(database.url)) return database;
	await database[Symbol.asyncDispose]();
	return inThisProcess();
}

async function offersVectors(databaseUrl: string): Promise<boolean> {
	const client = new Client({ connectionString: databaseUrl });
	await client.connect();
	try {
		const { rowCount } = await client.query(`SELECT FROM pg_available_extensions WHERE name = 'vector'`);
		return rowCount === 1;
	} finally {
		await client.end();
	}
}

async function inThisProcess(): Promise<DisposableDatabase> {
	// 30 MB that no other test needs to read.
	const [{ PGlite }, { PGLiteSocketServer }, { vector }] = await Promise.all([
		import('@electric-sql/pglite'),
		import('@electric-sql/pglite-socket'),
		import('@electric-sql/pglite-pgvector'),
	]);
	const db = await PGlite.create({ extensions: { vector } });
	const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: maximumConnections });
	await server.start();
	const name = 'postgres';
	const url = `postgres://postgres@${server.getServerConn()}/${name}`;
	await migrate({ databaseUrl: url });
	return {
		name,
		url,
		async [Symbol.asyncDispose]() {
			await server.stop();
			await db.close();
		},
	};
}
