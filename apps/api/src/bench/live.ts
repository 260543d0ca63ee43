/**
 * @file `npm run bench -- live`: many viewers of one render on graphql-ws, slow readers among them, against a real API in a process of
 * its own. Writes how much of a core and how much memory they cost it, and how long events take to reach them, into
 * docs/benchmarks.md. Ends with 1 when a target is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '@galatea/store/database';
import { disposableServer } from '@galatea/testing';
import { runningRender } from '../testing-worker.ts';
import { startApiProcess } from './api-process.ts';
import { webDocument } from './documents.ts';
import { LiveViewers } from './live-viewers.ts';
import { writeSection } from './report.ts';

const usage = `npm run bench -- live [options]

  --viewers N   who watch the render (1000)
  --seconds N   for how long (60)
  --note TEXT   a sentence for the table, such as that other work ran beside
  --write       put the table into docs/benchmarks.md`;

const document = path.join(import.meta.dirname, '../../../../docs/benchmarks.md');
const eventsPerSecond = 2;
/** One viewer in so many reads nothing for half of the time. */
const slowOf = 20;
/** So long at a time: who answers no ping for twelve is cut off. */
const slowSeconds = 5;
/** Viewers before the measured ones, so that what they run through is compiled. */
const warmUpViewers = 20;

/** What the API process may cost, with no other render computing. */
const targets = { coreShare: 0.6, megabytesAboveIdle: 100, p95Ms: 300 };

const { values } = parseArgs({
	options: {
		viewers: { type: 'string', default: '1000' },
		seconds: { type: 'string', default: '60' },
		note: { type: 'string' },
		write: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

function number(name: 'viewers' | 'seconds', maximum: number): number {
	const value = Number(values[name]);
	if (Number.isInteger(value) && value >= 1 && value <= maximum) return value;
	process.stderr.write(`--${name} ${values[name]} must be a whole number from 1 to ${maximum}.\n`);
	process.exit(2);
}

async function main(): Promise<void> {
	const [viewers, seconds] = [number('viewers', 20_000), number('seconds', 3_600)];
	await using database = await disposableServer();
	const storageDir = await mkdtemp(path.join(tmpdir(), 'galatea-live-'));
	try {
		await using store = openStore({ databaseUrl: database.url, storageDir });
		await using api = await startApiProcess(database.url);
		const steps = 1 + (seconds + 5) * eventsPerSecond;
		const worker = await runningRender(store, { steps });
		const watch = { url: api.url, document: webDocument('RenderEvents'), renderId: worker.renderId };
		let step = 0;
		const say = async (count: number, all: LiveViewers, each: () => Promise<void>): Promise<void> => {
			for (let index = 0; index < count; index++) {
				const next = performance.now() + 1_000 / eventsPerSecond;
				all.sent(++step);
				await worker.progressWithPreview(step, steps);
				await each();
				await pause(Math.max(0, next - performance.now()));
			}
		};
		const warmUp = await LiveViewers.join({ ...watch, viewers: warmUpViewers, slow: 0 });
		await say(5, warmUp, async () => {});
		await warmUp.leave();
		const idle = await api.usage();

		process.stderr.write(`${viewers} viewers are coming …\n`);
		const all = await LiveViewers.join({ ...watch, viewers, slow: Math.floor(viewers / slowOf) });
		const begin = { ...(await api.usage()), at: performance.now() };
		let peakMegabytes = begin.residentMegabytes;
		const look = async (): Promise<void> => {
			peakMegabytes = Math.max(peakMegabytes, (await api.usage()).residentMegabytes);
		};
		process.stderr.write(`They watch for ${seconds} s.\n`);
		for (let left = seconds, isSlow = true; left > 0; left -= slowSeconds, isSlow = !isSlow) {
			if (isSlow) all.pauseSlow();
			else all.resumeSlow();
			await say(Math.min(left, slowSeconds) * eventsPerSecond, all, look);
		}
		all.resumeSlow();
		const end = { ...(await api.usage()), at: performance.now() };
		await all.until(step);
		await all.leave();
		const [p50Ms = 0, p95Ms = 0, p99Ms = 0] = all.quantiles([0.5, 0.95, 0.99]);
		const coreShare = (end.cpuSeconds - begin.cpuSeconds) / ((end.at - begin.at) / 1_000);
		const aboveIdle = peakMegabytes - idle.residentMegabytes;
		const rows: readonly (readonly [what: string, value: string, target: string, isMet: boolean | null])[] = [
			[
				'share of a core',
				`${(coreShare * 100).toFixed(0)} %`,
				`${targets.coreShare * 100} %`,
				coreShare < targets.coreShare,
			],
			['memory, idle', `${idle.residentMegabytes.toFixed(0)} MB`, '', null],
			[
				'memory, the most above idle',
				`${aboveIdle.toFixed(0)} MB`,
				`${targets.megabytesAboveIdle} MB`,
				aboveIdle <= targets.megabytesAboveIdle,
			],
			['from event to receipt, p50', `${p50Ms.toFixed(0)} ms`, '', null],
			['from event to receipt, p95', `${p95Ms.toFixed(0)} ms`, `${targets.p95Ms} ms`, p95Ms <= targets.p95Ms],
			['from event to receipt, p99', `${p99Ms.toFixed(0)} ms`, '', null],
		];
		const processors = cpus();
		const report = [
			`${viewers.toLocaleString('en')} viewers of one render on sockets of their own, ${eventsPerSecond} events with a picture in a second for ${seconds} s; one`,
			`viewer in ${slowOf} reads nothing for half of the time, and is not counted in the times. ${all.received.toLocaleString('en')} events were received. ${processors.length}`,
			`cores of ${processors[0]?.model ?? 'an unknown processor'}, on which database, API and viewers run.${values.note === undefined ? '' : ` ${values.note}`}`,
			'',
			'| What | Measured | Target | met |',
			'| --- | ---: | ---: | --- |',
			...rows.map(
				([what, value, target, isMet]) =>
					`| ${what} | ${value} | ${target} | ${isMet === null ? '' : isMet ? 'yes' : '**no**'} |`,
			),
		].join('\n');
		process.stdout.write(`\n${report}\n`);
		if (values.write) await writeSection(document, report, { name: 'live', heading: '## Watching' });
		if (rows.some(([, , , isMet]) => isMet === false)) process.exitCode = 1;
	} finally {
		await rm(storageDir, { recursive: true, force: true });
	}
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
