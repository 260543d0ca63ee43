/**
 * @file The other side of `session-thread.mjs`: starts the thread and turns its messages into promises.
 */
import { Worker } from 'node:worker_threads';
import type { TensorValue } from '@galatea/optimiser';

/** What a session says of one of its inputs or outputs. */
export interface TensorInfo {
	readonly name: string;
	/** onnxruntime's name of the element type, which is ours. */
	readonly type: TensorValue['dtype'];
	readonly shape: readonly number[];
}

export interface OpenedSession {
	readonly session: number;
	readonly inputs: readonly TensorInfo[];
	readonly outputs: readonly TensorInfo[];
}

/** What may be asked of the thread, and what comes back. */
interface ThreadCalls {
	readonly open: { readonly path: string; readonly options: Readonly<Record<string, unknown>> };
	readonly run: { readonly session: number; readonly feeds: Readonly<Record<string, TensorValue>> };
	readonly close: { readonly session: number };
	readonly backends: Readonly<Record<string, never>>;
}

interface ThreadAnswers {
	readonly open: OpenedSession;
	readonly run: Readonly<Record<string, TensorValue>>;
	readonly close: null;
	readonly backends: readonly { readonly name: string; readonly bundled: boolean }[];
}

export interface SessionThread extends AsyncDisposable {
	/** Asks and waits. `transfer` gives those buffers away instead of copying them. Errors are the thread's, unmapped. */
	call<Kind extends keyof ThreadCalls>(
		kind: Kind,
		parts: ThreadCalls[Kind],
		transfer?: readonly ArrayBuffer[],
	): Promise<ThreadAnswers[Kind]>;
}

interface Pending {
	readonly resolve: (value: never) => void;
	readonly reject: (error: Error) => void;
}

interface Answer {
	readonly id: number;
	readonly value?: unknown;
	readonly error?: string;
}

/** Starts the thread. It keeps the process alive only while a call is under way. */
export function startSessionThread(): SessionThread {
	const worker = new Worker(new URL('./session-thread.mjs', import.meta.url), { execArgv: [], name: 'onnxruntime' });
	worker.unref();
	const pending = new Map<number, Pending>();
	let calls = 0;
	let ended: Error | null = null;

	const end = (error: Error): void => {
		ended ??= error;
		for (const { reject } of pending.values()) reject(ended);
		pending.clear();
		worker.unref();
	};
	worker.on('message', ({ id, value, error }: Answer) => {
		const call = pending.get(id);
		pending.delete(id);
		if (pending.size === 0) worker.unref();
		if (error === undefined) call?.resolve(value as never);
		else call?.reject(new Error(error));
	});
	worker.on('error', (error: Error) => end(error));
	worker.on('exit', (code) => end(new Error(`the thread of onnxruntime ended with code ${code}`)));

	return {
		call(kind, parts, transfer = []) {
			return new Promise((resolve, reject) => {
				if (ended !== null) return reject(ended);
				calls += 1;
				if (pending.size === 0) worker.ref();
				pending.set(calls, { resolve: resolve as (value: never) => void, reject });
				try {
					worker.postMessage({ id: calls, kind, ...parts }, transfer);
				} catch (error) {
					pending.delete(calls);
					if (pending.size === 0) worker.unref();
					reject(error);
				}
			});
		},
		async [Symbol.asyncDispose](): Promise<void> {
			end(new Error('the runtime is closed'));
			await worker.terminate();
		},
	};
}
