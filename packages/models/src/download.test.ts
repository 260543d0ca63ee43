/** @file Downloads from a server on this machine that does everything wrong that servers do. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DownloadRequest, downloadFile } from './download.ts';

const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) >> 7));
/** Another first byte. */
const damaged = Buffer.from(content).fill(0xff, 0, 1);
const sha256 = createHash('sha256').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse, from: number) => void;

let folder = '';
let server: Server;
let origin = '';
/** What was asked of the server: the path, and the first byte wanted. */
let asked: string[] = [];
const answers = new Map<string, Answer>();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-download-'));
	asked = [];
	server = createServer((request, response) => {
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
		asked.push(`${request.url} ${from}`);
		(answers.get(request.url ?? '') ?? notFound)(request, response, from);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
	server.closeAllConnections();
	server.close();
	vi.unstubAllEnvs();
	await rm(folder, { recursive: true });
});

const notFound: Answer = (_, response) => response.writeHead(404).end('no such file');

/** Starts the right answer to a request, a part if a part was asked for; the body is up to the caller. */
function begin(response: ServerResponse, from: number, length = content.length - from): void {
	if (from === 0) response.writeHead(200, { 'content-length': length });
	else response.writeHead(206, { 'content-length': length, 'content-range': `bytes ${from}-299999/300000` });
}

const good: Answer = (_, response, from) => {
	begin(response, from);
	response.end(content.subarray(from));
};

/** Sends `count` bytes and tears the connection. */
const dropping =
	(count: number): Answer =>
	(_, response, from) => {
		begin(response, from);
		response.write(content.subarray(from, from + count), () => response.destroy());
	};

const stopping: Answer = (_, response, from) => {
	begin(response, from);
	response.flushHeaders();
};

const corrupt: Answer = (_, response, from) => {
	begin(response, from);
	response.end(damaged.subarray(from));
};

function download(paths: readonly string[], options: Partial<DownloadRequest> = {}): Promise<void> {
	return downloadFile({
		urls: paths.map((path) => origin + path),
		path: join(folder, 'weights.ckpt'),
		sha256,
		bytes: content.length,
		retryMs: 1,
		...options,
	});
}

const files = () => readdir(folder);

async function expectWhole(): Promise<void> {
	expect(await files()).toEqual(['weights.ckpt']);
	expect((await readFile(join(folder, 'weights.ckpt'))).equals(content)).toBe(true);
}

/** That a connection which breaks loses what is under way is the network's doing; what came is never asked for again. */
function expectResumed(path: string): void {
	const starts = asked.filter((each) => each.startsWith(`${path} `)).map((each) => Number(each.split(' ')[1]));
	expect(starts.at(-1)).toBeGreaterThan(0);
	expect(starts).toEqual([...starts].sort((a, b) => a - b));
}

/** Serves this at /1, that at /2, and so on. */
function serve(...list: readonly Answer[]): string[] {
	answers.clear();
	for (const [index, answer] of list.entries()) answers.set(`/${index + 1}`, answer);
	return list.map((_, index) => `/${index + 1}`);
}

describe('a file comes whole', () => {
	test('from a good server, with its progress told', async () => {
		const seen: number[] = [];
		await download(serve(good), { onProgress: ({ bytes, totalBytes }) => seen.push(bytes / (totalBytes ?? 0)) });
		await expectWhole();
		expect(seen.at(-1)).toBe(1);
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
	});

	test('from a server that drops the connection again and again: each time it goes on where it was', async () => {
		await download(serve(dropping(100_000)));
		await expectWhole();
		expectResumed('/1');
	});

	test('from what an earlier download left, by another server', async () => {
		await writeFile(join(folder, 'weights.ckpt.part'), content.subarray(0, 123_456));
		await download(serve(notFound, good));
		await expectWhole();
		expect(asked).toEqual(['/1 123456', '/2 123456']);
	});

	test('from what an earlier download left whole, without asking anybody', async () => {
		await writeFile(join(folder, 'weights.ckpt.part'), content);
		await download(serve(good));
		await expectWhole();
		expect(asked).toEqual([]);
	});

	test.each([
		['is wrong', damaged.subarray(0, 1_000)],
		['is longer than the file', Buffer.alloc(400_000)],
	])('anew, if what was left %s', async (_what, left) => {
		await writeFile(join(folder, 'weights.ckpt.part'), left);
		await download(serve(good));
		await expectWhole();
		expect(asked.at(-1)).toBe('/1 0');
	});

	test('from a server that knows no parts, or says that there is none', async () => {
		await writeFile(join(folder, 'weights.ckpt.part'), content.subarray(0, 1_000));
		await download(serve((request, response) => good(request, response, 0)));
		await expectWhole();
		await rm(join(folder, 'weights.ckpt'));
		await writeFile(join(folder, 'weights.ckpt.part'), content.subarray(0, 1_000));
		await download(
			serve((request, response, from) => (from > 0 ? response.writeHead(416).end() : good(request, response, 0))),
		);
		await expectWhole();
	});

	test('by way of redirections, parts too', async () => {
		const [first] = serve((_, response) => response.writeHead(302, { location: '/2' }).end(), dropping(200_000));
		await download([first ?? '']);
		await expectWhole();
		expectResumed('/1');
		expectResumed('/2');
	});

	test('without a length told', async () => {
		await download(serve((_, response) => response.writeHead(200).end(content)));
		await expectWhole();
	});

	test('through a proxy of the environment, which is asked for the server', async () => {
		const connections: string[] = [];
		const proxy = createServer();
		proxy.on('connect', (request, client: Socket, head) => {
			connections.push(request.url ?? '');
			const upstream = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
				client.write('HTTP/1.1 200 Connection established\r\n\r\n');
				upstream.write(head);
				upstream.pipe(client).pipe(upstream);
			});
			for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
		});
		proxy.listen(0, '127.0.0.1');
		await once(proxy, 'listening');
		vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
		vi.stubEnv('no_proxy', '');
		serve(good);
		await download([], { urls: ['http://weights.example/1'] });
		await expectWhole();
		expect(connections).toEqual(['weights.example:80']);
		proxy.closeAllConnections();
		proxy.close();
	});
});

