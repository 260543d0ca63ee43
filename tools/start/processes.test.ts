import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log.mjs';
import { lowPriority } from './priority.mjs';
import { createPrograms } from './processes.mjs';
import { openRunFolder } from './run-folder.mjs';

/** Each run of the small programs connects to this server and says its process id. */
const server = createServer();
let dataDir: string;
let programs: ReturnType<typeof createPrograms>;
let lines: string[];

beforeEach(async () => {
	dataDir = await mkdtemp(path.join(tmpdir(), 'galatea-programs-'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const runFolder = openRunFolder(dataDir);
	await runFolder.take();
	lines = [];
	const stream = new Writable({
		write(chunk, _encoding, done) {
			lines.push(...String(chunk).split('\n').filter(Boolean));
			done();
		},
	});
	const pace = { firstMs: 1, longestMs: 4, healthyAfterMs: 600_000 };
	const log = createLog(stream as NodeJS.WriteStream);
	programs = createPrograms({ log, dataDir, verbose: false, runFolder, pace });
});
afterEach(async () => {
	await programs.stopAll();
	await new Promise((resolve) => server.close(resolve));
	await rm(dataDir, { recursive: true, force: true });
});

/** Tells the server that it runs, then does what `body` says. */
function program(name: string, body: string, more: object = {}) {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const text = `const socket = require('node:net').connect(${port}, '127.0.0.1', () => socket.write(process.pid + '\\n'));
		socket.once('data', () => { ${body} });`;
	return { name, words: ['-e', text], environment: {}, ...more };
}

/** The next run of a program: its process id, and what lets it go on. */
async function nextRun() {
	const [socket] = await once(server, 'connection');
	socket.on('error', () => {});
	const [data] = await once(socket, 'data');
	return { pid: Number(String(data)), goOn: () => socket.write('go\n'), gone: once(socket, 'close') };
}

test('a program that is killed while the gallery runs is started again, as often as it dies, and told of once a minute', async () => {
	const running = nextRun();
	await programs.start(program('api', ''));
	const pids = [(await running).pid];
	programs.keepUp();
	for (let death = 0; death < 4; death++) {
		const again = nextRun();
		process.kill(pids.at(-1) ?? 0, 'SIGKILL');
		pids.push((await again).pid);
	}
	expect(new Set(pids).size).toBe(5);
	expect(lines).toEqual(['api    | api was ended by SIGKILL; it is started again in 0.001 s']);
	await expect.poll(() => readFile(path.join(dataDir, 'run', 'api.pid'), 'utf8')).toBe(`${pids.at(-1)}\n`);
});

test('a program that ends again and again while the gallery starts ends the start, with the reason that it gave', async () => {
	let running = nextRun();
	await programs.start(program('web', `console.error('API_PORT is 0; it must be a port'); process.exit(3)`));
	for (const isLast of [false, false, true]) {
		const { goOn } = await running;
		if (!isLast) running = nextRun();
		goOn();
	}
	await expect(programs.failed).rejects.toMatchObject({
		message: 'web ended with code 3.\nAPI_PORT is 0; it must be a port',
		remedy: expect.stringContaining('web.log'),
	});
});

test('a program that misses its start once on a busy machine does not end the start', async () => {
	let running = nextRun();
	await programs.start(program('worker', `process.send('ready')`, { tellsReady: true }));
	const first = await running;
	running = nextRun();
	process.kill(first.pid, 'SIGKILL');
	(await running).goOn();
	await programs.ready();
});

test('a program that has said that it is ready is started again when it dies, as any other', async () => {
	const running = nextRun();
	const body = `process.send('ready', () => process.disconnect())`;
	await programs.start(program('worker', body, { tellsReady: true }));
	const { pid, goOn } = await running;
	goOn();
	await programs.ready();
	programs.keepUp();
	const again = nextRun();
	process.kill(pid, 'SIGKILL');
	expect((await again).pid).not.toBe(pid);
});

test('a program that repeats a failure fills neither the screen nor its file', async () => {
	const running = nextRun();
	const body = `for (let i = 0; i < 2000; i++) console.error(new Error('the API at port ' + i + ' does not answer'));
		console.error('the last word'); socket.end();`;
	await programs.start(program('web', body));
	programs.keepUp();
	const { goOn } = await running;
	goOn();
	await expect.poll(() => lines).toContain('web    | the last word');
	expect(lines.filter((line) => line.includes('does not answer'))).toEqual([
		'web    | Error: the API at port 0 does not answer',
	]);
	expect(lines.length).toBeLessThan(30);
	await programs.stopAll();
	expect((await readFile(path.join(dataDir, 'logs', 'web.log'), 'utf8')).split('\n').length).toBeLessThan(30);
});

test('a program that gives way runs at low priority with all its threads, and says when it is ready', async () => {
	const running = nextRun();
	const body = `const { Worker } = require('node:worker_threads');
		const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
		worker.once('online', () => process.send('ready'));`;
	await programs.start(program('worker', body, { givesWay: true, tellsReady: true }));
	const { pid, goOn } = await running;
	goOn();
	await programs.ready();
	const threads = await readdir(`/proc/${pid}/task`);
	const stats = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8')));
	// Field 19, counted after the name in parentheses, which may hold anything.
	const priorities = stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
	expect(priorities.length).toBeGreaterThan(2);
	expect(new Set(priorities)).toEqual(new Set([lowPriority]));
});
