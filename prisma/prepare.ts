/**
 * @file `node --import tsx prisma/prepare.ts [--seed]`: brings DATABASE_URL up to date and, with `--seed`, hangs the
 * first pictures into an empty gallery. Safe to run at every start.
 */
import { closeStore, migrate, openStore } from '@galatea/store';
import { hangFirstPictures } from './seed/hang.ts';

const databaseUrl = process.env['DATABASE_URL'];
const storageDir = process.env['STORAGE_DIR'];

try {
	if (!databaseUrl || !storageDir) throw new Error('DATABASE_URL and STORAGE_DIR must be set.');
	await migrate({ databaseUrl });
	if (process.argv.includes('--seed')) {
		const store = openStore({ databaseUrl, storageDir });
		try {
			const count = await hangFirstPictures(store);
			if (count > 0) process.stdout.write(`Hung ${count} pictures.\n`);
		} finally {
			await closeStore(store);
		}
	}
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