describe('the next server is asked when one', () => {
	const cases: [what: string, answer: Answer, why: RegExp][] = [
		['has other content', corrupt, /has SHA-256 [0-9a-f]{64}, which must be/],
		['has not got it', notFound, /answers HTTP 404/],
		['is out of order for good', (_, response) => response.writeHead(503).end(), /answers HTTP 503/],
		[
			'sends a web page',
			(_, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-length': 9 }).end('<!doctype'),
			/offers 9 bytes of text\/html, which must be 300000/,
		],
		[
			'offers more than it must',
			(_, response) => response.writeHead(200, { 'content-length': 10 ** 12 }).write('a'),
			/offers 1000000000000 bytes, which must be 300000/,
		],
		[
			'sends more than it must',
			(_, response) => response.writeHead(200).end(Buffer.concat([content, Buffer.alloc(1)])),
			/sends more than the 300000 bytes/,
		],
		['ends early, always at once', (_, response) => response.writeHead(200).end(), /ended at byte 0 of 300000/],
		['drops every connection at once', (request) => request.socket.destroy(), /closed/],
		['sends nothing', () => undefined, /Headers Timeout/i],
		['stops in the middle', stopping, /Body Timeout/i],
		['leads in circles', (_, response) => response.writeHead(302, { location: '/1' }).end(), /Redirect loop/],
	];
	test.each(cases)('%s', async (_what, answer, why) => {
		// The agent looks at its clock about once a second, so that shorter times are not kept.
		const options = { stallMs: 200 };
		await download(serve(answer, good), options);
		await expectWhole();
		await rm(join(folder, 'weights.ckpt'));
		const failure = download(serve(answer), options);
		await expect(failure).rejects.toMatchObject({ name: 'ModelsError', code: 'DOWNLOAD_FAILED' });
		await expect(failure).rejects.toThrow(why);
		await expect(failure).rejects.toThrow(/^weights\.ckpt could not be had\.\n {2}http:\/\/127\.0\.0\.1:\d+\/1: /);
		expect(await files()).not.toContain('weights.ckpt');
	});

	test('goes on with a part that is not the one asked for', async () => {
		const other: Answer = (_, response, from) => {
			if (from === 0) return dropping(1_000)(_, response, 0);
			response.writeHead(206, { 'content-range': 'bytes 0-299999/300000' }).end(content);
		};
		await download(serve(other, good));
		await expectWhole();
		await rm(join(folder, 'weights.ckpt'));
		await expect(download(serve(other))).rejects.toThrow(
			/says that its part is "bytes 0-299999\/300000", which must go on from byte 1000 of 300000/,
		);
	});

	test('has other content and drops connections, without asking it for ever', async () => {
		const both: Answer = (_, response, from) => {
			begin(response, from);
			response.write(Buffer.alloc(100_000), () => (from < 200_000 ? response.destroy() : response.end()));
		};
		await download(serve(both, good));
		await expectWhole();
		expect(asked.filter((path) => path === '/1 0')).toHaveLength(2);
	});
});

test('an interruption keeps what has come, and nothing stands in its place', async () => {
	const interruption = new AbortController();
	const failure = download(serve(good), {
		signal: interruption.signal,
		onProgress: () => interruption.abort(new Error('enough')),
	});
	await expect(failure).rejects.toThrow('enough');
	expect(await files()).toEqual(['weights.ckpt.part']);
	await download(serve(good));
	await expectWhole();
});

test('a file that no disk has room for is refused before it is asked for', async () => {
	await expect(download(serve(good), { bytes: 2 ** 60 })).rejects.toMatchObject({
		code: 'NOT_WRITABLE',
		message: expect.stringMatching(/weights\.ckpt cannot be written: \d+ bytes are wanted, and \d+ are free/),
	});
	expect(asked).toEqual([]);
	expect(await files()).toEqual([]);
});
