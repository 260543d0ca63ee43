/** @file For this app's tests: a database, a storage folder and a handler's context of their own, with the real starter pack. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { modelFolder } from '@galatea/checkpoint';
import { composeRecipe, type RecipeRequest, readPackShelf } from '@galatea/optimiser';
import type { Recipe, RenderEvent } from '@galatea/render';
import { openRuntime, openSessionPool } from '@galatea/runtime';
import { createGuest } from '@galatea/store/accounts';
import { onCancel, onDoorbell, openStore, type Store } from '@galatea/store/database';
import { claimRender, createRender, eventsSince, type WholeRender } from '@galatea/store/renders';
import { disposableDatabase } from '@galatea/testing';
import { pino } from 'pino';
import { createCancelBoard } from './cancel-board.ts';
import { runClaim } from './render-handler.ts';
import { readRecipePictures } from './stored-pictures.ts';
import { handleVideo } from './video-handler.ts';
import { defaultPace, type Pace, type WorkerContext } from './worker-context.ts';

const modelsDir = resolve(import.meta.dirname, '../../../models');

export interface TestGallery extends AsyncDisposable {
	readonly context: WorkerContext;
	readonly store: Store;
	readonly databaseUrl: string;
	readonly storageDir: string;
	/** Asks for a small render of the starter pack or one like it: 64 px, 4 cutouts, 12 steps unless told otherwise. */
	request(changes?: Partial<RecipeRequest>, packId?: string): Promise<WholeRender>;
	/** Resolves with all events of a render as soon as they satisfy `isEnough`, woken by the doorbell. */
	waitFor(renderId: string, isEnough: (events: readonly RenderEvent[]) => boolean): Promise<readonly RenderEvent[]>;
}

/** A gallery of a test's own. `storageDir` and `models` are folders that the test prepared. */
export async function openTestGallery(
	options: { readonly pace?: Partial<Pace>; readonly storageDir?: string; readonly models?: string } = {},
): Promise<TestGallery> {
	/** Undone last first. */
	const undo: (() => PromiseLike<unknown>)[] = [];
	const use = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
		undo.push(() => resource[Symbol.asyncDispose]());
		return resource;
	};
	const database = use(await disposableDatabase());
	const storageDir = options.storageDir ?? (await mkdtemp(join(tmpdir(), 'galatea-worker-')));
	if (options.storageDir === undefined) undo.push(() => rm(storageDir, { recursive: true, force: true }));
	const store = use(openStore({ databaseUrl: database.url, storageDir }));
	const runtime = use(await openRuntime({ provider: 'cpu', threads: 1 }));
	const sessions = use(openSessionPool());
	const packs = await readPackShelf(modelFolder(options.models ?? modelsDir));
	const cancels = createCancelBoard();
	const stopListening = await onCancel(store, cancels.ring);
	undo.push(async () => stopListening());
	const bells = new Set<() => void>();
	const stopBells = await onDoorbell(store, () => {
		for (const wake of bells) wake();
	});
	undo.push(async () => stopBells());
	const { user } = await createGuest(store);
	const context: WorkerContext = {
		workerName: 'test',
		store,
		runtime,
		sessions,
		packs,
		recipePictures: (recipe) => readRecipePictures(store, recipe),
		cancels,
		pace: { ...defaultPace, ...options.pace },
		log: pino({ level: 'silent' }),
	};
	return {
		context,
		store,
		databaseUrl: database.url,
		storageDir,
		async request(changes = {}, packId = 'starter') {
			const pack = packs.packs[0];
			if (!pack) throw new Error('the tests need the starter pack');
			const small = { prompt: 'a red apple', width: 64, height: 64, steps: 12, seed: '7', cutouts: { count: 4 } };
			const { recipe } = composeRecipe({ ...small, ...changes }, { ...pack, id: packId });
			return (await createRender(store, { recipe: recipe as Recipe, userId: user.id })).render;
		},
		async waitFor(renderId, isEnough) {
			for (;;) {
				const rung = new Promise<void>((resolve_) => {
					const wake = (): void => {
						bells.delete(wake);
						resolve_();
					};
					bells.add(wake);
				});
				const events = await eventsSince(store, renderId, 0);
				if (isEnough(events)) return events;
				await rung;
			}
		},
		async [Symbol.asyncDispose]() {
			for (let step = undo.pop(); step; step = undo.pop()) await step();
		},
	};
}

/** What a worker does with one render that is next, or for whose video it is woken. */
export async function handleRender(context: WorkerContext, renderId: string, signal: AbortSignal): Promise<void> {
	const claim = await claimRender(context.store, renderId, context.workerName);
	if (claim === null) await handleVideo(context, renderId, signal);
	else await runClaim(context, claim, signal);
}

/** A copy of the starter pack that a test may damage. */
export async function copyModels(): Promise<AsyncDisposable & { readonly path: string }> {
	const path = await mkdtemp(join(tmpdir(), 'galatea-models-'));
	for (const part of ['catalogue.json', 'starter'])
		await cp(join(modelsDir, part), join(path, part), { recursive: true });
	return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
