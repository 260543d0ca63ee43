// @ts-check
/**
 * @file Whether `.ci/run` passes again and again: runs it in fresh clones of the commit that is checked out, one after the
 * other, and prints the last line of each with how long it took.
 *
 *   node tools/test/repeat.mjs             three times
 *   node tools/test/repeat.mjs 5 --busy 2  five times, the last two beside a process that takes a whole core
 */
import '../start/need-node.mjs';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../start/command.mjs';
import { createLog } from '../start/log.mjs';
import { listenForStop, report } from '../start/main.mjs';
import { lastLines, Problem } from '../start/problem.mjs';
import { repository } from '../start/settings.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { busy: { type: 'string' } } });
const times = readCount(positionals[0] ?? '3', 'The number of runs');
const busy = values.busy === undefined ? 0 : readCount(values.busy, '--busy');

const log = createLog();
const stopping = listenForStop(log);
const { signal } = stopping;
/** @type {string[]} */
const lines = [];
let worst = 0;
const place = await mkdtemp(path.join(tmpdir(), 'galatea-repeat-'));
try {
	const commit = await git('rev-parse', 'HEAD');
	for (let run = 1; run <= times; run++) {
		const isBusy = run > times - busy;
		const name = `Run ${run} of ${times}${isBusy ? ', beside a busy core' : ''}`;
		const clone = path.join(place, String(run));
		await git('clone', '--quiet', '--no-checkout', repository, clone);
		await git('-C', clone, 'checkout', '--quiet', '--detach', commit);
		const began = performance.now();
		const { code, output } = await log.phase(name, () => {
			const ended = isBusy ? keepCoreBusy() : () => {};
			return runCommand(path.join(clone, '.ci', 'run'), [], { signal, directory: clone }).finally(ended);
		});
		const minutes = ((performance.now() - began) / 60_000).toFixed(1);
		lines.push(`${name}: code ${code} after ${minutes} minutes: ${lastLines(output, 1)}`);
		if (code !== 0) {
			const kept = path.join(tmpdir(), `galatea-repeat-${process.pid}-${run}.log`);
			await writeFile(kept, output);
			lines.push(`  Its output: ${kept}`);
		}
		worst = Math.max(worst, code);
		await rm(clone, { recursive: true, force: true, maxRetries: 3 });
	}
} catch (error) {
	report(error);
	worst = 1;
} finally {
	await rm(place, { recursive: true, force: true, maxRetries: 3 });
	stopping.end();
}
for (const line of lines) console.log(line);
process.exitCode = signal.aborted ? 130 : worst;

/**
 * @param {string} text
 * @param {string} name
 */
function readCount(text, name) {
	if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
	console.error(`${name} must be a whole number from 1 to 999, not ${text}.`);
	process.exit(2);
}

/** @param {readonly string[]} words */
async function git(...words) {
	const { code, output } = await runCommand('git', words, { signal });
	if (code !== 0)
		throw new Problem(`git ${words.join(' ')} failed: ${lastLines(output, 3)}`, 'Is this a git checkout?');
	return output.trim();
}

/** Takes a whole core until the function that it returns is called, or until this process ends. */
function keepCoreBusy() {
	const program = `
		process.stdin.resume().on('end', () => process.exit());
		const work = () => {
			for (const end = performance.now() + 200; performance.now() < end; );
			setImmediate(work);
		};
		work();`;
	const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'ignore', 'inherit'] });
	return () => {
		child.kill();
	};
}
