import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openProducer } from '@galatea/queue';
import type { RenderEvent } from '@galatea/render';
import { getRender, listWorkers, queueStatus } from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { copyModels, openTestGallery } from './test-gallery.ts';
import { startWorker } from './test-process.ts';

const isDone = (events: readonly RenderEvent[]): boolean => events.some((event) => event.type === 'done');

/** The starter pack's entry under another name. */
async function entryNamed(models: string, id: string): Promise<object> {
	const { packs } = JSON.parse(await readFile(join(models, 'catalogue.json'), 'utf8'));
	return { ...packs[0], id };
}

test('of two workers with different packs each renders what it has, and who waits for the other is told which is missing', async () => {
	await using gallery = await openTestGallery();
	await using producer = await openProducer(gallery.databaseUrl);
	await using models = await copyModels();
	await writeFile(
		join(models.path, 'catalogue.json'),
		JSON.stringify({ packs: [await entryNamed(models.path, 'other')] }),
	);
	await using _starter = startWorker(gallery, { WORKER_NAME: 'starter-only' });
	const others = await gallery.request({}, 'other');
	const starters = await gallery.request();
	await producer.add(others.id, 'other');
	await producer.add(starters.id, 'starter');
	await gallery.waitFor(starters.id, isDone);
	expect(await getRender(gallery.store, starters.id)).toMatchObject({ workerName: 'starter-only' });
	expect(await queueStatus(gallery.store, others.id)).toMatchObject({ servable: false, missingPackId: 'other' });
	expect(await getRender(gallery.store, others.id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
	await using _other = startWorker(gallery, { WORKER_NAME: 'other-only', MODELS_DIR: models.path });
	await gallery.waitFor(others.id, isDone);
	expect(await getRender(gallery.store, others.id)).toMatchObject({ workerName: 'other-only', attempt: 1 });
}, 240_000);

test('a worker reports packs that come and go while it runs, and one whose files are not whole is not among them', async () => {
	await using gallery = await openTestGallery();
	await using producer = await openProducer(gallery.databaseUrl);
	await using models = await copyModels();
	await using _worker = startWorker(gallery, { WORKER_NAME: 'first', MODELS_DIR: models.path });
	const reported = (packIds: readonly string[]) =>
		expect
			.poll(async () => (await listWorkers(gallery.store)).map((worker) => worker.packIds), {
				interval: 100,
				timeout: 60_000,
			})
			.toEqual([packIds]);
	await reported(['starter']);
	const late = await gallery.request({}, 'late');
	await producer.add(late.id, 'late');
	await mkdir(join(models.path, 'local'));
	const local = join(models.path, 'local/catalogue.json');
	await writeFile(local, JSON.stringify({ packs: [await entryNamed(models.path, 'late')] }));
	await gallery.waitFor(late.id, isDone);
	await reported(['starter', 'late']);
	await rm(local);
	await reported(['starter']);
	await writeFile(join(models.path, 'starter/generator.safetensors'), 'cut off');
	await reported([]);
}, 240_000);
