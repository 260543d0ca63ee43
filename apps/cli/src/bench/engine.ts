/**
 * @file `galatea bench engine`: every part of the engine, measured beside PyTorch where it is, and written down in
 * `docs/benchmarks.md`.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryDir } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { writeSection } from './document.ts';
import { growthSection, partsSection, startsSection, wholeSection } from './engine-sections.ts';
import { describeMachine } from './machine.ts';
import { type BenchScale, benchScales } from './packs.ts';
import { findPytorch, type Pytorch } from './pytorch.ts';

const usage = `galatea bench engine [options]

  --scales full,b16,starter   what to measure (these three)
  --rounds N                  steps of each contestant, in turn (5)
  --threads N                 threads of each contestant (all cores)
  --against pytorch|none      whom to compare with (pytorch, if python3 has it)
  --python PROGRAM            the Python to look for PyTorch in (/usr/bin/python3, then python3)
  --write                     put the tables into docs/benchmarks.md, beside printing them

It takes half an hour with everything, on two cores. Interrupt it at any time: nothing is written before the end.`;

/** What every section needs. */
export interface EngineBench {
	readonly scales: readonly BenchScale[];
	readonly rounds: number;
	readonly threads: number;
	/** Null where there is none. */
	readonly pytorch: Pytorch | null;
	readonly signal: AbortSignal;
	/** Says what is being measured. */
	readonly note: (text: string) => void;
	/** Puts a picture beside the tables; only when they are written. */
	readonly draw: (file: string, svg: string) => Promise<void>;
}

/** Runs the suite, prints its tables, and writes them down if it is asked to. */
export async function benchEngine(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { scales, rounds, threads, isCompared, pythons, isWritten } = readOptions(words);
	const note = (text: string): void => void process.stderr.write(`${text}\n`);
	const { pytorch, reason } = isCompared
		? await findPytorch(pythons, signal)
		: { pytorch: null, reason: 'PyTorch was not asked for' };
	const drawings = new Map<string, string>();
	const draw = async (file: string, svg: string): Promise<void> => void drawings.set(file, svg);
	const bench: EngineBench = { scales, rounds, threads, pytorch, signal, note, draw };
	const parts = [
		`${await describeMachine(threads)}; ${reason}. A figure is the median of ${rounds} rounds, in which everything that is compared takes its turn; ` +
			'ranges are the least and the most of a round. Take the ratios with you, and leave the seconds here.',
	];
	for (const section of [wholeSection, partsSection, growthSection, startsSection]) parts.push(await section(bench));
	const text = parts.filter((part) => part !== '').join('\n\n');
	console.log(text);
	if (!isWritten) return;
	await writeSection(join(repositoryDir, 'docs'), { name: 'engine', text, drawings });
	note('Written to docs/benchmarks.md.');
}

function readOptions(words: readonly string[]) {
	const { values } = parse(words);
	const scales = values.scales.split(',');
	const isScale = (name: string): name is BenchScale => (benchScales as readonly string[]).includes(name);
	const strange = scales.find((name) => !isScale(name));
	if (strange !== undefined) throw new UsageError(`--scales "${strange}" is not one of ${benchScales.join(', ')}.`);
	const whole = (name: 'rounds' | 'threads', rest: number): number => {
		const number = Number(values[name] ?? rest);
		if (!Number.isInteger(number) || number < 1 || number > 1_000)
			throw new UsageError(`--${name} ${values[name]} must be a whole number from 1 to 1000.`);
		return number;
	};
	if (values.against !== 'pytorch' && values.against !== 'none')
		throw new UsageError(`--against ${values.against} is not one of pytorch, none.`);
	return {
		scales: scales.filter(isScale),
		rounds: whole('rounds', 5),
		threads: whole('threads', availableParallelism()),
		isCompared: values.against === 'pytorch',
		pythons: values.python === undefined ? ['/usr/bin/python3', 'python3'] : [values.python],
		isWritten: values.write,
	};
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			options: {
				scales: { type: 'string', default: 'full,b16,starter' },
				rounds: { type: 'string' },
				threads: { type: 'string' },
				against: { type: 'string', default: 'pytorch' },
				python: { type: 'string' },
				write: { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
	}
}
