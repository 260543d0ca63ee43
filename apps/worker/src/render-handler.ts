/**
 * @file One attempt at one render, from its claim to the finished picture. The optimiser is never made to wait: previews
 * are encoded, checkpoints written and events appended beside it. Safe to run twice for the same render: the database
 * gives it to the newest attempt only, and refuses every write of an older one.
 */
import { optimise, type Picture, planRender, type StepResult } from '@galatea/optimiser';
import { encodePreview } from '@galatea/pictures';
import { isFinal } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { saveBlob } from '@galatea/store/files';
import {
	appendEvent,
	type Claim,
	finishRender,
	getRender,
	SupersededError,
	saveCheckpoint,
} from '@galatea/store/renders';
import { findBeginning } from './beginning.ts';
import { Cancelled, describeFailure, HandedOver, isPassing } from './failures.ts';
import { inTurn } from './in-turn.ts';
import { encodeKeptState, type KeptState } from './kept-state.ts';
import { storePicture } from './kept-step.ts';
import { newestOnly } from './newest.ts';
import { previewForm } from './preview-form.ts';
import { type AttemptEvent, createReporter, type Reporter } from './reporter.ts';
import type { RunRecorder } from './run-record.ts';
import type { WorkerContext } from './worker-context.ts';

/** States of a render that stay, the last step's among them: three arrays as long as z with Adam. */
const keptStates = 4;

/**
 * Sees a render that was taken up to its end; `signal` says that we must go. Throws when the render has not ended and must be
 * let go of, so that it is taken up again.
 */
export async function runClaim(context: WorkerContext, claim: Claim, signal: AbortSignal): Promise<void> {
	const { renderId } = claim;
	const log = context.log.child({ renderId, attempt: claim.attempt });
	log.info({ fromStep: claim.checkpoint?.step ?? 0 }, 'took a render up');
	const abort = new AbortController();
	const handOver = (): void => abort.abort(new HandedOver('the worker is being stopped'));
	if (signal.aborted) handOver();
	signal.addEventListener('abort', handOver, { once: true });
	const unregister = context.cancels.register(renderId, () => abort.abort(new Cancelled('somebody cancelled it')));
	const attempt: Attempt = { context, claim, abort, log };
	const sidelines = openSidelines(attempt);
	const progress: Progress = { step: claim.checkpoint?.step ?? 0, last: null, record: null };
	try {
		await runAttempt(attempt, sidelines, progress);
		log.info('finished a render');
	} catch (thrown) {
		// Whatever the aborted iteration threw, the reason is why it was aborted.
		const error = abort.signal.aborted ? abort.signal.reason : thrown;
		await quiet(sidelines);
		await settle(attempt, error, progress);
	} finally {
		signal.removeEventListener('abort', handOver);
		unregister();
	}
}

interface Attempt {
	readonly context: WorkerContext;
	readonly claim: Claim;
	readonly abort: AbortController;
	readonly log: WorkerContext['log'];
}

/** How far an attempt has come. */
interface Progress {
	step: number;
	last: StepResult | null;
	/** Of the steps until there; null before the first. */
	record: RunRecorder | null;
}

/** The parts of an attempt that work beside the optimiser. */
interface Sidelines {
	readonly reporter: Reporter;
	readonly previews: ReturnType<typeof newestOnly<{ readonly step: number; readonly picture: Picture }>>;
	readonly checkpoints: ReturnType<typeof newestOnly<KeptState>>;
	/** States to fork from, which stay. */
	readonly forkable: ReturnType<typeof inTurn<KeptState>>;
}

