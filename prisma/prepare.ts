/**
 * @file `node --import tsx prisma/prepare.ts [--seed]`: brings DATABASE_URL up to date and, with `--seed`, hangs the
 * first pictures into an empty gallery. Safe to run at every start.
 */
import { migrate, openStore } from '@galatea/store';
import { readEnvironment } from './env.ts';
import { hangFirstPictures } from './seed/hang.ts';

try {
	const environment = readEnvironment();
	await migrate(environment);
	if (process.argv.includes('--seed')) {
		await using store = openStore(environment);
		const count = await hangFirstPictures(store);
		if (count > 0) process.stdout.write(`Hung ${count} pictures.\n`);
	}
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
