import { freePort } from '@galatea/testing';
import { expect, test } from 'vitest';
import { getRender, queuedRenders } from '../renders/renders.ts';
import { queuedRender, testStore } from '../testing/test-store.ts';
import { health } from './health.ts';
import { closeStore, openStore, query, transaction } from './store.ts';

test('a database that is down is told with its host, without the password, and as retryable', async () => {
	const port = await freePort();
	await using store = openStore({
		databaseUrl: `postgresql://me:secret@127.0.0.1:${port}/gallery`,
		storageDir: '/nowhere/at/all',
	});
	// One way through the driver, one through Prisma.
	for (const call of [() => queuedRenders(store), () => getRender(store, 'rnd_x')]) {
		const error = await call().catch((cause: unknown) => cause);
		expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
		expect((error as Error).message).toContain(`127.0.0.1:${port} does not answer: start it`);
		expect((error as Error).message).not.toContain('secret');
	}
	const report = await health(store);
	expect(report).toMatchObject({ database: false, storage: false });
	expect(report.problems).toHaveLength(2);
});

test('a wrong password, a missing database and missing tables each have an advice of their own', async () => {
	await using setting = await testStore();
	const advice = async (changes: { readonly password?: string; readonly pathname?: string }) => {
		const url = Object.assign(new URL(setting.databaseUrl), changes);
		await using store = openStore({ databaseUrl: url.href, storageDir: setting.store.storageDir });
		const error = (await queuedRenders(store).catch((cause: unknown) => cause)) as Error;
		expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
		return error.message;
	};
	const wrongPassword = await advice({ password: 'wrong-secret' });
	expect(wrongPassword).toMatch(/refuses the user or password/);
	expect(wrongPassword).not.toContain('wrong-secret');
	expect(await advice({ pathname: '/absent' })).toMatch(/has no database "absent"/);
	expect(await advice({ pathname: '/postgres' })).toMatch(/lacks a table/);
});

test('connections that break are replaced', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const render = await queuedRender(store);
	await query(
		store,
		'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
	);
	await expect.poll(() => getRender(store, render.id).catch(() => null)).toEqual(render);
});

test('a transaction that throws leaves nothing behind, and its connection is used again', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	for (let round = 0; round < 20; round++)
		await expect(
			transaction(store, async (sql) => {
				await sql.query('UPDATE "Render" SET step = 5 WHERE id = $1', [id]);
				throw new Error('no');
			}),
		).rejects.toThrow('no');
	expect((await getRender(store, id))?.step).toBe(0);
});

test('every statement can be listened to with its values, those of Prisma too', async () => {
	await using setting = await testStore();
	const heard: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
	const store = openStore({
		databaseUrl: setting.databaseUrl,
		storageDir: setting.store.storageDir,
		onStatement: (sql, values) => heard.push({ sql, values }),
	});
	const { id } = await queuedRender(setting.store);
	await getRender(store, id);
	await queuedRenders(store);
	await closeStore(store);
	await closeStore(store);
	expect(heard.filter(({ sql }) => sql.includes('FROM "public"."Recipe"'))).toHaveLength(1);
	expect(heard.filter(({ sql }) => sql.includes('"pausedAt" IS NULL'))).toHaveLength(1);
	expect(heard.find(({ sql }) => sql.includes('FROM "public"."Render"'))?.values).toContain(id);
});

test('a store that can be used is healthy', async () => {
	await using setting = await testStore();
	expect(await health(setting.store)).toEqual({ database: true, storage: true, problems: [] });
});
