/**
 * @file One model, ready to run.
 */
import type { Model } from '@galatea/onnx';
import type { Session, TensorValue } from '@galatea/optimiser';
import { explainError } from './errors.ts';
import { collectGarbage } from './garbage.ts';
import { type ModelFiles, writeModelFiles } from './model-files.ts';
import type { OpenedSession, SessionThread, TensorInfo } from './session-thread.ts';

export interface DeviceSettings {
	/** In words for people. */
	readonly device: string;
	/** onnxruntime's name of the execution provider. */
	readonly provider: string;
	readonly threads: number;
}

/** Options of every session; the reasons are measured in the engine's notes. */
function sessionOptions({ provider, threads }: DeviceSettings): Readonly<Record<string, unknown>> {
	return {
		executionProviders: [provider],
		graphOptimizationLevel: 'all',
		executionMode: 'sequential',
		intraOpNumThreads: threads,
		interOpNumThreads: 1,
		// With patterns, one block holds every value of a run at once: 2.95 instead of 1.84 GB, for half a percent of time.
		enableMemPattern: false,
		// Errors come back as errors; what is below them is noise on a terminal.
		logSeverityLevel: 4,
		// Numbers below 1e-38 have no meaning here, and cost a hundred times the others.
		extra: {
			session: {
				set_denormal_as_zero: '1',
				// Packed copies of weights that forward and backward both read: 350 MB at full size, for 1 % of time.
				disable_prepacking: '1',
				// Threads that wait sleep, and do not spin on the core that the last thread is waiting for. A starter step
				// took 3 % longer on a quiet machine, and up to 11 % less beside a training run on the same two cores.
				intra_op: { allow_spinning: '0' },
			},
			// The graph comes without common subexpressions, except those computed again on purpose, to save memory.
			optimization: { disable_specified_optimizers: 'CommonSubexpressionElimination' },
		},
	};
}

/** After models with more weights than this, garbage is collected. */
const largeBytes = 64e6;

/** Opens a model in `thread`. */
export function openSession(
	thread: SessionThread,
	model: Model,
	settings: DeviceSettings,
	name: string,
): Promise<Session> {
	// Not an async function: that would hold the model, and its weights, until the session is open.
	return writeModelFiles(model).then((files) => openFiles(thread, files, settings, name));
}

async function openFiles(
	thread: SessionThread,
	written: ModelFiles,
	settings: DeviceSettings,
	name: string,
): Promise<Session> {
	await using files = written;
	const options = sessionOptions(settings);
	const opening = thread.call('open', { path: files.path, options }).catch((error: unknown) => {
		throw explainError(error, `opening ${name}`, settings.device);
	});
	// While the other thread is busy.
	if (files.weightBytes > largeBytes) collectGarbage();
	const opened = await opening;
	return wrap(thread, opened, settings, name);
}

function wrap(thread: SessionThread, opened: OpenedSession, settings: DeviceSettings, name: string): Session {
	let closed = false;
	return {
		async run(feeds, options = {}) {
			if (closed) throw new Error(`${name} is closed`);
			checkFeeds(opened.inputs, feeds, name);
			const transfer = options.transfer === true ? wholeBuffers(Object.values(feeds)) : [];
			try {
				return await thread.call('run', { session: opened.session, feeds }, transfer);
			} catch (error) {
				throw explainError(error, `running ${name}`, settings.device);
			}
		},
		async [Symbol.asyncDispose](): Promise<void> {
			if (closed) return;
			closed = true;
			// A thread that has ended took its sessions with it.
			await thread.call('close', { session: opened.session }).catch(() => undefined);
		},
	};
}

// Only buffers that hold one array and nothing else may be given away.
function wholeBuffers(tensors: readonly TensorValue[]): readonly ArrayBuffer[] {
	const buffers = new Set<ArrayBuffer>();
	for (const { data } of tensors)
		if (data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength) buffers.add(data.buffer);
	return [...buffers];
}

function checkFeeds(
	inputs: readonly TensorInfo[],
	feeds: Readonly<Record<string, TensorValue>>,
	session: string,
): void {
	const print = (dtype: string, shape: readonly number[]): string => `${dtype} [${shape.join(', ')}]`;
	for (const { name, type, shape } of inputs) {
		const feed = feeds[name];
		const wanted = print(type, shape);
		if (feed === undefined) throw new Error(`${session} needs an input "${name}" of ${wanted}`);
		const given = print(feed.dtype, feed.shape);
		if (given !== wanted) throw new Error(`${session} needs its input "${name}" as ${wanted}, not ${given}`);
		const count = shape.reduce((product, extent) => product * extent, 1);
		if (feed.data.length !== count)
			throw new Error(`${session} needs ${count} numbers in its input "${name}", not ${feed.data.length}`);
	}
	for (const name of Object.keys(feeds))
		if (!inputs.some((input) => input.name === name)) throw new Error(`${session} has no input "${name}"`);
}
