import { once } from 'node:events';
import { openProducer } from '@galatea/queue';
import type { RenderEvent } from '@galatea/render';
import { getRender, listWorkers, lossHistory } from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { handleRender, openTestGallery } from './test-gallery.ts';
import { startWorker } from './test-process.ts';

const reached = (step: number) => (events: readonly RenderEvent[]) =>
	events.some((event) => event.type === 'progress' && event.step >= step);
const isDone = (events: readonly RenderEvent[]): boolean => events.some((event) => event.type === 'done');

test('a worker killed in mid-render is missed, and another ends the picture as if nothing had happened', async () => {
	await using gallery = await openTestGallery();
	await using producer = await openProducer(gallery.databaseUrl);
	const { id } = await gallery.request({ steps: 24 });
	await producer.add(id, 'starter');
	{
		await using killed = startWorker(gallery, { WORKER_NAME: 'killed' });
		await gallery.waitFor(id, reached(10));
		killed.kill('SIGKILL');
	}
	const successor = startWorker(gallery, { WORKER_NAME: 'successor' });
	const events = await gallery.waitFor(id, isDone).finally(() => successor[Symbol.asyncDispose]());
	const begun = events.flatMap((event) => (event.type === 'started' ? [event.fromStep] : []));
	expect(begun[0]).toBe(0);
	expect(begun[1]).toBeGreaterThanOrEqual(4);
	expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
	const losses = await lossHistory(gallery.store, id);
	expect(losses.map((point) => point.step)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
	const render = await getRender(gallery.store, id);
	expect(render).toMatchObject({ state: 'DONE', attempt: 2, workerName: 'successor' });

	const undisturbed = await gallery.request({ steps: 24 });
	await handleRender(gallery.context, undisturbed.id, new AbortController().signal);
	// Files are named by their content: the same name is the same picture, bit for bit.
	expect((await getRender(gallery.store, undisturbed.id))?.image?.key).toBe(render?.image?.key);
}, 240_000);

test('a worker that is asked to stop lets go of its render, takes its name off the list, and ends with code 0', async () => {
	await using gallery = await openTestGallery();
	await using producer = await openProducer(gallery.databaseUrl);
	const { id } = await gallery.request({ steps: 5_000 });
	await producer.add(id, 'starter');
	await using worker = startWorker(gallery, { WORKER_NAME: 'polite' });
	await gallery.waitFor(id, reached(2));
	expect((await listWorkers(gallery.store)).map((each) => each.name)).toEqual(['polite']);
	const ended = once(worker, 'exit');
	worker.kill('SIGTERM');
	expect(await ended).toEqual([0, null]);
	expect(await listWorkers(gallery.store)).toEqual([]);
	expect((await getRender(gallery.store, id))?.state).toBe('RUNNING');
}, 120_000);

test('an environment that is not right is told whole, and nothing is started', async () => {
	await using gallery = await openTestGallery();
	await using worker = startWorker(gallery, { DATABASE_URL: '', GALATEA_THREADS: 'many', GALATEA_PROVIDER: 'abacus' });
	let output = '';
	worker.stderr?.on('data', (part) => {
		output += part;
	});
	const [code] = await once(worker, 'close');
	expect(code).toBe(1);
	expect(output).toContain('DATABASE_URL is not set');
	expect(output).toContain('GALATEA_THREADS must be a whole number above 0');
	expect(output).toContain('GALATEA_PROVIDER must be one of auto, cpu');
	expect(output).not.toContain('    at ');
});
