import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { webPreloads } from './web-build.mjs';

/** Answers with the headers that it was asked with, as what is loaded before it left them. */
const echo = `
	const server = require('node:http').createServer((request, response) => response.end(JSON.stringify(request.headers)));
	server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const started: ChildProcess[] = [];
afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts a server that trusts these; resolves with its port. */
async function startEcho(trustedProxies: string): Promise<number> {
	const child = spawn(process.execPath, [...webPreloads, '-e', echo], {
		env: { ...process.env, TRUSTED_PROXIES: trustedProxies },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	started.push(child);
	const [line] = await once(child.stdout, 'data');
	return Number(String(line));
}

/** What a server gets to read of a request that comes from `localAddress`. */
async function heard(
	port: number,
	localAddress: string,
	headers: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
	const asking = request({ host: '127.0.0.1', port, localAddress, headers });
	asking.end();
	const [response]: IncomingMessage[] = await once(asking, 'response');
	if (!response) throw new Error('there is no answer');
	return JSON.parse(await text(response));
}

describe('the web server', () => {
	const invented = {
		forwarded: 'for=10.1.1.1',
		'x-forwarded-for': '10.1.1.1',
		'x-forwarded-host': 'elsewhere.example',
		'x-forwarded-port': '1',
		'x-forwarded-proto': 'https',
		cookie: 'a=b',
	};

	test('believes nothing of what a visitor says who is no trusted proxy', async () => {
		const port = await startEcho('127.0.0.1,10.0.0.0/8');
		const { host, connection, ...rest } = await heard(port, '127.0.0.2', invented);
		expect(host).toBe(`127.0.0.1:${port}`);
		expect(rest).toEqual({ cookie: 'a=b', 'x-forwarded-for': '127.0.0.2' });
	});

	test('believes a trusted proxy, and takes of a list what the first proxy saw, not what the visitor wrote', async () => {
		const port = await startEcho('127.0.0.1,10.0.0.0/8');
		expect(await heard(port, '127.0.0.1', { ...invented, 'x-forwarded-for': '192.0.2.1' })).toMatchObject({
			'x-forwarded-for': '192.0.2.1',
			'x-forwarded-host': 'elsewhere.example',
			'x-forwarded-proto': 'https',
		});
		const list = { 'x-forwarded-for': '198.51.100.7, 192.0.2.1, 10.0.0.3' };
		expect(await heard(port, '127.0.0.1', list)).toMatchObject({ 'x-forwarded-for': '192.0.2.1' });
	});

	test('trusts what runs on the same machine when it is told of nobody', async () => {
		const port = await startEcho('');
		expect(await heard(port, '127.0.0.2', invented)).toMatchObject({ 'x-forwarded-for': '10.1.1.1' });
		expect(await heard(port, '127.0.0.2', {})).toMatchObject({ 'x-forwarded-for': '127.0.0.2' });
	});
});
