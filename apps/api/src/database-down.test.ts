import { type DisposableDatabase, disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from './testing.ts';
import { type DatabaseProxy, databaseProxy } from './testing-database-proxy.ts';
import { runningRender } from './testing-worker.ts';

let database: DisposableDatabase;
let proxy: DatabaseProxy;
/** Reaches the database only through the proxy. */
let api: TestApi;
/** Reaches it directly. */
let other: TestApi;
beforeAll(async () => {
	database = await disposableDatabase();
	proxy = await databaseProxy(database.url);
	api = await startTestApi({ databaseUrl: proxy.url });
	other = await startTestApi({ databaseUrl: database.url });
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await other[Symbol.asyncDispose]();
	await proxy[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

test('without its database the gallery says so clearly, lives on, and its viewers miss nothing', async () => {
	const worker = await runningRender(other.store);
	const viewer = api.subscribe('subscription ($id: ID!) { renderEvents(id: $id) { seq } }', { id: worker.renderId });
	const nextSeq = async () => (dataOf((await viewer.next()).value ?? {})['renderEvents'] as { seq: number }).seq;
	expect(await nextSeq()).toBe(3);

	const member = await api.member();
	await proxy.cut();
	const create = 'mutation { createRender(input: { prompt: "a red apple" }) { __typename } }';
	const list = '{ artworks { edges { cursor } } }';
	// Who has signed in is told the same as everybody.
	for (const [query, who] of [
		[list, undefined],
		[create, undefined],
		[list, member],
		[create, member],
		['{ viewer { id } }', member],
		['mutation { signOut }', member],
	] as const) {
		const { errors } = await api.query(query, {}, who);
		expect(errors).toMatchObject([{ extensions: { code: 'DATABASE_UNAVAILABLE' } }]);
		expect(errors?.[0]?.message).toBe('The database cannot be reached at the moment. Try again soon.');
	}
	const health = await fetch(`${api.url}/health`);
	expect(health.status).toBe(503);
	expect(await health.json()).toMatchObject({ ok: false, database: false, queue: false, storage: true });
	expect((await api.query('{ health { ok database workers { name } } }')).data).toEqual({
		health: { ok: false, database: false, workers: [] },
	});
	const refused = api.subscribe('subscription ($id: ID!) { renderEvents(id: $id) { seq } }', { id: worker.renderId });
	expect((await refused.next()).value).toMatchObject({ errors: [{ extensions: { code: 'DATABASE_UNAVAILABLE' } }] });
	// What happens meanwhile is in the database, and the doorbell is not heard.
	await worker.progress(1);
	await worker.progress(2);

	await proxy.mend();
	expect([await nextSeq(), await nextSeq()]).toEqual([4, 5]);
	await worker.progress(3);
	expect(await nextSeq()).toBe(6);
	await viewer.return();
	await expect.poll(async () => (await fetch(`${api.url}/health`)).status, { timeout: 20_000 }).toBe(200);
	expect((await api.query(create)).data).toEqual({ createRender: { __typename: 'CreateRenderSuccess' } });
});
