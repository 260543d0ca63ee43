/** @file `node --import tsx packages/store/src/migrate-main.ts`: brings DATABASE_URL up to date, says what it did. */
import { databaseUrl } from './env.ts';
import { migrate } from './migrate.ts';

try {
	const { applied } = await migrate({ databaseUrl: databaseUrl() });
	process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
