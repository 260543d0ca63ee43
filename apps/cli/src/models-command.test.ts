import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { parseRecipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

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
	for (const pack of ['starter', 'starter-2'])
		await cp(join(repository, 'models', pack), join(models, pack), { recursive: true });
	// The CLIPs of the fixtures know 57 words, padding, start and end.
	const words = ['red', 'apple', ...Array.from({ length: 55 }, (_, at) => `word${at}`)];
	await writeFile(join(folder, 'words.json'), JSON.stringify(words));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...words: string[]): ChildProcess {
	const environment = { ...process.env, GALATEA_PROVIDER: 'cpu', NODE_OPTIONS: '', MODELS_DIR: models };
	return spawn(process.execPath, [program, ...words], {
		cwd: folder,
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

async function galatea(...words: string[]): Promise<{ code: number | null; output: string; errors: string }> {
	return ending(start(...words));
}

async function ending(child: ChildProcess): Promise<{ code: number | null; output: string; errors: string }> {
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
			{ id: 'starter-2', imported: false, missing: [] },
			{ id: 'mine', imported: true, missing: [], licence: 'MIT' },
		]);
		expect((await galatea('models', 'verify')).output).toBe(
			['starter', 'starter-2', 'mine'].map((id) => `${id}: every file is as it should be\n`).join(''),
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

test('galatea models pull, interrupted in the middle, goes on where it was the next time', async () => {
	const names = ['vqgan.ckpt', 'clip-vit.pt', 'words.json'];
	const contents = await Promise.all(
		names.map((name) => readFile(name === 'words.json' ? join(folder, name) : checkpoint(name))),
	);
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const content = contents[names.indexOf((request.url ?? '').slice(1))] ?? Buffer.alloc(0);
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
		asked.push(`${request.url} ${from}`);
		if (from > 0) response.setHeader('content-range', `bytes ${from}-${content.length - 1}/${content.length}`);
		response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from });
		// The first answer stops half way, and the program is interrupted when it has shown that so much has come.
		if (asked.length === 1) response.write(content.subarray(0, 100_000));
		else response.end(content.subarray(from));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const file = (index: number) => {
		const bytes = contents[index] as Buffer;
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		return { file: `local/${names[index]}`, sha256, bytes: bytes.length, urls: [`${origin}/${names[index]}`] };
	};
	const tokenizer = { kind: 'words', ...file(2), contextLength: 9 };
	const [mean, std] = [
		[0.48145466, 0.4578275, 0.40821073],
		[0.26862954, 0.26130258, 0.27577711],
	];
	const known = {
		...{ id: 'remote', title: 'Remote', licence: 'MIT', terms: 'For tests.' },
		generator: { kind: 'taming-vqgan', ...file(0), downscale: 2 },
		perceptors: [{ kind: 'clip', ...file(1), inputSizePx: 12, mean, std, activation: 'quickgelu', tokenizer }],
		sizes: { minPx: 64, maxPx: 512, multipleOf: 2 },
		defaults: { size: [64, 64], steps: 10, learningRate: 0.1, cutouts: 4 },
	};
	const catalogue = JSON.parse(await readFile(join(models, 'catalogue.json'), 'utf8'));
	await writeFile(join(models, 'catalogue.json'), JSON.stringify({ ...catalogue, known: [known] }));
	try {
		const interrupted = start('models', 'pull', 'remote');
		const ended = ending(interrupted);
		await vi.waitFor(async () => expect((await stat(join(models, 'local/vqgan.ckpt.part'))).size).toBe(100_000), {
			timeout: 30_000,
		});
		interrupted.kill('SIGINT');
		expect((await ended).code).toBe(130);
		expect(await readdir(join(models, 'local'))).toContain('vqgan.ckpt.part');

		const { code, output, errors } = await galatea('models', 'pull', 'remote');
		expect({ code, output }).toEqual({ code: 0, output: 'remote\n' });
		expect(errors).toMatch(/^Remote\n {2}MIT\n {2}For tests\.\n/);
		expect(asked).toEqual(['/vqgan.ckpt 0', '/vqgan.ckpt 100000', '/clip-vit.pt 0', '/words.json 0']);
		expect((await galatea('models', 'verify', 'remote')).output).toBe('remote: every file is as it should be\n');
	} finally {
		server.closeAllConnections();
		server.close();
		await writeFile(join(models, 'catalogue.json'), JSON.stringify(catalogue));
	}
});
