import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { parseRecipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../bin/galatea.mjs');
const repository = join(import.meta.dirname, '../../..');
const checkpoint = (name: string) => join(repository, 'packages/networks/fixtures/checkpoints', name);

let folder = '';
let models = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-models-'));
	models = join(folder, 'models');
	await mkdir(models);
	await cp(join(repository, 'models/catalogue.json'), join(models, 'catalogue.json'));
	await cp(join(repository, 'models/starter'), join(models, 'starter'), { recursive: true });
	// The CLIPs of the fixtures know 57 words, padding, start and end.
	const words = ['red', 'apple', ...Array.from({ length: 55 }, (_, at) => `word${at}`)];
	await writeFile(join(folder, 'words.json'), JSON.stringify(words));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function galatea(...words: string[]): Promise<{ code: number | null; output: string; errors: string }> {
	const environment = { ...process.env, GALATEA_PROVIDER: 'cpu', NODE_OPTIONS: '', MODELS_DIR: models };
	const child: ChildProcess = spawn(process.execPath, [program, ...words], {
		cwd: folder,
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	let errors = '';
	child.stdout?.on('data', (part) => {
		output += part;
	});
	child.stderr?.on('data', (part) => {
		errors += part;
	});
	const [code] = await once(child, 'close');
	return { code, output, errors };
}

describe('galatea models', () => {
	test("imports a Lightning checkpoint and OpenAI's archive, renders with them, verifies and removes them", async () => {
		const files = [checkpoint('vqgan.ckpt'), checkpoint('clip-vit.pt')];
		const imported = await galatea(
			...['models', 'import', ...files, '--licence', 'MIT', '--id', 'mine', '--vocabulary', 'words.json'],
		);
		expect(imported).toMatchObject({ code: 0, output: 'mine\n' });
		expect(imported.errors).toContain('--pack mine');

		const rendered = await galatea(
			...['render', 'a red apple', '--pack', 'mine', '--size', '64x64', '--steps', '2', '--cutouts', '2'],
			...['--out', 'mine.png'],
		);
		expect(rendered).toMatchObject({ code: 0, output: `${join(folder, 'mine.png')}\n` });
		const png = await readFile(join(folder, 'mine.png'));
		expect(parseRecipe(JSON.parse(readEmbeddedRecipe(png) ?? '')).pack.id).toBe('mine');
		expect((await readPicture(png)).width).toBe(64);

		const listed = JSON.parse((await galatea('models', 'list', '--json')).output);
		expect(listed.packs).toMatchObject([
			{ id: 'starter', imported: false, missing: [] },
			{ id: 'mine', imported: true, missing: [], licence: 'MIT' },
		]);
		expect((await galatea('models', 'verify')).output).toBe(
			'starter: every file is as it should be\nmine: every file is as it should be\n',
		);

		const [vqgan] = (await readdir(join(models, 'local'))).filter((name) => name.endsWith('vqgan.ckpt'));
		await writeFile(join(models, 'local', vqgan ?? ''), 'overwritten');
		const damaged = await galatea('models', 'verify', 'mine');
		expect(damaged).toMatchObject({ code: 1, errors: '1 of 1 packs cannot be used.\n' });
		expect(damaged.output).toMatch(/^mine: local\/[0-9a-f]{12}-vqgan\.ckpt must have \d+ bytes, and has 11/);

		expect(await galatea('models', 'remove', 'mine')).toMatchObject({ code: 0 });
		expect(await readdir(join(models, 'local'))).toEqual(['catalogue.json']);
		const { output } = await galatea('models', 'list');
		expect(output).toMatch(/^starter: Starter pack\n {2}14 MB; MIT/);
		expect(output).toMatch(/Can be had with galatea models pull ID:\nvqgan-imagenet-16384: .*\n {2}1334 MB; MIT/);
	});

	test.each<[string, string[], number, RegExp]>([
		['no command', ['models', 'paint'], 2, /There is no "galatea models paint"/],
		['no files', ['models', 'import', '--licence', 'MIT'], 2, /Which files are to be imported\?/],
		['no licence', ['models', 'import', 'a.ckpt'], 2, /Say with --licence/],
		[
			'an activation that is none',
			['models', 'import', 'a', '--licence', 'x', '--activation', 'relu'],
			2,
			/quickgelu, gelu/,
		],
		[
			'a file that is not there',
			['models', 'import', 'absent.ckpt', '--licence', 'x'],
			1,
			/^absent\.ckpt: cannot be opened/,
		],
		['a pack that stays', ['models', 'remove', 'starter'], 1, /^Pack "starter" came with Galatea and stays/],
		[
			'a pack that is not known',
			['models', 'pull', 'nothing'],
			1,
			/^The catalogue knows no pack "nothing" to download; it knows: vqgan-imagenet/,
		],
		['a pack that is unknown', ['models', 'verify', 'nothing'], 2, /There is no pack "nothing"; there are: starter/],
	])('%s is refused in a sentence', async (_what, words, code, message) => {
		const { code: found, errors } = await galatea(...words);
		expect(errors).toMatch(message);
		expect(found).toBe(code);
		expect(errors).not.toMatch(/\n\s+at /);
	});
});
