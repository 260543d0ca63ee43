import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encodeOriginal, inspectPicture, readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { hashRecipe, parseRecipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';
import { fixtures, program, run as runIn, runProgram, small, start } from './testing.ts';

const nerdyrodent = join(fixtures, 'nerdyrodent.png');
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...words: readonly string[]) => runIn(folder, ...words);

describe('galatea render', () => {
	test('writes a PNG that carries its recipe, prints its path, and shows a bar on standard error', async () => {
		const words = ['render', 'a red apple', ...small, '--seed', '5', '--out', 'apple.png'];
		const { code, output, errors } = await runProgram(folder, ...words);
		expect(errors).toContain('2/2 steps');
		expect({ code, output }).toEqual({ code: 0, output: `${join(folder, 'apple.png')}\n` });
		const png = await readFile(join(folder, 'apple.png'));
		const recipe = parseRecipe(JSON.parse(readEmbeddedRecipe(png) ?? ''));
		expect(recipe).toMatchObject({ width: 64, steps: 2, seed: '5', prompts: [{ text: 'a red apple' }] });
		expect((await readPicture(png)).width).toBe(64);
	});

	test('with --json prints one event a line and nothing else', async () => {
		const { code, output } = await run('render', 'a red apple', ...small, '--json', '--out', 'json.png');
		const events = output
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(events.map((event) => event.type)).toEqual(['started', 'progress', 'progress', 'done']);
		expect(events[0].recipeHash).toBe(hashRecipe(events[0].recipe));
		expect(events[2]).toMatchObject({
			step: 2,
			loss: expect.any(Number),
			terms: [{ term: 0, loss: expect.any(Number) }],
		});
		expect(events[3].file).toBe(join(folder, 'json.png'));
		expect(code).toBe(0);
	});

	test('the same seed is the same file, and an init picture is another', async () => {
		const words = ['render', 'a red apple', ...small, '--seed', '9', '--quiet'];
		const init = { width: 64, height: 64, data: new Uint8Array(3 * 64 * 64).fill(200) };
		const { bytes } = await encodeOriginal(init, { recipe: '', description: '' });
		await writeFile(join(folder, 'init.png'), bytes);
		await run(...words, '--out', 'first.png');
		await run(...words, '--out', 'second.png');
		const begun = await run(...words, '--init', 'init.png', '--out', 'begun.png');
		expect(begun).toMatchObject({ code: 0, errors: '' });
		const [first, second, third] = await Promise.all(
			['first.png', 'second.png', 'begun.png'].map((name) => readFile(join(folder, name))),
		);
		expect(second?.equals(first as Buffer)).toBe(true);
		expect(third?.equals(first as Buffer)).toBe(false);
	}, 180_000);

	test('names words that the pack does not know, with near ones, and renders with the rest', async () => {
		const { code, errors } = await run('render', 'a red aple', ...small, '--quiet', '--out', 'aple.png');
		expect(errors).toMatch(/"aple" is not in the vocabulary of the pack "starter-2"\. It knows: .*apple/);
		expect(code).toBe(0);
	});

	test('Ctrl-C ends it with 130 and leaves no file', async () => {
		const child = start(folder, 'render', 'a red apple', '--steps', '5000', '--json', '--out', 'never.png');
		if (!child.stdout) throw new Error('no output');
		for await (const line of createInterface(child.stdout))
			if (line.includes('"progress"')) {
				child.kill('SIGINT');
				break;
			}
		const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
		expect(code).toBe(130);
		expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([]);
	});
});

test('a render without an end writes its picture when Ctrl-C stops it, with a recipe of the steps that were made', async () => {
	const child = start(
		folder,
		'render',
		'--textos',
		'a red apple',
		'--max_iteraciones',
		'-1',
		'--size',
		'64',
		'--cutouts',
		'4',
		'--json',
		'--out',
		'stopped.png',
	);
	if (!child.stdout) throw new Error('no output');
	for await (const line of createInterface(child.stdout))
		if (line.includes('"progress"')) {
			child.kill('SIGINT');
			break;
		}
	child.stdout.resume();
	const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
	expect(code).toBe(0);
	const { found } = await inspectPicture(await readFile(join(folder, 'stopped.png')));
	expect(found[0]?.recipe?.steps).toBeGreaterThanOrEqual(1);
	expect(found[0]?.recipe?.steps).toBeLessThan(10_000);
	expect(found[0]?.problem).toBeNull();
});

