/** @file The gallery of this machine for `galatea backup` and `restore`: what `npm start` would use, with the same variables. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
// @boundaries-ignore one way to run PostgreSQL, shared with `npm start`
import { initCluster, startCluster, stopCluster } from '../../../tools/postgres.mjs';
import { repositoryDir } from './environment.ts';
import { UsageError } from './usage-error.ts';

interface GalleryPlace extends AsyncDisposable {
	readonly databaseUrl: string;
	readonly storageDir: string;
}

/**
 * Opens it. An embedded database that does not run is started, and stopped when the place is disposed. `create` makes one where
 * there is none; without it, that is a {@link UsageError}.
 */
export async function openGalleryPlace({ create }: { readonly create: boolean }): Promise<GalleryPlace> {
	const { databaseUrl, storageDir, dataDir } = settings();
	if (databaseUrl) return { databaseUrl, storageDir, [Symbol.asyncDispose]: async () => undefined };
	const place = join(dataDir, 'postgres');
	if (!create && !(await stat(place).catch(() => null)))
		throw new UsageError(
			`There is no gallery in ${dataDir}. Set GALATEA_DATA_DIR to its data folder, or DATABASE_URL and STORAGE_DIR.`,
		);
	const cluster = await initCluster({ dataDir: place });
	const server = await startCluster({ dataDir: cluster.dataDir });
	return {
		databaseUrl: server.url('postgres'),
		storageDir,
		[Symbol.asyncDispose]: async () => {
			if (!server.reused) await stopCluster({ dataDir: cluster.dataDir });
		},
	};
}

/** As tools/start/settings.mjs reads them. */
function settings() {
	const text = (name: string): string | null => process.env[name]?.trim() || null;
	const dataDir = resolve(repositoryDir, text('GALATEA_DATA_DIR') ?? '.galatea');
	const databaseUrl = text('DATABASE_URL');
	if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl))
		throw new UsageError('DATABASE_URL is not the address of a PostgreSQL: write postgresql://…');
	const storageDir = resolve(repositoryDir, text('STORAGE_DIR') ?? join(dataDir, 'storage'));
	return { dataDir, databaseUrl, storageDir };
}
