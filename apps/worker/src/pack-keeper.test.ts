import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogues } from '@galatea/models';
import { createGuest } from '@galatea/store/accounts';
import { openStore, type Store } from '@galatea/store/database';
import { cancelPackTask, listPackTasks, type PackTask, requestPackTask, workerBeat } from '@galatea/store/renders';
import { disposableDatabase, type ModelMirror, modelMirror } from '@galatea/testing';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openPackKeeper } from './pack-keeper.ts';

interface Setting extends AsyncDisposable {
	readonly store: Store;
	readonly mirror: ModelMirror;
	/** Packs of the local catalogue at each change that was told. */
	readonly told: string[][];
	ask(kind: PackTask['kind'], packId?: string): Promise<PackTask>;
	/** Resolves with a task as soon as it is as wanted. */
	until(id: string, isEnough: (task: PackTask) => boolean): Promise<PackTask>;
}

async function setUp(): Promise<Setting> {
	/** Undone last first. */
	const opened: AsyncDisposable[] = [];
	const use = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
		opened.unshift(resource);
		return resource;
	};
	const mirror = use(await modelMirror());
	const database = use(await disposableDatabase());
	const store = use(openStore({ databaseUrl: database.url, storageDir: join(mirror.folder, 'storage') }));
	const worker = { name: 'keeper', provider: 'cpu', device: 'x', engineVersion: 1, packIds: [] };
	await workerBeat(store, worker);
	const requestedById = (await createGuest(store)).user.id;
	const told: string[][] = [];
	use(
		await openPackKeeper({
			store,
			workerName: 'keeper',
			modelsDir: mirror.folder,
			bytePairs: join(mirror.folder, 'none'),
			log: pino({ level: 'silent' }),
			onChanged: async () => void told.push((await readCatalogues(mirror.folder)).local.map(({ id }) => id)),
		}),
	);
	return {
		store,
		mirror,
		told,
		ask: (kind, packId = 'small') => requestPackTask(store, { packId, workerName: 'keeper', kind, requestedById }),
		async until(id, isEnough) {
			const look = async () => (await listPackTasks(store)).find((task) => task.id === id) as PackTask;
			await expect.poll(async () => isEnough(await look()), { interval: 50, timeout: 30_000 }).toBe(true);
			return look();
		},
		async [Symbol.asyncDispose]() {
			for (const resource of opened) await resource[Symbol.asyncDispose]();
		},
	};
}

const hasEnded = (task: PackTask): boolean => task.finishedAt !== null;

test('a pack is installed with its progress told, then compared, then removed, and each change is told before the end', async () => {
	await using setting = await setUp();
	const { mirror, told } = setting;
	mirror.hold();
	const install = await setting.ask('INSTALL');
	const onTheWay = await setting.until(install.id, ({ bytes }) => bytes > 0);
	expect(onTheWay).toMatchObject({ state: 'RUNNING', totalBytes: mirror.totalBytes });
	expect(onTheWay.bytes).toBeLessThan(mirror.totalBytes);
	mirror.release();
	expect(await setting.until(install.id, hasEnded)).toMatchObject({
		state: 'DONE',
		bytes: mirror.totalBytes,
		message: null,
	});
	const { id: verify } = await setting.ask('VERIFY');
	expect(await setting.until(verify, hasEnded)).toMatchObject({ state: 'DONE' });
	const { id: remove } = await setting.ask('REMOVE');
	expect(await setting.until(remove, hasEnded)).toMatchObject({ state: 'DONE' });
	expect(told).toEqual([['small'], ['small'], []]);
	expect(await readdir(join(mirror.folder, 'local'))).toEqual(['catalogue.json']);
});

test('a cancelled download leaves no pack, and goes on where it was when it is wanted again', async () => {
	await using setting = await setUp();
	const { mirror, store } = setting;
	mirror.hold();
	const { id } = await setting.ask('INSTALL');
	const { bytes } = await setting.until(id, (task) => task.bytes > 0);
	await cancelPackTask(store, id);
	expect(await setting.until(id, hasEnded)).toMatchObject({ state: 'CANCELLED', message: null });
	expect((await readCatalogues(mirror.folder)).local).toEqual([]);
	mirror.hold();
	const { id: again } = await setting.ask('INSTALL');
	// The half that came before counts from the beginning.
	expect((await setting.until(again, (task) => task.bytes > 0)).bytes).toBeGreaterThanOrEqual(bytes);
	mirror.release();
	expect(await setting.until(again, hasEnded)).toMatchObject({ state: 'DONE' });
});

test('what cannot be done has failed, with the reason: a mirror that lies, a damaged file, a pack that is not there', async () => {
	await using setting = await setUp();
	const { mirror } = setting;
	const failed = async (kind: PackTask['kind'], packId?: string) => {
		const { id } = await setting.ask(kind, packId);
		const { state, message } = await setting.until(id, hasEnded);
		expect(state).toBe('FAILED');
		return message;
	};
	expect(await failed('INSTALL', 'unheard-of')).toContain('knows no pack "unheard-of"');
	expect(await failed('VERIFY')).toContain('not installed');
	expect(await failed('REMOVE')).toContain('is not here');
	const { id } = await setting.ask('INSTALL');
	await setting.until(id, hasEnded);
	const [entry] = (await readCatalogues(mirror.folder)).local;
	await writeFile(join(mirror.folder, entry?.generator.file ?? ''), 'damaged');
	expect(await failed('VERIFY')).toMatch(/must have \d+ bytes, and has 7/);
	mirror.corrupt('vqgan.ckpt');
	expect(await failed('INSTALL')).toContain('has SHA-256');
});
