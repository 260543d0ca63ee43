/**
 * @file A PostgreSQL server for measurements: set up as `npm start` sets up that of a gallery, durable, and gone afterwards;
 * or a database on a server that is there already, such as one with pgvector.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { initCluster, startCluster, stopCluster } from '../../../tools/postgres.mjs';
// @boundaries-ignore the store's own tests use this package, so that it cannot be a dependency
import { migrate } from '../../store/src/database/migrate.ts';
import { administer, withDatabase } from './test-server.ts';

/** A server with one migrated, empty database. */
export interface DisposableServer extends AsyncDisposable {
	/** Address with user and password; the user may do everything. */
	readonly url: string;
}

/** A migrated, empty database on a server whose user may do everything; dropped when it is disposed. */
export async function databaseOnServer(adminUrl: string): Promise<DisposableServer> {
	const name = `galatea_bench_${randomBytes(6).toString('hex')}`;
	const url = withDatabase(adminUrl, name);
	await migrate({ databaseUrl: url });
	return {
		url,
		[Symbol.asyncDispose]: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
	};
}

/** Starts one in the folder for temporary files; `await using server = await disposableServer()` removes it. */
export async function disposableServer(): Promise<DisposableServer> {
	const place = await mkdtemp(path.join(tmpdir(), 'galatea-bench-'));
	// PostgreSQL runs as another account when this process runs as root.
	await chmod(place, 0o711);
	const dataDir = path.join(place, 'postgres');
	const remove = async (): Promise<void> => {
		await stopCluster({ dataDir });
		await rm(place, { recursive: true, force: true });
	};
	try {
		const cluster = await initCluster({ dataDir });
		const url = (await startCluster({ dataDir: cluster.dataDir })).url('galatea');
		await migrate({ databaseUrl: url });
		return { url, [Symbol.asyncDispose]: remove };
	} catch (error) {
		await remove();
		throw error;
	}
}
