import { mailbox } from '@galatea/testing';
import { expect, test } from 'vitest';
import { createGuest } from '../accounts/users.ts';
import { onPackTask } from '../database/doorbell.ts';
import { query, type Store } from '../database/store.ts';
import { testStore } from '../testing/test-store.ts';
import {
	cancelPackTask,
	endPackTask,
	failLostPackTasks,
	listPackTasks,
	reportPackTask,
	requestPackTask,
	takePackTask,
} from './pack-tasks.ts';
import { workerBeat } from './workers.ts';

async function someone(store: Store): Promise<string> {
	for (const name of ['first', 'second'])
		await workerBeat(store, { name, provider: 'cpu', device: 'x', engineVersion: 1, packIds: [] });
	return (await createGuest(store)).user.id;
}

test('a task goes to the worker it names, once, and of a pack there is one at a time', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const requestedById = await someone(store);
	const rung = mailbox<string>();
	await onPackTask(store, () => rung.put('rung'));
	const wanted = { packId: 'vqgan', workerName: 'first', kind: 'INSTALL', requestedById } as const;
	const { id } = await requestPackTask(store, wanted);
	expect(await rung.next()).toBe('rung');
	expect((await requestPackTask(store, wanted)).id).toBe(id);
	await expect(requestPackTask(store, { ...wanted, workerName: 'second' })).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	await expect(requestPackTask(store, { ...wanted, packId: 'x', workerName: 'none' })).rejects.toMatchObject({
		code: 'NOT_FOUND',
	});
	expect(await takePackTask(store, 'second')).toBeNull();
	const taken = await Promise.all([takePackTask(store, 'first'), takePackTask(store, 'first')]);
	expect(taken.filter((task) => task !== null)).toMatchObject([{ id, state: 'RUNNING' }]);
	await endPackTask(store, id, 'DONE');
	expect(await listPackTasks(store)).toMatchObject([{ id, state: 'DONE', finishedAt: expect.any(Date) }]);
	expect((await requestPackTask(store, { ...wanted, workerName: 'second' })).id).not.toBe(id);
});

test('how far it is can be read, beyond 2 GB, and a cancel reaches who waits at once and who runs with its next word', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const requestedById = await someone(store);
	const wanted = { workerName: 'first', kind: 'INSTALL', requestedById } as const;
	const running = await requestPackTask(store, { ...wanted, packId: 'a' });
	await takePackTask(store, 'first');
	const progress = { file: 'vqgan.ckpt', bytes: 5e9, totalBytes: 6e9, bytesPerSecond: 1.5e6 };
	expect(await reportPackTask(store, running.id, progress)).toBe(false);
	expect(await listPackTasks(store)).toMatchObject([progress]);
	const waiting = await requestPackTask(store, { ...wanted, packId: 'b' });
	expect(await cancelPackTask(store, waiting.id)).toMatchObject({ state: 'CANCELLED' });
	expect(await cancelPackTask(store, waiting.id)).toBeNull();
	expect(await cancelPackTask(store, running.id)).toMatchObject({ state: 'RUNNING', cancelRequested: true });
	expect(await reportPackTask(store, running.id, progress)).toBe(true);
	await endPackTask(store, running.id, 'CANCELLED');
	await endPackTask(store, running.id, 'DONE');
	expect((await listPackTasks(store)).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
});

test('what a worker had that is gone has failed, and says so', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const requestedById = await someone(store);
	await requestPackTask(store, { packId: 'a', workerName: 'first', kind: 'VERIFY', requestedById });
	await requestPackTask(store, { packId: 'b', workerName: 'second', kind: 'VERIFY', requestedById });
	await query(store, `UPDATE "Worker" SET "lastSeenAt" = now() - interval '16 s' WHERE name = 'first'`);
	await failLostPackTasks(store);
	expect(await listPackTasks(store)).toMatchObject([
		{ packId: 'b', state: 'WAITING' },
		{ packId: 'a', state: 'FAILED', message: expect.stringContaining('gone') },
	]);
});
