// @ts-check
/** @file The packages of package-lock.json in node_modules, and what is generated from sources. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { explainInstall, lastLines, Problem, requireRoom } from './problem.mjs';
import { repository } from './settings.mjs';
import { lookUp } from './stamp.mjs';

/** Measured: 1.6 GB of packages, and npm unpacks some twice. */
const installMegabytes = 2_500;

/**
 * Installs when the lock is another than the one that was installed.
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 */
export async function install(log, signal) {
	const inputs = ['package-lock.json', '.npmrc'];
	const { due, note } = await lookUp({ name: 'installed', inputs, outputs: ['node_modules/tsx'] });
	if (!due) return;
	if (await isInstalled()) return note();
	await requireRoom(repository, installMegabytes, 'Installing the packages');
	await log.phase('Installing the packages', async () => {
		const { code, output } = await runCommand('npm', ['ci', '--no-audit', '--no-fund'], { signal }).catch(explainNpm);
		if (code !== 0) throw explainInstall(output, repository);
	});
	await note();
}

/**
 * Whether node_modules holds what the lock names, because somebody ran `npm install` by hand. npm keeps a lock of its
 * own there; packages for other platforms are in ours only.
 */
async function isInstalled() {
	const read = async (/** @type {string} */ file) =>
		JSON.parse(await readFile(path.join(repository, file), 'utf8')).packages;
	try {
		const [wanted, there] = [await read('package-lock.json'), await read('node_modules/.package-lock.json')];
		return Object.entries(wanted)
			.filter(([place, entry]) => place.includes('node_modules/') && !(entry.optional && !there[place]))
			.every(([place, entry]) => there[place] && (entry.link || there[place].version === entry.version));
	} catch {
		return false;
	}
}

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {never}
 */
function explainNpm(error) {
	if (error.code !== 'ENOENT') throw error;
	throw new Problem(
		'npm is not on the PATH.',
		'It comes with Node: https://nodejs.org. On Debian: apt-get install npm',
	);
}

/** What is generated: from what, into what, by which program. */
const generators = [
	{
		name: 'database-client',
		text: 'Generating the database client',
		inputs: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
		outputs: ['packages/store/src/generated'],
		words: [path.join('node_modules', 'prisma', 'build', 'index.js'), 'generate'],
	},
	{
		name: 'compiled-database-client',
		text: 'Compiling the database client',
		// Of what it is compiled from, so that one that Prisma was asked for by hand is compiled too.
		inputs: [
			'packages/store/src/generated/client.ts',
			'packages/store/src/generated/enums.ts',
			'packages/store/src/generated/internal',
			'tools/compile-client.mjs',
		],
		outputs: ['packages/store/src/generated/compiled/client.js', 'packages/store/src/generated/compiled/client.d.ts'],
		words: [path.join('tools', 'compile-client.mjs')],
	},
	{
		name: 'statement-builder',
		text: 'Compiling the statement builder',
		inputs: ['package-lock.json', 'tools/compile-kysely.mjs'],
		outputs: ['packages/store/src/generated/compiled/kysely.cjs'],
		words: [path.join('tools', 'compile-kysely.mjs')],
	},
	{
		name: 'graphql-documents',
		text: 'Generating the types of the web app',
		inputs: ['apps/api/schema.graphql', 'apps/web/src', 'apps/web/package.json', 'apps/web/codegen.config.ts'],
		outputs: ['apps/web/src/graphql/generated'],
		words: null,
	},
];

/**
 * Generates what is out of date.
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 * @param {{ readonly always?: boolean }} [options]
 */
export async function generate(log, signal, { always = false } = {}) {
	for (const { text, words, ...work } of generators) {
		const { due, note } = await lookUp(work);
		if (!due && !always) continue;
		await log.phase(text, async () => {
			const { code, output } = words
				? await runCommand(process.execPath, words, { signal })
				: await runCommand('npm', ['run', 'generate', '-w', '@galatea/web'], { signal });
			if (code !== 0) throw new Problem(`${text} failed.\n${lastLines(output, 15)}`);
		});
		await note();
	}
}
