/**
 * @file A folder of models that knows one small pack, and a server on this machine from which it can be had: a real VQGAN
 * and a real CLIP of a few layers, as PyTorch wrote them.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const checkpoints = resolve(import.meta.dirname, '../../networks/fixtures/checkpoints');
const words = Array.from({ length: 57 }, (_, at) => `word${at}`);

export interface ModelMirror extends AsyncDisposable {
	/** Folder with a `catalogue.json` that knows the pack `small` and has none. */
	readonly folder: string;
	/** Of all files of the pack. */
	readonly totalBytes: number;
	/** From now on answers stop in the middle of a file, until {@link release}. */
	hold(): void;
	/** Ends what was held, and holds no more. */
	release(): void;
	/** From now on, bytes of this file are not what they should be. */
	corrupt(name: 'vqgan.ckpt' | 'clip-vit.pt' | 'words.json'): void;
}

/** Makes the folder and starts the server; disposing ends both. */
export async function modelMirror(): Promise<ModelMirror> {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-mirror-'));
	const files = new Map<string, Buffer>([['/words.json', Buffer.from(JSON.stringify(words))]]);
	for (const name of ['vqgan.ckpt', 'clip-vit.pt']) files.set(`/${name}`, await readFile(join(checkpoints, name)));
	let holds = false;
	const held = new Set<() => void>();
	const serve = (content: Buffer, from: number, response: ServerResponse): void => {
		const status = from > 0 ? 206 : 200;
		response.writeHead(status, {
			'content-length': content.length - from,
			...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
		});
		const half = Math.max(from, Math.floor(content.length / 2));
		if (!holds) return void response.end(content.subarray(from));
		response.write(content.subarray(from, half));
		held.add(() => response.end(content.subarray(half)));
	};
	const server = createServer((request, response) => {
		const content = files.get(request.url ?? '');
		if (content === undefined) response.writeHead(404).end();
		else serve(content, Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0), response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const stored = (name: string) => {
		const content = files.get(`/${name}`) ?? Buffer.alloc(0);
		const sha256 = createHash('sha256').update(content).digest('hex');
		const file = `local/${sha256.slice(0, 12)}-${name}`;
		return { file, sha256, bytes: content.length, urls: [`${origin}/gone/${name}`, `${origin}/${name}`] };
	};
	const known = {
		id: 'small',
		title: 'A small VQGAN',
		description: 'Of a few layers, which nobody has trained',
		licence: 'MIT',
		terms: 'For tests, and of no other use.',
		generator: { kind: 'taming-vqgan', ...stored('vqgan.ckpt'), downscale: 2 },
		perceptors: [
			{
				kind: 'clip',
				...stored('clip-vit.pt'),
				inputSizePx: 12,
				mean: [0.48145466, 0.4578275, 0.40821073],
				std: [0.26862954, 0.26130258, 0.27577711],
				activation: 'quickgelu',
				tokenizer: { kind: 'words', ...stored('words.json'), contextLength: 9 },
			},
		],
		sizes: { minPx: 64, maxPx: 512, multipleOf: 2 },
		defaults: { size: [64, 64], steps: 10, learningRate: 0.1, cutouts: 4 },
	};
	await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ packs: [], known: [known] }));
	const release = (): void => {
		holds = false;
		for (const end of held) end();
		held.clear();
	};
	return {
		folder,
		totalBytes: [...files.values()].reduce((sum, content) => sum + content.length, 0),
		hold() {
			holds = true;
		},
		release,
		corrupt: (name) => void files.get(`/${name}`)?.fill(0, 0, 16),
		async [Symbol.asyncDispose]() {
			release();
			server.closeAllConnections();
			server.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
