/**
 * @file `node --import tsx prisma/prepare.ts [--seed] [--offer-claim]`: brings DATABASE_URL up to date. With `--seed` it
 * hangs the first pictures into an empty gallery; with `--offer-claim` it prints `claim: <token>` while there is no
 * admin. Safe to run at every start.
 */
import { offerAdminClaim } from '@galatea/store/accounts';
import { migrate, openStore } from '@galatea/store/database';
import { readEnvironment } from './env.ts';
import { hangFirstPictures } from './seed/hang.ts';

try {
	const environment = readEnvironment();
	await migrate(environment);
	await using store = openStore(environment);
	if (process.argv.includes('--seed')) {
		const count = await hangFirstPictures(store);
		if (count > 0) process.stdout.write(`Published ${count} pictures.\n`);
	}
	if (process.argv.includes('--offer-claim')) {
		const token = await offerAdminClaim(store);
		if (token !== null) process.stdout.write(`claim: ${token}\n`);
	}
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
