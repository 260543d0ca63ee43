// @ts-check
/** @file What signs the cookies of who has signed in: AUTH_SECRET, or one of this gallery's own, made at its first start. */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from './problem.mjs';

/**
 * With a lost secret nothing is lost but that everybody signs in once more.
 * @param {{ readonly dataDir: string, readonly authSecret: string | null }} settings
 * @returns {Promise<string>}
 */
export async function readAuthSecret({ dataDir, authSecret }) {
	if (authSecret) return authSecret;
	const file = path.join(dataDir, 'auth-secret');
	// Whole before it has its name, so that of two starts at once neither reads half of it. Nobody else here may read it.
	const whole = `${file}.${randomBytes(6).toString('hex')}`;
	try {
		await writeFile(whole, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
		await link(whole, file);
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST')
			throw new Problem(`${file} cannot be written: ${/** @type {Error} */ (error).message}.`);
	} finally {
		await rm(whole, { force: true });
	}
	return (await readFile(file, 'utf8')).trim();
}
