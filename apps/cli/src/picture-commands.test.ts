import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFilmDecoder } from '@galatea/optimiser';
import { encodeOriginal, hasMovieEncoder, inspectPicture, readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { brokenPictures } from '@galatea/pictures/testing';
import { forkOf, parseRecipe, printRecipe } from '@galatea/render';
import { printRunRecord, type RunRecord } from '@galatea/render/metadata';
import { openRuntime } from '@galatea/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packShelf } from './environment.ts';
import { findFilm } from './kept-states.ts';
import { fixtures, run as runIn, small } from './testing.ts';

let folder = '';
const run = (...words: readonly string[]) => runIn(folder, ...words);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('galatea inspect', () => {
	test('tells people and programs the recipe, the run and whose it is', async () => {
		await run('render', 'a red apple', ...small, '--seed', '5', '--quiet', '--out', 'told.webp');
		const { code, output } = await run('inspect', 'told.webp');
		expect(code).toBe(0);
		expect(output).toContain('told.webp: webp, 64×64 px\nGalatea, in XMP\n  prompt     a red apple\n');
		const { found } = JSON.parse((await run('inspect', 'told.webp', '--json')).output);
		expect(found[0]).toMatchObject({ writer: 'galatea', recipe: { seed: '5' }, run: { trace: { everySteps: 1 } } });
	});

	test("reads others' files, and shows a hostile text without obeying it", async () => {
		const { output } = await run('inspect', join(fixtures, 'notebook.png'), join(fixtures, 'rkhamilton.png'));
		expect(output).toContain('the VQGAN+CLIP notebook of 2021, hidden in the pixels: the same');
		expect(output).toContain("rkhamilton's vqgan-clip-generator, in the texts of the PNG");
		const { bytes } = await encodeOriginal(
			{ width: 8, height: 8, data: new Uint8Array(192) },
			{ recipe: 'x', description: '', title: 'a\u202eb' },
		);
		await writeFile(join(folder, 'hostile.png'), bytes);
		const told = (await run('inspect', 'hostile.png')).output;
		expect(told).toContain('title      a\ufffdb');
		expect(told).toContain('unusable   The recipe in it is not whole.');
	});
});

test('galatea inspect says of each file that is no picture why it is none, and ends with an error', async () => {
	for (const { name, bytes, reason } of await brokenPictures()) {
		// What moves or is cut short may still say how it was made.
		if (/moving|cut short/.test(name)) continue;
		await writeFile(join(folder, 'broken.png'), bytes);
		const { code, errors } = await run('inspect', 'broken.png');
		expect([name, code]).toEqual([name, 2]);
		expect(errors).toMatch(reason);
	}
});

describe('galatea verify', () => {
	const render = (out: string, ...words: string[]) =>
		run(
			'render',
			'a red apple',
			'--size',
			'64x64',
			'--steps',
			'4',
			'--cutouts',
			'4',
			'--seed',
			'3',
			...words,
			'--quiet',
			'--out',
			out,
		);

	test('a picture of ours is identical, and so are the codes of a lossy copy', async () => {
		await render('true.png');
		const whole = await run('verify', 'true.png', '--quiet');
		expect(whole.output).toBe('true.png: identical: the same picture, and the same codes at all 4 steps.\n');
		expect(whole.code).toBe(0);
		await render('true.jpg');
		const copy = await run('verify', 'true.jpg', '--json');
		expect(JSON.parse(copy.output)).toMatchObject({
			kind: 'copy',
			sameUntilStep: 4,
			similarity: { isIdentical: false },
		});
		expect(copy.code).toBe(0);
	});

	test('a run that parted from its recipe is told with the step, and another picture under a true recipe is found out', async () => {
		await render('true.png');
		const { found } = await inspectPicture(await readFile(join(folder, 'true.png')));
		const [{ recipe = null, run: record = null } = {}] = found;
		if (!recipe || !record?.trace) throw new Error('the picture of the test tells nothing');
		const marks = Buffer.from(record.trace.marks, 'base64');
		marks.fill(0, 4 * 2);
		const parted = { ...record, trace: { ...record.trace, marks: marks.toString('base64') } };
		const picture = { width: 64, height: 64, data: new Uint8Array(3 * 64 * 64).fill(7) };
		const write = async (name: string, claim: RunRecord) => {
			const texts = { recipe: printRecipe(recipe), description: '', run: printRunRecord(claim) };
			await writeFile(join(folder, name), (await encodeOriginal(picture, texts)).bytes);
			return run('verify', name, '--quiet');
		};
		const first = await write('parted.png', parted);
		expect(first.output).toMatch(/^parted\.png: identical until step 2, different from step 3 on \(SSIM 0\.\d+/);
		expect(first).toMatchObject({ code: 1, errors: 'parted.png is not what its recipe gives here.\n' });
		expect((await write('forged.png', record)).output).toContain('another picture: the codes of its steps are those');
		expect((await write('silent.png', { ...record, trace: null })).output).toContain(
			'not identical; the file does not',
		);
	});
});

describe('a picture of an earlier step', () => {
	/** The picture of a step as a gallery keeps it, whose file says that it is `claimed`. */
	async function keep(name: string, { step, claimed }: { readonly step: number; readonly claimed: number }) {
		// A high rate, so that every step changes some code.
		const rate = ['--learning-rate', '0.3'];
		const words = ['--size', '64x64', '--steps', '4', '--cutouts', '4', '--seed', '3', '--quiet', ...rate];
		await run('render', 'a red apple', ...words, '--keep', 'kept', '--out', 'last.png');
		const [last] = (await inspectPicture(await readFile(join(folder, 'last.png')))).found;
		const { recipe = null, run: record = null } = last ?? {};
		const film = recipe && (await findFilm(join(folder, 'kept'), recipe));
		const frame = film?.frames.find((each) => each.step === step);
		if (!recipe || !record?.trace || !frame) throw new Error('the run of the test was not kept');
		await using runtime = await openRuntime({ provider: 'cpu', threads: 1 });
		await using decoder = await openFilmDecoder(runtime, recipe, await (await packShelf()).load(recipe.pack.id));
		const marks = Buffer.from(record.trace.marks, 'base64').subarray(0, 4 * claimed);
		const trace = { ...record.trace, marks: Buffer.from(marks).toString('base64') };
		const texts = {
			recipe: printRecipe(recipe),
			description: '',
			run: printRunRecord({ ...record, trace, step: claimed }),
		};
		await writeFile(join(folder, name), (await encodeOriginal(await decoder.decode(frame.codes), texts)).bytes);
	}

	test('says which step it is, and is verified up to that step of a recipe that stayed as it was', async () => {
		await keep('early.png', { step: 2, claimed: 2 });
		expect((await run('inspect', 'early.png')).output).toContain('  steps      4\n  shown      step 2\n');
		const verified = await run('verify', 'early.png', '--quiet');
		expect(verified.output).toBe(
			'early.png: identical: the same picture, and the same codes at all 2 steps.\n' +
				'It is the picture of step 2 of the 4 of its recipe.\n',
		);
		expect(verified.code).toBe(0);
		const told = JSON.parse((await run('verify', 'early.png', '--json')).output);
		expect(told).toMatchObject({ kind: 'identical', step: 2, steps: 4, sameUntilStep: 2, differentAtStep: null });
	}, 120_000);

	test('that claims to be of another step is found out, and a step that its recipe does not have is refused', async () => {
		await keep('later.png', { step: 2, claimed: 3 });
		expect(await run('verify', 'later.png', '--quiet')).toMatchObject({
			code: 1,
			output: expect.stringContaining('another picture: the codes of its steps are those of the recipe'),
		});
		await keep('beyond.png', { step: 2, claimed: 5 });
		const beyond = await run('verify', 'beyond.png', '--quiet');
		expect(beyond.errors).toContain('says that it is step 5 of its recipe, whose own steps are 1 to 4');
	}, 120_000);
});

describe('galatea fork', () => {
	const pictureIn = async (name: string) => readPicture(await readFile(join(folder, name)));
	const words = ['--size', '64x64', '--steps', '4', '--cutouts', '4', '--seed', '3', '--quiet'];

	test('goes on from a kept state, or finds it again: the same picture, whose recipe tells all and is verified', async () => {
		await run('render', 'a red apple', ...words, '--keep', 'states', '--keep-every', '2', '--out', 'parent.png');
		const states = (await readdir(join(folder, 'states'))).filter((name) => name.endsWith('.state'));
		expect(states.map((name) => name.slice(64))).toEqual(['-2.state', '-4.state']);
		const fork = ['fork', 'parent.png', 'a green pear', '--from', '2', '--steps', '5', '--json', '--out'];
		const kept = await run(...fork, 'kept.png', '--keep', 'states');
		const again = await run(...fork, 'again.png');
		const stepsOf = (output: string): readonly number[] =>
			output.split('\n').flatMap((line) => (line.includes('"progress"') ? [JSON.parse(line).step] : []));
		expect([stepsOf(kept.output), stepsOf(again.output)]).toEqual([
			[3, 4, 5],
			[1, 2, 3, 4, 5],
		]);
		const [first, second] = await Promise.all(['kept.png', 'again.png'].map((name) => readFile(join(folder, name))));
		expect(first?.equals(second as Buffer)).toBe(true);
		const recipe = parseRecipe(JSON.parse(readEmbeddedRecipe(first as Buffer) ?? ''));
		expect(recipe).toMatchObject({ steps: 5, seed: '3', prompts: [{ text: 'a green pear' }], initial: { step: 2 } });
		expect(forkOf(recipe)?.recipe).toMatchObject({ steps: 4, prompts: [{ text: 'a red apple' }] });
		expect((await run('verify', 'kept.png', '--quiet')).output).toContain(
			'identical: the same picture, and the same codes',
		);
	}, 120_000);

	test('from the end goes on as a longer run would have, since nothing else was changed', async () => {
		// The default pack's rate falls over the whole of a run, so a longer run is another from its first step on.
		const even = [...words, '--pack', 'starter'];
		await run('render', 'a red apple', ...even, '--out', 'short.png');
		await run('render', 'a red apple', ...even, '--steps', '6', '--out', 'long.png');
		await run('fork', 'short.png', '--steps', '6', '--quiet', '--out', 'longer.png');
		const [long, longer] = await Promise.all(['long.png', 'longer.png'].map(pictureIn));
		expect(longer?.data).toEqual(long?.data);
	}, 120_000);
});

describe('galatea video', async () => {
	// The default pack starts from a guess and moves so little in a few steps that its frames would be the same.
	const words = ['--pack', 'starter', '--size', '64x64', '--steps', '5', '--cutouts', '4', '--seed', '3', '--quiet'];
	const framesOf = async (name: string) => {
		const bytes = await readFile(join(folder, name));
		const delays = animationDelays(bytes);
		return { delays, found: (await inspectPicture(bytes)).found };
	};

	test('shows every step from its codes, kept or computed again, and carries the recipe', async () => {
		await run('render', 'a red apple', ...words, '--keep', 'films', '--out', 'filmed.png');
		expect((await readdir(join(folder, 'films'))).filter((name) => name.endsWith('.film'))).toHaveLength(1);
		const kept = await run('video', 'filmed.png', '--keep', 'films', '--out', 'kept.webp');
		// Nothing was run again.
		expect(kept).toMatchObject({ code: 0, output: `${join(folder, 'kept.webp')}\n` });
		expect(kept.errors).not.toContain('seed 3');
		const { delays, found } = await framesOf('kept.webp');
		expect(delays).toEqual([40, 40, 40, 40, 2_000]);
		expect(found[0]).toMatchObject({ writer: 'galatea', recipe: { steps: 5, seed: '3' } });
		await run('video', 'filmed.png', '--quiet', '--out', 'again.webp');
		const [first, second] = await Promise.all(['kept.webp', 'again.webp'].map((name) => readFile(join(folder, name))));
		expect(first?.equals(second as Buffer)).toBe(true);
	}, 120_000);

	test('of a fork from a kept state has the steps before it too', async () => {
		await run('render', 'a red apple', ...words, '--keep', 'forked', '--keep-every', '3', '--out', 'before.png');
		await run('fork', 'before.png', '--from', '3', '--steps', '7', '--keep', 'forked', '--quiet', '--out', 'after.png');
		await run('video', 'after.png', '--keep', 'forked', '--seconds', '0.16', '--quiet', '--out', 'after.webp');
		expect((await framesOf('after.webp')).delays).toHaveLength(4);
		await run('video', 'after.png', '--keep', 'forked', '--quiet', '--out', 'all.webp');
		expect((await framesOf('all.webp')).delays).toHaveLength(7);
	}, 120_000);

	test.skipIf(!(await hasMovieEncoder()))(
		'is an MP4 where there is ffmpeg, and nothing half-written where it fails',
		async () => {
			await run('render', 'a red apple', ...words, '--keep', 'films', '--out', 'filmed.png');
			expect(await run('video', 'filmed.png', '--keep', 'films', '--quiet', '--out', 'a.mp4')).toMatchObject({
				code: 0,
			});
			const { size, found } = await inspectPicture(await readFile(join(folder, 'a.mp4')));
			expect(size).toEqual({ widthPx: 64, heightPx: 64 });
			expect(found[0]).toMatchObject({ writer: 'galatea', recipe: { steps: 5, seed: '3' } });
			expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
		},
		120_000,
	);
});

/** Milliseconds of every frame of an animated WebP (its container's specification: ANMF chunks, duration at byte 12). */
function animationDelays(webp: Buffer): readonly number[] {
	const delays: number[] = [];
	for (let offset = 12; offset + 8 <= webp.length; ) {
		const length = webp.readUInt32LE(offset + 4);
		if (webp.toString('latin1', offset, offset + 4) === 'ANMF') delays.push(webp.readUIntLE(offset + 8 + 12, 3));
		offset += 8 + length + (length % 2);
	}
	return delays;
}
