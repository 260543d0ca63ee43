/** @file What Next runs once, before the web server answers its first request. */

/** Lets pages answer with a status of their own. */
export async function register(): Promise<void> {
	// biome-ignore lint/style/noProcessEnv: not a setting: Next writes it in when it builds this file for a runtime.
	if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
	const { followRequests } = await import('./features/chrome/response.ts');
	followRequests();
}
