// @ts-check
/** @file `npm run check`: lint, types, boundaries, dead code and the lock; every check runs, whatever came before. */
import './start/need-node.mjs';
import path from 'node:path';
import { runCommand } from './start/command.mjs';
import { generate, install } from './start/install.mjs';
import { createLog } from './start/log.mjs';
import { Problem } from './start/problem.mjs';
import { repository } from './start/settings.mjs';

const binary = (/** @type {string} */ name) => path.join(repository, 'node_modules', '.bin', name);

const checks = [
	{
		name: 'Lint and format',
		program: binary('biome'),
		words: ['ci', '--colors=off', '--no-errors-on-unmatched', '--error-on-warnings'],
	},
	{
		name: 'Types',
		program: binary('turbo'),
		words: ['run', 'typecheck', '--concurrency=2', '--output-logs=errors-only'],
	},
	{ name: 'Types of the tools', program: binary('tsc'), words: ['--noEmit', '-p', 'tools'] },
	{ name: 'Boundaries', program: binary('turbo'), words: ['boundaries'] },
	{
		name: 'Dead code',
		program: binary('knip'),
		words: ['--no-progress', '--no-config-hints'],
		// Playwright's configuration is read too, and wants to know where the gallery is.
		environment: { GALATEA_E2E_URL: 'http://127.0.0.1:3000' },
	},
	{ name: 'Lock file', program: process.execPath, words: ['tools/complete-lock.mjs', '--check'] },
];

const log = createLog();
const { signal } = new AbortController();
const failed = [];
try {
	await install(log, signal);
	await generate(log, signal);
	for (const { name, program, words, environment = {} } of checks) {
		const { code, output } = await log.phase(name, () => runCommand(program, words, { signal, environment }));
		if (code === 0) continue;
		failed.push(name);
		log.line(output.trimEnd());
	}
	log.line(failed.length === 0 ? `All ${checks.length} checks passed.` : `Failed: ${failed.join(', ')}.`);
} catch (error) {
	if (!(error instanceof Problem)) throw error;
	log.line(error.message);
	log.line(error.remedy);
	failed.push('');
}
process.exitCode = failed.length === 0 ? 0 : 1;
