import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newIdentifier, RenderError } from '@galatea/render';
import { disposableDatabase, disposableRedis, mailbox, redisMissing } from '@galatea/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readBackend } from './backend.ts';
import { openConsumer } from './consumer.ts';
import { openProducer, type Producer } from './producer.ts';
import { queueNameOf } from './render-job.ts';

/** A consumer is given up after 2 s here, so that a test of it takes seconds. */
const fast = { lockMs: 2_000, stalledEveryMs: 500 } as const;

const pack = 'starter';
const packs = [pack];

const servers: readonly {
	name: string;
	open: () => Promise<{ url: string } & AsyncDisposable>;
	missing: string | null;
}[] = [
	{ name: 'PostgreSQL', open: () => disposableDatabase({ empty: true }), missing: null },
	{ name: 'Redis', open: disposableRedis, missing: redisMissing },
];

describe.each(servers)('the queue on $name', ({ open, missing }) => {
	if (missing !== null) {
		test.skip(missing, () => {});
		return;
	}
	let server: { url: string } & AsyncDisposable;
	let producer: Producer;
	let id: string;
	beforeAll(async () => {
		server = await open();
		producer = await openProducer(server.url);
	});
	afterAll(async () => {
		await producer.close();
		await server[Symbol.asyncDispose]();
	});
	beforeEach(() => {
		id = newIdentifier('render');
	});

	test('a render that is added is handled, once, also when it is added twice', async () => {
		await producer.add(id, pack);
		await producer.add(id, pack);
		expect(await producer.waitingCount(pack)).toBe(1);
		const handled = mailbox<string>();
		await using _consumer = await openConsumer(server.url, packs, async (renderId) => handled.put(renderId), fast);
		expect(await handled.next()).toBe(id);
		const other = newIdentifier('render');
		await producer.add(other, pack);
		expect(await handled.next()).toBe(other);
		expect(await producer.waitingCount(pack)).toBe(0);
	});

	test('a render can be added again once its job has ended, well or badly', async () => {
		const handled = mailbox<string>();
		const given = mailbox<string>();
		let fails = false;
		await using _consumer = await openConsumer(
			server.url,
			packs,
			async (renderId) => {
				handled.put(renderId);
				if (fails) throw new RenderError('PACK_DAMAGED', 'for good');
			},
			{ ...fast, onGivenUp: (renderId) => given.put(renderId) },
		);
		await producer.add(id, pack);
		await handled.next();
		await untilGone(server.url, id);
		fails = true;
		await producer.add(id, pack);
		await handled.next();
		expect(await given.next()).toBe(id);
		await untilGone(server.url, id);
		await producer.add(id, pack);
		expect(await handled.next()).toBe(id);
	});

	test('a job whose consumer is killed with -9 goes to another', async () => {
		await producer.add(id, pack);
		const program = fileURLToPath(new URL('./stuck-consumer.ts', import.meta.url));
		const flags = ['--import', 'tsx', program, server.url, pack, String(fast.lockMs), String(fast.stalledEveryMs)];
		const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
		const output = mailbox<string>();
		child.stdout.setEncoding('utf8').on('data', (text: string) => output.put(text.trim()));
		expect(await output.next()).toBe(id);
		child.kill('SIGKILL');
		const handled = mailbox<string>();
		await using _consumer = await openConsumer(server.url, packs, async (renderId) => handled.put(renderId), fast);
		expect(await handled.next()).toBe(id);
	});

	test('a consumer that is closed by force stops its handler, and the next one has the job at once', async () => {
		const slow = { lockMs: 60_000, stalledEveryMs: 60_000 };
		const begun = mailbox<string>();
		const consumer = await openConsumer(
			server.url,
			packs,
			(renderId, signal) => {
				begun.put(renderId);
				return new Promise((_, reject) => {
					signal.addEventListener('abort', () => reject(signal.reason));
				});
			},
			slow,
		);
		await producer.add(id, pack);
		await begun.next();
		await consumer.close({ force: true });
		const handled = mailbox<string>();
		await using _next = await openConsumer(server.url, packs, async (renderId) => handled.put(renderId), slow);
		expect(await handled.next()).toBe(id);
	});

	test('work of which no job tells is found, never beside what a job left', async () => {
		const begun = mailbox<string>();
		const goOn = mailbox<string>();
		let running = 0;
		const work = async (what: string) => {
			expect(++running).toBe(1);
			begun.put(what);
			await goOn.next();
			running--;
		};
		let hidden = 2;
		const look = {
			everyMs: 20,
			run: async () => {
				if (hidden === 0) return false;
				hidden--;
				await work('found');
				return true;
			},
		};
		await using _consumer = await openConsumer(server.url, packs, work, { ...fast, look });
		expect(await begun.next()).toBe('found');
		await producer.add(id, pack);
		const order: string[] = [];
		for (let index = 0; index < 2; index++) {
			goOn.put('on');
			order.push(await begun.next());
		}
		goOn.put('on');
		expect(order.sort()).toEqual(['found', id].sort());
	});

	test('a job that fails for now is tried again; one that fails for good is not, and somebody is told', async () => {
		const tried = mailbox<string>();
		const given = mailbox<{ renderId: string; error: Error }>();
		let failure = new RenderError('STORAGE_FULL', 'no room', { retryable: true });
		await using _consumer = await openConsumer(
			server.url,
			packs,
			async (renderId) => {
				tried.put(renderId);
				throw failure;
			},
			{ ...fast, onGivenUp: (renderId, error) => given.put({ renderId, error }) },
		);
		await producer.add(id, pack);
		await tried.next();
		failure = new RenderError('PACK_DAMAGED', 'wrong hash');
		await tried.next();
		const { renderId, error } = await given.next();
		expect(renderId).toBe(id);
		expect(error.message).toBe('wrong hash');
		expect(tried.takeAll()).toEqual([]);
	});

	test('a render goes only to who has its pack, also when the pack comes or goes while the consumer runs', async () => {
		const handled = mailbox<string>();
		const note = (who: string) => async (renderId: string) => handled.put(`${who} ${renderId}`);
		const later = newIdentifier('render');
		await using first = await openConsumer(server.url, ['small'], note('first'), fast);
		await producer.add(id, 'large');
		await producer.add(later, 'small');
		// Asked for first, but of no use to the first.
		expect(await handled.next()).toBe(`first ${later}`);
		expect(await producer.waitingCount('large')).toBe(1);
		{
			await using _second = await openConsumer(server.url, ['large'], note('second'), fast);
			expect(await handled.next()).toBe(`second ${id}`);
		}
		const [third, fourth] = [newIdentifier('render'), newIdentifier('render')];
		await producer.add(third, 'large');
		await first.serve(['small', 'large']);
		expect(await handled.next()).toBe(`first ${third}`);
		await first.serve(['large']);
		await producer.add(fourth, 'small');
		const fifth = newIdentifier('render');
		await producer.add(fifth, 'large');
		expect(await handled.next()).toBe(`first ${fifth}`);
		await expect.poll(() => producer.waitingCount('small'), { interval: 20, timeout: 10_000 }).toBe(1);
		await first.serve(['small', 'large']);
		expect(await handled.next()).toBe(`first ${fourth}`);
	});

	test('of several packs one render runs at a time; the other waits for whoever is free first', async () => {
		const begun = mailbox<string>();
		const goOn = mailbox<string>();
		let running = 0;
		const handle = (who: string) => async (renderId: string) => {
			running++;
			begun.put(`${who} ${renderId}`);
			expect(running).toBe(1);
			await goOn.next((word) => word === who);
			running--;
		};
		await using _busy = await openConsumer(server.url, ['small', 'large'], handle('busy'), fast);
		const other = newIdentifier('render');
		await producer.add(id, 'small');
		expect(await begun.next()).toBe(`busy ${id}`);
		await producer.add(other, 'large');
		await using free = await openConsumer(server.url, [], async (renderId) => begun.put(`free ${renderId}`), fast);
		await free.serve(['large']);
		expect(await begun.next()).toBe(`free ${other}`);
		await free.close();
		const again = newIdentifier('render');
		await producer.add(again, 'large');
		goOn.put('busy');
		expect(await begun.next()).toBe(`busy ${again}`);
		goOn.put('busy');
	});

	test('a long queue of one pack does not keep another pack from its turn', async () => {
		const handled = mailbox<string>();
		const goOn = mailbox<string>();
		await using _consumer = await openConsumer(
			server.url,
			['small', 'large'],
			async (renderId) => {
				handled.put(renderId);
				await goOn.next();
			},
			fast,
		);
		const many = Array.from({ length: 6 }, () => newIdentifier('render'));
		for (const each of many) await producer.add(each, 'small');
		expect(many).toContain(await handled.next());
		await producer.add(id, 'large');
		const { connection, factory } = readBackend(server.url, false);
		const queue = new Queue(queueNameOf('large'), { connection }, factory);
		const timesTaken = async () => (await queue.getJob(id))?.attemptsStarted ?? 0;
		await expect.poll(timesTaken, { interval: 20, timeout: 10_000 }).toBeGreaterThan(0);
		await queue.close();
		let before = 1;
		for (;;) {
			goOn.put('on');
			if ((await handled.next()) === id) break;
			before++;
		}
		// The one under way, and at most one more: it may end between the other being taken and being turned away.
		expect(before).toBeLessThanOrEqual(2);
		for (let left = many.length - before; left > 0; left--) {
			goOn.put('on');
			await handled.next();
		}
		goOn.put('on');
	});

	test('what is not the id of a render is not put in, and not handled when another program put it in', async () => {
		await expect(producer.add('../../etc/passwd', pack)).rejects.toThrow('must be the id of a render');
		await expect(producer.add(id, 'Starter:1')).rejects.toThrow('must be the id of a pack');
		const { connection, factory } = readBackend(server.url, false);
		const queue = new Queue(queueNameOf(pack), { connection }, factory);
		const given = mailbox<string>();
		const handled = mailbox<string>();
		await using _consumer = await openConsumer(server.url, packs, async (renderId) => handled.put(renderId), {
			...fast,
			onGivenUp: (_, error) => given.put(error.message),
		});
		await queue.add('renders', { renderId: 7 }, { jobId: 'alien', removeOnFail: true });
		expect(await given.next()).toMatch(/^Not a render job/);
		expect(handled.takeAll()).toEqual([]);
		await queue.close();
	});
});

/** Waits until the job of a render that has just been handled is out of the queue. */
async function untilGone(url: string, id: string): Promise<void> {
	const { connection, factory } = readBackend(url, false);
	const queue = new Queue(queueNameOf(pack), { connection }, factory);
	await expect.poll(async () => (await queue.getJob(id)) ?? null, { interval: 20, timeout: 10_000 }).toBeNull();
	await queue.close();
}
