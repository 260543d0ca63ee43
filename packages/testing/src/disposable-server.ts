/** @file A PostgreSQL server for measurements: set up as `npm start` sets up that of a gallery, durable, and gone afterwards. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { initCluster, startCluster, stopCluster } from '../../../tools/postgres.mjs';
// @boundaries-ignore the store's own tests use this package, so that it cannot be a dependency
import { migrate } from '../../store/src/migrate.ts';

/** A server with one migrated, empty database. */
export interface DisposableServer extends AsyncDisposable {
	/** Address with user and password; the user may do everything. */
	readonly url: string;
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
