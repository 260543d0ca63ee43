/**
 * @file `galatea bench hostile`: weight files of every format, damaged in many ways. Each must be read or refused with a
 * reason, soon, and within the memory that its length allows; the first that is not is named, and can be made again.
 */
import { parseArgs } from 'node:util';
import {
	type FuzzOutcome,
	type FuzzSeed,
	fuzzSeeds,
	largestPossibleTensorBytes,
	mutant,
	tryFile,
} from '@galatea/checkpoint/testing';
import { UsageError } from '../usage-error.ts';

const usage = `galatea bench hostile [options]

  --count N   damaged files in all (100000)
  --from N    number of the first, of each kind (0); a number always gives the same file
  --json      print JSON instead of a table`;

/** Small files are read in milliseconds; whatever takes this long would take forever at full size. */
const longestMs = 1_000;

/** What became of the files of one kind. */
interface HostileReport {
	readonly name: string;
	readonly format: string;
	readonly files: number;
	readonly read: number;
	/** By the failure of the `CheckpointError`. */
	readonly refused: Readonly<Record<string, number>>;
	readonly slowestMs: number;
	readonly largestTensorBytes: number;
}

/** Runs the benchmark and prints what it found; rejects at the first file that breaks a rule. */
export async function benchHostile(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { count, from, json } = readOptions(words);
	const seeds = await fuzzSeeds();
	const each = Math.ceil(count / seeds.length);
	const reports: HostileReport[] = [];
	for (const seed of seeds) reports.push(await tryMany(seed, from, each, signal));
	const peakMemoryBytes = process.resourceUsage().maxRSS * 1_024;
	console.log(json ? JSON.stringify({ reports, peakMemoryBytes }) : printed(reports, peakMemoryBytes));
}

async function tryMany(seed: FuzzSeed, from: number, count: number, signal: AbortSignal): Promise<HostileReport> {
	const refused: Record<string, number> = {};
	let [read, slowestMs, largestTensorBytes] = [0, 0, 0];
	for (let number = from; number < from + count; number++) {
		signal.throwIfAborted();
		const bytes = mutant(seed, number);
		const outcome = await tryFile(bytes).catch((cause: unknown) => {
			throw new Error(`number ${number} of ${seed.name} breaks the reader`, { cause });
		});
		checkOutcome(outcome, `number ${number} of ${seed.name}`, bytes.length);
		if (outcome.failure === null) read++;
		else refused[outcome.failure] = (refused[outcome.failure] ?? 0) + 1;
		slowestMs = Math.max(slowestMs, outcome.cpuMs);
		largestTensorBytes = Math.max(largestTensorBytes, outcome.largestTensorBytes);
	}
	return { name: seed.name, format: seed.format, files: count, read, refused, slowestMs, largestTensorBytes };
}

function checkOutcome({ cpuMs, largestTensorBytes }: FuzzOutcome, what: string, fileBytes: number): void {
	if (cpuMs > longestMs) throw new Error(`${what} takes ${Math.round(cpuMs)} ms`);
	if (largestTensorBytes > largestPossibleTensorBytes(fileBytes)) {
		throw new Error(`${what}, of ${fileBytes} bytes, makes a tensor of ${largestTensorBytes} bytes`);
	}
}

function printed(reports: readonly HostileReport[], peakMemoryBytes: number): string {
	const rows = reports.map(({ name, files, read, refused, slowestMs, largestTensorBytes }) => {
		const why = Object.entries(refused).map(([failure, count]) => `${count} ${failure}`);
		const largest = `${(largestTensorBytes / 2 ** 20).toFixed(1)} MiB`;
		return `| ${name} | ${files} | ${read} | ${why.join(', ')} | ${slowestMs.toFixed(0)} ms | ${largest} |`;
	});
	return [
		'| made from | files | read | refused | slowest | largest tensor |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows,
		'',
		`Peak memory of the process: ${Math.round(peakMemoryBytes / 2 ** 20)} MiB.`,
	].join('\n');
}

function readOptions(words: readonly string[]) {
	const values = parse(words);
	const whole = (name: 'count' | 'from', minimum: number): number => {
		const number = Number(values[name]);
		if (Number.isInteger(number) && number >= minimum && number <= 2 ** 31) return number;
		throw new UsageError(`--${name} ${values[name]} must be a whole number from ${minimum} to ${2 ** 31}.`);
	};
	return { count: whole('count', 1), from: whole('from', 0), json: values.json };
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			options: {
				count: { type: 'string', default: '100000' },
				from: { type: 'string', default: '0' },
				json: { type: 'boolean', default: false },
			},
		}).values;
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}
