/**
 * @file The process that `npm run bench -- gallery` measures: the API on the database of its first argument. It tells its parent
 * where it listens, and when asked, how many statements it has
 * sent to the database since, and the memory it holds.
 */
import { startTestApi } from '../testing.ts';

const [databaseUrl = ''] = process.argv.slice(2);
let statements = 0;
await using api = await startTestApi({ databaseUrl, onStatement: () => statements++ });
process.send?.({ url: api.url });
await new Promise<void>((resolve) => {
	process.on('message', () => {
		process.send?.({ statements, residentBytes: process.memoryUsage.rss() });
		statements = 0;
	});
	process.on('disconnect', resolve);
});