describe('what is wrong is said in one message, with code 2', () => {
	test.each([
		['empty prompt', ['render', ''], 'prompts must have at least one term: write what the picture should show'],
		['prompt of 10,000 characters', ['render', 'a'.repeat(10_000)], 'has 10000 characters; at most 2000 are read'],
		['no known word', ['render', 'xqzt'], 'has no word that the pack "starter-2" knows: "xqzt"'],
		['size 0', ['render', 'apple', '--size', '0x0'], 'width must be a multiple of 8 from 64 to 512 px'],
		['size 100000', ['render', 'apple', '--size', '100000x64'], 'nearest to 100000: 512'],
		['size 7', ['render', 'apple', '--size', '7'], 'nearest to 7: 64'],
		['negative steps', ['render', 'apple', '--steps', '-3'], 'steps must be at least 1'],
		['half a step', ['render', 'apple', '--steps', '1.5'], 'steps must be a whole number'],
		['negative seed', ['render', 'apple', '--seed', '-2'], 'seed must be a whole number from 0'],
		[
			'seed of 65 bits',
			['render', 'apple', '--seed', '18446744073709551616'],
			'seed must be at most 18446744073709551615',
		],
		['unknown pack', ['render', 'apple', '--pack', 'dalle'], 'There is no pack "dalle"'],
		['no such folder', ['render', 'apple', '--out', 'nowhere/apple.png'], 'there is no folder'],
		['no format of ours', ['render', 'apple', '--out', 'apple.gif'], 'must end in one of .png, .webp, .jpg, .avif.'],
		['nothing to inspect', ['inspect'], 'Which file?'],
		['a file that is not there', ['inspect', 'missing.png'], 'missing.png cannot be read'],
		['nothing to fork', ['fork'], 'Which picture, and on to what?'],
		['no picture of a video', ['video', '--out', 'a.webp'], 'Of which picture?'],
		['no name of a video', ['video', 'a.png', '--out', 'a.gif'], 'ends in .webp or .mp4'],
		['nothing to verify', ['verify'], 'Which file?'],
		['no recipe to verify', ['verify', nerdyrodent], 'it carries no recipe of Galatea'],
		['a file that is no picture', ['inspect', program], 'not a picture that can be read'],
		['no such init picture', ['render', 'apple', '--init', 'missing.png'], '--init missing.png cannot be read'],
		['no such image prompt', ['render', '--image-prompts', 'no.png:2'], '--image-prompts no.png cannot be read'],
		['no such term', ['render', 'apple', '--schedule', '3 1=0'], 'schedules.0.term must be the index of a term'],
		[
			'unknown command',
			['paint'],
			'There is no command "paint". There are: render, fork, inspect, verify, caption, video, restyle, packs, models, backup, restore, bench, help.',
		],
		['unknown benchmark', ['bench', 'pigs'], 'There is no benchmark "pigs".'],
	])('%s', async (_what, words, message) => {
		const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
		try {
			// In this process: a new one takes a second, and there are many ways to be wrong.
			expect(await main(words)).toBe(2);
			expect(said.mock.lastCall?.[0]).toContain(message);
			expect(said.mock.lastCall?.[0]).not.toContain('    at ');
			expect(printed).not.toHaveBeenCalled();
		} finally {
			said.mockRestore();
			printed.mockRestore();
		}
	});
});

test('galatea packs lists what there is, for people and for programs', async () => {
	expect((await run('packs')).output).toContain('starter-2 (default)');
	const { packs, defaultPackId } = JSON.parse((await run('packs', '--json')).output);
	expect(defaultPackId).toBe('starter-2');
	expect(packs[0]).toMatchObject({ id: 'starter', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('galatea alone, help and --help say what there is', async () => {
	const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	for (const words of [[], ['help'], ['--help'], ['help', 'packs']]) expect(await main(words)).toBe(0);
	expect(await main(['help', 'render'])).toBe(0);
	expect(printed.mock.calls.map(([text]) => String(text).split(' ').slice(0, 2).join(' '))).toEqual([
		...['galatea renders', 'galatea renders', 'galatea renders'],
		...['galatea packs', 'galatea render'],
	]);
	printed.mockRestore();
});

test('galatea help names every benchmark that there is', async () => {
	const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	try {
		await main(['help']);
		await main(['bench', 'pigs']);
		const known = /There are: ([^.]+)\./.exec(String(said.mock.lastCall?.[0]))?.[1]?.split(', ');
		expect(known).toContain('engine');
		expect(printed.mock.lastCall?.[0]).toContain(`galatea bench ${known?.join('|')}\n`);
	} finally {
		printed.mockRestore();
		said.mockRestore();
	}
});

describe('galatea bench hostile', () => {
	test('says of every kind of damaged file what became of it', async () => {
		// Its memory is that of a process of its own.
		const { code, output, errors } = await runProgram(folder, 'bench', 'hostile', '--count', '70', '--json');
		expect({ code, errors }).toEqual({ code: 0, errors: '' });
		const { reports, peakMemoryBytes } = JSON.parse(output);
		expect(peakMemoryBytes).toBeGreaterThan(0);
		for (const { files, read, refused } of reports) {
			const sum = Object.values<number>(refused).reduce((total, count) => total + count, read);
			expect(sum).toBe(files);
		}
		expect(new Set(reports.map(({ format }: { format: string }) => format)).size).toBeGreaterThanOrEqual(4);
	});

	test('a number that is none is misuse', async () => {
		const { code, errors } = await run('bench', 'hostile', '--count', 'many');
		expect({ code, errors }).toEqual({
			code: 2,
			errors: '--count many must be a whole number from 1 to 2147483648.\n',
		});
	});
});
