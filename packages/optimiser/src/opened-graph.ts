/** @file A graph of a plan, opened for one run: from the pool where there is one, or closed again when the run ends. */
import type { Model } from '@galatea/onnx';
import type { Runtime, Session, SessionLease, SessionPool, SessionRole } from './runtime.ts';

/** The session of a graph for the length of a run. */
export type OpenedGraph = SessionLease & AsyncDisposable;

/** Where sessions come from: opened anew, or from a pool that outlives the render. */
export interface SessionSource {
	readonly runtime: Runtime;
	readonly sessions?: SessionPool;
}

/** Opens the model that `build` makes; `key` names it in the pool, and `name` in messages. */
export async function openGraph(
	{ runtime, sessions }: SessionSource,
	key: string,
	name: string,
	build: () => Promise<Model>,
	role: SessionRole = 'steps',
): Promise<OpenedGraph> {
	// Nothing here holds the model, and its weights, while the session opens.
	const open = (): Promise<Session> => build().then((model) => runtime.open(model, { name }));
	if (sessions === undefined) {
		const session = await open();
		return { session, [Symbol.dispose]: () => undefined, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
	}
	const lease = await sessions.lease(key, open, role);
	return { ...lease, [Symbol.asyncDispose]: async () => lease[Symbol.dispose]() };
}
