/** @file The worker's composition root: builds every part, takes renders from the queue, and goes in good order. */
import { modelFolder } from '@galatea/checkpoint';
import { readPackShelf } from '@galatea/optimiser';
import { type Consumer, openConsumer } from '@galatea/queue';
import { engineVersion } from '@galatea/render';
import { openRuntime, openSessionPool } from '@galatea/runtime';
import { closeStore, onCancel, openStore } from '@galatea/store/database';
import { workerBeat, workerBeatEveryMs, workerGone } from '@galatea/store/renders';
import { pino } from 'pino';
import { createCancelBoard } from './cancel-board.ts';
import { openCaptionTask } from './caption-task.ts';
import { type Environment, EnvironmentError, readEnvironment } from './env.ts';
import { openEyeKeeper } from './eye-keeper.ts';
import { lookForPacks } from './held-packs.ts';
import { openLadderMaker } from './ladder-maker.ts';
import { openPackKeeper } from './pack-keeper.ts';
import { RenderTurns } from './render-turns.ts';
import { openStepDecoder } from './step-decoder.ts';
import { readRecipePictures } from './stored-pictures.ts';
import { warmUp } from './warm-up.ts';
import { defaultPace, type WorkerContext } from './worker-context.ts';

/** For renders of which no job tells, such as those of a worker that is lost. */
const lookEveryMs = 5_000;

const environment = environmentOrExit();
const { workerName } = environment;
const log = pino({ level: environment.logLevel, base: { worker: workerName } });
const stopping = new AbortController();

/** What was opened; closed last first. */
const opened: { readonly part: string; readonly close: () => PromiseLike<unknown> }[] = [];

function environmentOrExit(): Environment {
	try {
		return readEnvironment();
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
}

async function start(): Promise<void> {
	const store = openStore(environment);
	opened.push({ part: 'store', close: () => closeStore(store) });
	const runtime = await openRuntime(environment.compute);
	opened.push({ part: 'runtime', close: () => runtime[Symbol.asyncDispose]() });
	const { provider, device, reason } = runtime;
	log.info({ provider, device, reason }, 'the runtime is ready');
	const sessions = openSessionPool();
	opened.push({ part: 'sessions', close: () => sessions[Symbol.asyncDispose]() });
	const shelf = await readPackShelf(modelFolder(environment.modelsDir));
	for (const problem of shelf.problems) log.warn(problem);
	const cancels = createCancelBoard();
	const stopListening = await onCancel(store, cancels.ring);
	opened.push({ part: 'cancel listener', close: async () => stopListening() });
	const context: WorkerContext = {
		workerName,
		store,
		runtime,
		sessions,
		packs: shelf,
		recipePictures: (recipe) => readRecipePictures(store, recipe),
		cancels,
		pace: { ...defaultPace, checkpointEverySteps: environment.checkpointEverySteps },
		log,
	};
	// A parent process that waits for it (npm start) knows now that nothing keeps us from starting; the rest takes a while.
	// The channel ends on this side: a parent that ends it is not told when we end.
	process.send?.('ready', undefined, undefined, () => process.connected && process.disconnect());
	await warmUp(context, shelf, stopping.signal).catch((error: unknown) => {
		if (!stopping.signal.aborted) log.error({ err: error }, 'the default pack could not be warmed up');
	});
	if (stopping.signal.aborted) return;
	let packIds = await lookForPacks(environment.modelsDir, shelf);
	const eyes = openEyeKeeper(context, shelf);
	opened.push({ part: 'eye', close: () => eyes[Symbol.asyncDispose]() });
	await eyes.look(packIds);
	const ladders = await openLadderMaker({ store, log });
	opened.push({ part: 'ladder maker', close: () => ladders[Symbol.asyncDispose]() });
	// One of the same name that was killed may not have been missed yet: what it had is anybody's.
	await workerGone(store, workerName);
	const beat = (): Promise<void> => workerBeat(store, { name: workerName, provider, device, engineVersion, packIds });
	await beat();
	/** Packs come and go while we run. */
	const lookAgain = async (): Promise<void> => {
		const found = await lookForPacks(environment.modelsDir, shelf);
		if (found.join() !== packIds.join()) {
			await consumer?.serve(found);
			packIds = found;
			log.info({ packs: packIds }, 'renders with other packs than before');
		}
		await beat();
		await eyes.look(found);
	};
	let consumer: Consumer | null = null;
	const beating = setInterval(() => {
		lookAgain().catch((error: unknown) => {
			log.warn({ err: error }, 'it could not be found out, or told, that this worker is there and with which packs');
			// Packs that cannot be looked at are no reason to be taken for gone.
			return beat().catch(() => undefined);
		});
	}, workerBeatEveryMs);
	opened.push({
		part: 'heartbeat',
		close: () => {
			clearInterval(beating);
			return workerGone(store, workerName);
		},
	});
	const turns = new RenderTurns(context, () => packIds);
	const handle = async (renderId: string, signal: AbortSignal): Promise<void> =>
		void (await turns.take(renderId, signal));
	const taking = await openConsumer(environment.queueUrl, packIds, handle, {
		look: { everyMs: lookEveryMs, run: (signal) => turns.take(null, signal) },
		onError: (error) => log.warn({ err: error }, 'the queue'),
		// How often a render may be tried is for the database to say; the sweeper wakes again for what still waits.
		onGivenUp: (renderId, error) => log.warn({ err: error, renderId }, 'a job was given up'),
	});
	// By force: the render that is under way keeps its newest step, and goes on with the next worker.
	opened.push({ part: 'queue', close: () => taking.close({ force: true }) });
	consumer = taking;
	const stepDecoder = await openStepDecoder(context, () => packIds);
	opened.push({ part: 'step decoder', close: () => stepDecoder[Symbol.asyncDispose]() });
	const captions = await openCaptionTask(context, () => packIds);
	opened.push({ part: 'caption task', close: () => captions[Symbol.asyncDispose]() });
	const keeper = await openPackKeeper({
		...{ store, workerName, log, modelsDir: environment.modelsDir, bytePairs: environment.bytePairs },
		onChanged: lookAgain,
	});
	opened.push({ part: 'pack keeper', close: () => keeper[Symbol.asyncDispose]() });
	log.info({ packs: packIds }, 'waiting for renders');
}

async function stop(): Promise<void> {
	for (let entry = opened.pop(); entry; entry = opened.pop())
		try {
			await entry.close();
			log.info({ part: entry.part }, 'closed');
		} catch (error) {
			log.error({ err: error, part: entry.part }, 'could not be closed');
		}
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => {
		// A second signal means that somebody has no patience left.
		if (stopping.signal.aborted) process.exit(1);
		log.info({ signal }, 'stopping');
		stopping.abort(new Error('the worker is being stopped'));
		void started.then(stop).then(() => process.exit());
	});

const started = start().catch(async (error: unknown) => {
	log.fatal({ err: error }, 'the worker cannot start');
	process.exitCode = 1;
	await stop();
	process.exit();
});
