/** @file `galatea bench answers`: how many pictures of a blind round judges named, and the round, kept for later. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { modelsDir } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { answersSchema, keySchema, type Score, scoreOf, spreadOf } from './judging/score.ts';
import { readSubjects } from './judging/subjects.ts';

const usage = `galatea bench answers --key FILE [options] ANSWERS.json…

  --key FILE    of \`galatea bench blind\`
  --round NAME  keep key, answers and scores in models/judge/rounds/NAME
  --json        print JSON`;

/** Scores every file of answers against the key, and prints the median of the judges and their spread. */
export async function benchAnswers(words: readonly string[]): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { values, positionals } = parse(words);
	if (values.key === undefined || positionals.length === 0)
		throw new UsageError(`A key and answers are needed.\n\n${usage}`);
	if (values.round !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(values.round))
		throw new UsageError(`--round ${values.round} must be small letters, digits and hyphens.`);
	const key = await readAs(keySchema, values.key);
	const subjects = (await readSubjects())[key.set];
	const answers = await Promise.all(positionals.map((file) => readAs(answersSchema, file)));
	const scores = answers.map((each) => scoreOf(each, key, subjects));
	if (values.round !== undefined) {
		const folder = join(modelsDir(), 'judge', 'rounds', values.round);
		await mkdir(folder, { recursive: true });
		const write = (name: string, value: unknown) =>
			writeFile(join(folder, name), `${JSON.stringify(value, null, '\t')}\n`);
		await write('key.json', key);
		await Promise.all(answers.map((each, index) => write(`answers-${index + 1}.json`, each)));
		await write('scores.json', scores);
	}
	console.log(
		values.json ? JSON.stringify(scores) : `${key.set} of ${key.pack} at ${key.commit.slice(0, 7)}\n${table(scores)}`,
	);
}

function table(scores: readonly Score[]): string {
	const of = scores[0]?.pictures ?? 0;
	const line = (what: string, total: number, count: (score: Score) => number): readonly string[] => {
		if (total === 0) return [];
		const { median, low, high } = spreadOf(scores.map(count));
		return [`${what.padEnd(22)} ${median} of ${total} (${low} to ${high}, ${scores.length} judges)`];
	};
	return [
		...line('freely, first guess', of, ({ freeFirst }) => freeFirst),
		...line('freely, in three', of, ({ freeInThree }) => freeInThree),
		...line('from the list, first', of, ({ listFirst }) => listFirst),
		...line('from the list, in three', of, ({ listInThree }) => listInThree),
		...line('colour', scores[0]?.colour.of ?? 0, ({ colour }) => colour.right),
		...line('ground', scores[0]?.ground.of ?? 0, ({ ground }) => ground.right),
	].join('\n');
}

async function readAs<T>(schema: z.ZodType<T>, file: string): Promise<T> {
	const name = basename(file);
	const text = await readFile(resolve(file), 'utf8').catch((cause: Error) => {
		throw new UsageError(`${name} cannot be read: ${cause.message}`);
	});
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new UsageError(`${name} is not JSON: ${(cause as Error).message}`);
	}
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw new UsageError(`${name} is not as it should be: ${issue?.path.join('.')} ${issue?.message}`);
}

function parse(words: readonly string[]) {
	try {
		const options = {
			key: { type: 'string' },
			round: { type: 'string' },
			json: { type: 'boolean', default: false },
		} as const;
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}
