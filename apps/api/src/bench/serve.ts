/**
 * @file The process that `npm run bench -- gallery` and `live` measure: the API on the database of its first argument. It tells its
 * parent where it listens, and when asked, how many statements it has sent to the database since, the memory it holds, and
 * the processor time it has taken.
 */
import { startTestApi } from '../testing.ts';

const [databaseUrl = ''] = process.argv.slice(2);
let statements = 0;
await using api = await startTestApi({ databaseUrl, onStatement: () => statements++ });
process.send?.({ url: api.url });
await new Promise<void>((resolve) => {
	process.on('message', () => {
		const { user, system } = process.cpuUsage();
		process.send?.({ statements, residentBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 });
		statements = 0;
	});
	process.on('disconnect', resolve);
});
