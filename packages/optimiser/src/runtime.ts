/**
 * @file What the optimiser asks of whatever executes ONNX models. `packages/runtime` implements it with
 * onnxruntime-node; nothing here knows that.
 */
import type { Model } from '@galatea/onnx';

interface Shaped<Name extends string, Data> {
	readonly dtype: Name;
	/** Row-major extents; `[]` is a scalar. */
	readonly shape: readonly number[];
	readonly data: Data;
}

/** A tensor that goes into or comes out of a session. Bools are one byte each, 0 or 1. */
export type TensorValue =
	| Shaped<'float32', Float32Array>
	| Shaped<'int64', BigInt64Array>
	| Shaped<'int32', Int32Array>
	| Shaped<'uint8', Uint8Array>
	| Shaped<'bool', Uint8Array>;

export interface SessionOptions {
	/** Names the session in error messages, such as "step graph". */
	readonly name?: string;
}

export interface RunOptions {
	/** Gives the buffers of the feeds away instead of copying them: the caller must not touch them again. */
	readonly transfer?: boolean;
}

/** A model made ready to run on one device. Runs of one session are made one after the other. */
export interface Session extends AsyncDisposable {
	/**
	 * Runs the model once. Every input must be fed with its declared dtype and shape; all outputs come back.
	 * The buffers of `feeds` are copied at once, unless they are given away.
	 * Throws `RenderError` `OUT_OF_MEMORY` when the device has no room, and an `Error` that names the session, the
	 * input and what it should be when a feed does not fit.
	 */
	run(
		feeds: Readonly<Record<string, TensorValue>>,
		options?: RunOptions,
	): Promise<Readonly<Record<string, TensorValue>>>;
}

/** Something that runs ONNX models. */
export interface Runtime {
	/** What runs them, in words for people: "CPU, 2 threads". */
	readonly device: string;
	/** Whether `com.microsoft` operators may be in a model; they are faster where they exist. */
	readonly contributedOperators: boolean;
	/** Whether the networks' products by weights are done in half precision; false by default. */
	readonly halfPrecision?: boolean;
	/** Prepares a model. Throws `RenderError` `OUT_OF_MEMORY` when it does not fit. */
	open(model: Model, options?: SessionOptions): Promise<Session>;
}

/** A session on loan from a {@link SessionPool}; disposing it gives it back, not up. */
export interface SessionLease extends Disposable {
	readonly session: Session;
}

/**
 * Sessions that outlive one render, by what changes their graph. `optimise` makes its own when it is given none.
 */
export interface SessionPool {
	/**
	 * The session of that key, opened by `open` when there is none yet. Only sessions of the same role make room for each
	 * other.
	 */
	lease(key: string, open: () => Promise<Session>, role: SessionRole): Promise<SessionLease>;
}

/**
 * What a session is for: `steps`, every step of a render, with most of the memory; or `beginnings`, a moment before the
 * first, such as a text tower and an encoder.
 */
export type SessionRole = 'steps' | 'beginnings';
