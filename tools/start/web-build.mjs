// @ts-check
/** @file The web app's production build. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './command.mjs';
import { lastLines, Problem, requireRoom } from './problem.mjs';
import { repository } from './settings.mjs';
import { lookUp } from './stamp.mjs';

const app = path.join(repository, 'apps', 'web');
const standalone = path.join(app, '.next', 'standalone', 'apps', 'web');

/** What runs the built app. */
export const webServer = path.join(standalone, 'server.js');

const beside = (/** @type {string} */ file) => pathToFileURL(path.join(import.meta.dirname, file)).href;

/** Words for Node that load into it what has to be there before: from whom a request comes, and how the API is reached. */
export const webPreloads = ['visitor-address.mjs', 'bracketed-address.mjs'].map((file) => `--import=${beside(file)}`);

/**
 * Builds when a source of the web app has changed.
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 */
export async function buildWeb(log, signal) {
	const { due, note } = await lookUp({
		name: 'web-build',
		inputs: ['apps/web', 'packages/render/src', 'apps/api/schema.graphql', 'package-lock.json'],
		outputs: [path.relative(repository, webServer)],
	});
	if (!due) return;
	await requireRoom(app, 500, 'Building the web app');
	await log.phase('Building the web app', async () => {
		const next = path.join(repository, 'node_modules', 'next', 'dist', 'bin', 'next');
		const environment = { NODE_ENV: 'production' };
		const { code, output } = await runCommand(process.execPath, [next, 'build'], {
			signal,
			environment,
			directory: app,
		});
		if (code !== 0) throw explainBuild(output);
		// The standalone server serves these too, but the build leaves it to us to put them beside it.
		await replace(path.join(app, '.next', 'static'), path.join(standalone, '.next', 'static'));
		await replace(path.join(app, 'public'), path.join(standalone, 'public'));
	});
	await note();
}

/** @param {string} from @param {string} to */
async function replace(from, to) {
	await rm(to, { recursive: true, force: true });
	await cp(from, to, { recursive: true }).catch((error) => {
		if (error.code !== 'ENOENT') throw error;
	});
}

/** @param {string} output */
function explainBuild(output) {
	if (/ENOSPC|no space left/i.test(output))
		return new Problem('There is no room left to build the web app.', `Make room: df -h ${app}`);
	if (/SIGKILL|out of memory|heap limit/i.test(output))
		return new Problem('There is not enough memory to build the web app: about 1 GB must be free.', 'free -h');
	return new Problem(`The web app could not be built.\n${lastLines(output, 25)}`);
}
