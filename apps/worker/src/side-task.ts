/**
 * @file What a worker does beside its queue as soon as somebody asks, such as decoding a step: it is woken by the doorbell, does
 * one thing after the other, and keeps open for a while what it needed, since who asks once asks again.
 */
import type { Logger } from 'pino';

/** It looks anew this often, in case a doorbell was not heard or a pack has come. */
const lookAgainMs = 30_000;

export interface SideTask {
	/** In a few words, for the log: "decoding steps". */
	readonly name: string;
	/** Calls back when there may be something to do; resolves once it listens. Returns what ends it. */
	listen(wake: () => void): Promise<() => void>;
	/** Does one thing that waits; false when there is nothing. May throw: then it is tried again later. */
	doOne(): Promise<boolean>;
	/** Lets go of what was kept open; called between things only, and once more at the end. */
	close(): Promise<void>;
	/** For how long it is kept open after the last thing. */
	readonly keptOpenMs: number;
}

/** Begins with what waits already. Disposing waits for the thing that is under way. */
export async function openSideTask(task: SideTask, log: Pick<Logger, 'warn'>): Promise<AsyncDisposable> {
	let stopped = false;
	let wanted = false;
	let busy = false;
	let working: Promise<void> = Promise.resolve();
	let closing: NodeJS.Timeout | undefined;

	const doAll = async (): Promise<void> => {
		while (wanted && !stopped) {
			wanted = false;
			while (!stopped && (await task.doOne()));
		}
	};
	const wake = (): void => {
		wanted = true;
		if (busy || stopped) return;
		busy = true;
		clearTimeout(closing);
		working = doAll()
			.catch((error: unknown) => {
				wanted = false;
				log.warn({ err: error }, `stopped ${task.name}; trying again soon`);
			})
			.finally(() => {
				busy = false;
				if (stopped) return;
				// Rung after the last look, before this moment.
				if (wanted) wake();
				else closing = setTimeout(rest, task.keptOpenMs);
			});
	};
	const rest = (): void => {
		if (busy) return;
		busy = true;
		working = task
			.close()
			.catch((error: unknown) => log.warn({ err: error }, `what ${task.name} kept open could not be closed`))
			.finally(() => {
				busy = false;
				if (wanted) wake();
			});
	};
	const stopListening = await task.listen(wake);
	const timer = setInterval(wake, lookAgainMs);
	wake();
	return {
		async [Symbol.asyncDispose]() {
			stopped = true;
			clearInterval(timer);
			stopListening();
			await working;
			clearTimeout(closing);
			await task.close();
		},
	};
}
