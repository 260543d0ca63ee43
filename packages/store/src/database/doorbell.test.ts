import { type Mailbox, mailbox } from '@galatea/testing';
import { expect, test } from 'vitest';
import { appendEvent } from '../renders/attempts.ts';
import { requestCancel } from '../renders/renders.ts';
import { claimed, progress, queuedRender, testStore } from '../testing/test-store.ts';
import { onCancel, onDoorbell, type Ring } from './doorbell.ts';
import { openStore, query, type Store } from './store.ts';

/** Breaks the connections that listen, as a restarted server does; the pool's stay. */
async function breakDoorbells(store: Store): Promise<void> {
	const broken = await query(
		store,
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		 WHERE application_name = 'galatea doorbell' AND datname = current_database()`,
	);
	expect(broken.length).toBeGreaterThan(0);
}

async function listeners(store: Store): Promise<number> {
	const rows = await query(
		store,
		`SELECT FROM pg_stat_activity WHERE application_name = 'galatea doorbell' AND datname = current_database()`,
	);
	return rows.length;
}

test('every event rings in every process, in order; a store has one connection for that', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await using other = openStore({ databaseUrl: setting.databaseUrl, storageDir: store.storageDir });
	const boxes: Mailbox<Ring>[] = [mailbox(), mailbox(), mailbox()];
	await onDoorbell(store, (ring) => boxes[0]?.put(ring));
	await onDoorbell(store, (ring) => boxes[1]?.put(ring));
	await onDoorbell(other, (ring) => boxes[2]?.put(ring));
	expect(await listeners(store)).toBe(2);
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await appendEvent(store, id, 1, progress(1));
	for (const box of boxes)
		for (const seq of [1, 2, 3, 4]) expect(await box.next()).toEqual({ type: 'event', renderId: id, seq });
});

test('who stopped listening is not called', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [stopped, listening] = [mailbox<Ring>(), mailbox<Ring>()];
	const stop = await onDoorbell(store, stopped.put);
	await onDoorbell(store, listening.put);
	stop();
	await queuedRender(store);
	await listening.next();
	expect(stopped.takeAll()).toEqual([]);
});

test('after a broken connection everybody is told to look again, and rings come as before', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const rings = mailbox<Ring>();
	await onDoorbell(store, rings.put);
	for (let round = 0; round < 2; round++) {
		await breakDoorbells(store);
		expect(await rings.next()).toEqual({ type: 'reconnected' });
		const { id } = await queuedRender(store);
		expect(await rings.next()).toEqual({ type: 'event', renderId: id, seq: 1 });
	}
});

test('a cancel reaches the worker, also when it was asked for while the connection was broken', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const cancels = mailbox<string>();
	await onCancel(store, cancels.put);
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await requestCancel(store, id);
	expect(await cancels.next()).toBe(id);
	await breakDoorbells(store);
	// It is told again, although nobody asked again: the request itself might have been missed.
	expect(await cancels.next()).toBe(id);
});

test('a closed store listens no more', async () => {
	await using setting = await testStore();
	{
		await using other = openStore({ databaseUrl: setting.databaseUrl, storageDir: setting.store.storageDir });
		await onDoorbell(other, () => {});
		expect(await listeners(setting.store)).toBe(1);
	}
	await expect.poll(() => listeners(setting.store)).toBe(0);
});

test('a database that is down when listening begins is told, and listening can be tried again', async () => {
	await using store = openStore({ databaseUrl: 'postgresql://127.0.0.1:1/none', storageDir: '/tmp' });
	for (let round = 0; round < 2; round++)
		await expect(onDoorbell(store, () => {})).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
});
