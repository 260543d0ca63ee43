/** @file What migrate-main.ts, the one program of this package, reads of the environment. */

/** DATABASE_URL; throws when it is not set. */
export function databaseUrl(): string {
	const url = process.env['DATABASE_URL'];
	if (!url) throw new Error('DATABASE_URL is not set: give it the address, postgresql://user:password@host:port/name');
	return url;
}
