import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelFolder } from '@galatea/checkpoint';
import { loadPack, parseCatalogue } from '@galatea/networks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesOf, readCatalogues, removePack } from './local-catalogue.ts';
import { type PullRequest, pullPack } from './pull-pack.ts';

const checkpoint = (name: string) =>
	fileURLToPath(new URL(`../../networks/fixtures/checkpoints/${name}`, import.meta.url));
const repositoryModels = fileURLToPath(new URL('../../../models', import.meta.url));

let folder = '';
let server: Server;
let origin = '';
let asked: string[] = [];
/** What the server has, by its path. */
const served = new Map<string, Buffer>();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-pull-'));
	asked = [];
	served.clear();
	for (const name of ['vqgan.ckpt', 'clip-vit.pt']) served.set(`/${name}`, await readFile(checkpoint(name)));
	served.set('/words.json', Buffer.from(JSON.stringify(Array.from({ length: 57 }, (_, at) => `word${at}`))));
	server = createServer((request, response) => {
		asked.push(request.url ?? '');
		const content = served.get(request.url ?? '');
		if (content === undefined) response.writeHead(404).end();
		else response.writeHead(200, { 'content-length': content.length }).end(content);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ packs: [], known: [known()] }));
});
afterEach(async () => {
	server.closeAllConnections();
	server.close();
	await rm(folder, { recursive: true });
});

function file(name: string) {
	const content = served.get(`/${name}`) as Buffer;
	const sha256 = createHash('sha256').update(content).digest('hex');
	const urls = [`${origin}/gone/${name}`, `${origin}/${name}`];
	return { file: `local/${sha256.slice(0, 12)}-${name}`, sha256, bytes: content.length, urls };
}

const known = () => ({
	id: 'small',
	title: 'Small',
	licence: 'MIT',
	terms: 'For tests.',
	generator: { kind: 'taming-vqgan', ...file('vqgan.ckpt'), downscale: 2 },
	perceptors: [
		{
			kind: 'clip',
			...file('clip-vit.pt'),
			inputSizePx: 12,
			mean: [0.48145466, 0.4578275, 0.40821073],
			std: [0.26862954, 0.26130258, 0.27577711],
			activation: 'quickgelu',
			tokenizer: { kind: 'words', ...file('words.json'), contextLength: 9 },
		},
	],
	sizes: { minPx: 64, maxPx: 512, multipleOf: 2 },
	defaults: { size: [64, 64], steps: 10, learningRate: 0.1, cutouts: 4 },
});

const request = (changes: Partial<PullRequest> = {}): PullRequest => ({
	folder,
	id: 'small',
	bytePairs: join(repositoryModels, 'clip-bpe/bpe_simple_vocab_16e6.txt.gz'),
	retryMs: 1,
	...changes,
});

test('a known pack is downloaded from its second server, loads, and is in the local catalogue', async () => {
	const entry = await pullPack(request());
	expect((await readCatalogues(folder)).local).toEqual([entry]);
	expect((await loadPack(entry, modelFolder(folder))).generator.downscale).toBe(2);
	expect(asked).toEqual(['vqgan.ckpt', 'clip-vit.pt', 'words.json'].flatMap((name) => [`/gone/${name}`, `/${name}`]));
	await removePack(folder, 'small');
	expect(await readdir(join(folder, 'local'))).toEqual(['catalogue.json']);
});

test('what is there is not asked for again; what is damaged is', async () => {
	const entry = await pullPack(request());
	asked = [];
	await pullPack(request());
	expect(asked).toEqual([]);
	await writeFile(join(folder, entry.generator.file), 'damaged');
	await pullPack(request());
	expect(asked).toEqual(['/gone/vqgan.ckpt', '/vqgan.ckpt']);
	expect((await readCatalogues(folder)).local).toHaveLength(1);
});

test('a pack is not in the catalogue until all of it is here', async () => {
	served.delete('/words.json');
	await expect(pullPack(request())).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
	expect((await readCatalogues(folder)).local).toEqual([]);
	await expect(pullPack(request({ id: 'other' }))).rejects.toThrow(
		/knows no pack "other" to download; it knows: small/,
	);
});

test("OpenAI's merges are taken from where they are if the folder has none", async () => {
	const tokenizer = { kind: 'bpe', file: 'clip-bpe/bpe_simple_vocab_16e6.txt.gz', contextLength: 9 };
	const { sha256 } = await modelFolder(repositoryModels).digest(tokenizer.file);
	const pack = known();
	const perceptors = pack.perceptors.map((perceptor) => ({ ...perceptor, tokenizer: { ...tokenizer, sha256 } }));
	await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ packs: [], known: [{ ...pack, perceptors }] }));
	// This CLIP knows other words, which is found out when all files are here.
	await expect(pullPack(request())).rejects.toThrow(/knows 60 tokens, and its tokenizer 49408/);
	expect(await modelFolder(folder).digest(tokenizer.file)).toMatchObject({ sha256 });
});

test('every pack that the catalogue of this repository knows can be asked for', async () => {
	const { packs, known: all } = parseCatalogue(await readFile(join(repositoryModels, 'catalogue.json'), 'utf8'));
	expect(all.length).toBeGreaterThan(0);
	const byPath = new Map<string, string>();
	for (const entry of all) {
		expect(packs.map(({ id }) => id)).not.toContain(entry.id);
		expect(entry.terms).toMatch(/\.$/);
		for (const weights of [entry.generator, ...entry.perceptors]) {
			expect(weights.urls?.every((url) => url.startsWith('https://'))).toBe(true);
			expect(weights.file).toMatch(new RegExp(`^local/${weights.sha256.slice(0, 12)}-[\\w.-]+$`));
			expect(byPath.get(weights.file) ?? weights.sha256).toBe(weights.sha256);
			byPath.set(weights.file, weights.sha256);
		}
		const texts = entry.perceptors.map(({ tokenizer }) => tokenizer);
		for (const { file: path, sha256 } of texts) {
			expect((await modelFolder(repositoryModels).digest(path)).sha256).toBe(sha256);
		}
		expect(filesOf(entry)).toHaveLength(
			1 + entry.perceptors.length + new Set(texts.map(({ file: path }) => path)).size,
		);
	}
});
