/** @file What the next start would change in the database: migrations that the folder of the program has and the database has not. */
import { migrationNames } from './migrate.ts';
import { query, type Store } from './store.ts';

/**
 * Names of the migrations that are still to be applied, in their order; none while the program on the disk is the one that runs.
 * `directory` is another than the repository's in tests only.
 */
export async function waitingMigrations(store: Store, directory?: string): Promise<readonly string[]> {
	const [names, applied] = await Promise.all([
		migrationNames(directory),
		query<{ name: string }>(
			store,
			'SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL',
		),
	]);
	const known = new Set(applied.map(({ name }) => name));
	return names.filter((name) => !known.has(name));
}
