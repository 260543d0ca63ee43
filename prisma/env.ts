/** @file What prepare.ts reads of the environment. */

/** DATABASE_URL and STORAGE_DIR; throws when one is not set. */
export function readEnvironment(): { readonly databaseUrl: string; readonly storageDir: string } {
	const databaseUrl = process.env['DATABASE_URL'];
	const storageDir = process.env['STORAGE_DIR'];
	if (!databaseUrl || !storageDir) throw new Error('DATABASE_URL and STORAGE_DIR must be set.');
	return { databaseUrl, storageDir };
}