async function runAttempt(attempt: Attempt, sidelines: Sidelines, progress: Progress): Promise<void> {
	const { context, claim, abort } = attempt;
	const { recipe } = claim;
	// A cancel between the claim and our listening for it rang at nobody's door.
	const row = await getRender(context.store, claim.renderId);
	if (row === null || isFinal(row.state)) throw new SupersededError(claim.renderId, claim.attempt);
	if (row.cancelRequestedAt !== null) abort.abort(new Cancelled('somebody cancelled it'));
	const pack = await context.packs.load(recipe.pack.id);
	abort.signal.throwIfAborted();
	const plan = planRender(recipe, pack, await context.recipePictures(recipe));
	const { from, record, isStarted } = await findBeginning(context, claim, plan, sidelines.reporter, abort.signal);
	progress.record = record;
	const fromStep = from?.step ?? 0;
	const onFirst = (): void => {
		if (!isStarted) sidelines.reporter.started(fromStep);
	};
	const isPreviewDue = previewClock(context, sidelines, recipe.steps, onFirst);
	let last: Picture | null = null;
	let checkpointAt = performance.now();
	let checkpointStep = fromStep;
	const keepEverySteps = Math.ceil(recipe.steps / keptStates);
	const { runtime, sessions, pace } = context;
	const iteration = optimise({ runtime, plan, signal: abort.signal, from, sessions, wantImage: isPreviewDue });
	for await (const result of iteration) {
		progress.step = result.step;
		progress.last = result;
		record.add(result, true);
		sidelines.reporter.step({ step: result.step, loss: result.loss, terms: result.terms });
		if (result.image !== null) {
			last = result.image;
			sidelines.previews.offer({ step: result.step, picture: result.image });
		}
		if (result.step % keepEverySteps === 0 || result.step === recipe.steps)
			sidelines.forkable.offer(stateOf(result, record));
		const dueByTime = performance.now() - checkpointAt >= pace.checkpointEveryMs;
		const dueByStep = result.step - checkpointStep >= (pace.checkpointEverySteps ?? Number.POSITIVE_INFINITY);
		// After the last step there is nothing to go on with.
		if ((dueByTime || dueByStep) && result.step < recipe.steps) {
			checkpointAt = performance.now();
			checkpointStep = result.step;
			// Taken now: the state goes on with the next step.
			sidelines.checkpoints.offer(stateOf(result, record));
		}
	}
	if (last === null) throw new Error('the last step gave no picture');
	await finish(attempt, sidelines, last, record);
}

function stateOf(result: StepResult, record: RunRecorder): KeptState {
	return { checkpoint: result.checkpoint(), ...record.state() };
}

/** Lets what is under way beside the optimiser come to its end, so that nothing is written after the last event. */
async function quiet({ previews, checkpoints, forkable, reporter }: Sidelines): Promise<void> {
	await Promise.allSettled([previews.drain(), checkpoints.drain(), forkable.drain()]);
	// Its failure, if any, is why the attempt ends.
	await reporter.flush().catch(() => undefined);
}

/** Asked before each step; the first call marks the end of loading. */
function previewClock(
	context: WorkerContext,
	{ previews }: Sidelines,
	steps: number,
	onFirst: () => void,
): (step: number) => boolean {
	let isFirst = true;
	let lastAt = Number.NEGATIVE_INFINITY;
	return (step) => {
		if (isFirst) onFirst();
		isFirst = false;
		if (step === steps) return true;
		const now = performance.now();
		if (previews.busy || now - lastAt < context.pace.previewEveryMs) return false;
		lastAt = now;
		return true;
	};
}

function openSidelines({ context, claim, abort }: Attempt): Sidelines {
	const { store, pace } = context;
	const { renderId, attempt, recipe } = claim;
	const fail = (error: unknown): void => abort.abort(error);
	const reporter = createReporter({
		steps: recipe.steps,
		everyMs: pace.progressEveryMs,
		onFailure: fail,
		append: async (body, extras) => {
			const { cancelRequested } = await appendEvent(store, renderId, attempt, body, extras);
			if (cancelRequested) abort.abort(new Cancelled('somebody cancelled it'));
		},
	});
	const previews = newestOnly<{ readonly step: number; readonly picture: Picture }>(async ({ step, picture }) => {
		const { bytes, width, height, thumbhash } = await encodePreview(picture, previewForm);
		reporter.preview({ key: await saveBlob(store, bytes, 'webp'), thumbhash, width, height, step });
	}, fail);
	const save = (state: KeptState, kept: boolean): Promise<void> =>
		saveCheckpoint(store, renderId, attempt, state.checkpoint.step, encodeKeptState(state), { kept });
	const checkpoints = newestOnly<KeptState>((state) => save(state, false), fail);
	const forkable = inTurn<KeptState>((state) => save(state, true), fail);
	return { reporter, previews, checkpoints, forkable };
}

async function finish(
	{ context, claim, abort }: Attempt,
	sidelines: Sidelines,
	picture: Picture,
	record: RunRecorder,
): Promise<void> {
	const { store } = context;
	const { recipe, renderId, attempt } = claim;
	const run = printRunRecord({ format: 1, device: context.runtime.device, trace: record.trace() });
	const pictures = await storePicture(store, recipe, picture, run);
	const filmKey = await saveBlob(store, record.film(), 'film');
	await sidelines.previews.drain();
	await sidelines.checkpoints.drain();
	await sidelines.forkable.drain();
	await sidelines.reporter.flush();
	abort.signal.throwIfAborted();
	await finishRender(store, { renderId, attempt, step: recipe.steps, ...pictures, filmKey });
}

/** Records how an attempt ended that did not finish. Throws when it must be tried again. */
async function settle(running: Attempt, error: unknown, progress: Progress): Promise<void> {
	const { context, claim, log } = running;
	const { renderId, attempt } = claim;
	const { step } = progress;
	if (error instanceof SupersededError) return log.warn('another attempt has the render; this one stops');
	if (error instanceof HandedOver || isPassing(error)) {
		await keepLastStep(running, progress);
		log.warn(
			{ step, reason: error instanceof Error ? error.message : error },
			'let go of a render; it goes on from here',
		);
		throw error;
	}
	const body: AttemptEvent =
		error instanceof Cancelled ? { type: 'cancelled', step } : { type: 'failed', ...describeFailure(error) };
	if (body.type === 'failed') log.error({ code: body.code, err: error }, 'a render failed');
	else log.info({ step }, 'a render was cancelled');
	try {
		const filmKey = body.type === 'cancelled' ? await keepRun(running, progress) : null;
		await appendEvent(context.store, renderId, attempt, body, { filmKey });
	} catch (refusal) {
		if (!(refusal instanceof SupersededError)) throw refusal;
		log.warn('another attempt has the render; this one stops');
	}
}

/**
 * What was come to is kept, since stopping early is a way to make a picture: the film, from which any step can be had, and
 * the state, to go on from. The key of the film; null where there is none.
 */
async function keepRun(running: Attempt, progress: Progress): Promise<string | null> {
	const { record, step } = progress;
	if (record === null || step === 0) return null;
	await keepLastStep(running, progress, { kept: true });
	try {
		return await saveBlob(running.context.store, record.film(), 'film');
	} catch (error) {
		running.log.warn({ err: error }, 'the steps of a run that was stopped could not be kept');
		return null;
	}
}

/** When there is time for it, nothing is lost at all: whoever goes on begins with the very next step. */
async function keepLastStep(
	{ context, claim, log }: Attempt,
	{ last, record }: Progress,
	options: { readonly kept?: boolean } = {},
): Promise<void> {
	if (last === null || record === null || last.step >= claim.recipe.steps) return;
	try {
		const bytes = encodeKeptState(stateOf(last, record));
		await saveCheckpoint(context.store, claim.renderId, claim.attempt, last.step, bytes, options);
	} catch (error) {
		log.warn({ err: error }, 'the last step could not be kept; an earlier checkpoint has to do');
	}
}
