/** @file Waiting for what comes in, in whatever order test and sender run: no sleeps, and nothing is missed. */

/** Values that came, in order, until somebody takes them. */
export interface Mailbox<Value> {
	put(value: Value): void;
	/** No more values will come: who waits, and who will, gets this error. */
	fail(error: Error): void;
	/**
	 * Takes the first value that satisfies `predicate` (any, unless told), now or when it comes; those before it are
	 * dropped. Rejects after `timeoutMs` (15 s unless told) with a list of what came instead.
	 */
	next(predicate?: (value: Value) => boolean, timeoutMs?: number): Promise<Value>;
	/** Takes everything that is there. */
	takeAll(): readonly Value[];
}

interface Waiting<Value> {
	readonly predicate: (value: Value) => boolean;
	readonly resolve: (value: Value) => void;
	readonly reject: (error: Error) => void;
	readonly timer: NodeJS.Timeout;
	readonly passed: Value[];
}

const defaultTimeoutMs = 15_000;
/** As many of the dropped values as a message of failure shows. */
const shownValues = 8;

/** Makes an empty mailbox. */
export function mailbox<Value>(): Mailbox<Value> {
	const values: Value[] = [];
	let waiting: Waiting<Value> | undefined;
	let failure: Error | undefined;

	const settle = (act: (who: Waiting<Value>) => void): void => {
		const who = waiting;
		if (!who) return;
		clearTimeout(who.timer);
		waiting = undefined;
		act(who);
	};
	const serve = (): void => {
		while (waiting && values.length > 0) {
			const value = values.shift() as Value;
			if (waiting.predicate(value)) settle((who) => who.resolve(value));
			else waiting.passed.push(value);
		}
		const error = failure;
		if (error) settle((who) => who.reject(error));
	};
	return {
		put(value) {
			values.push(value);
			serve();
		},
		fail(error) {
			failure = error;
			serve();
		},
		next(predicate = () => true, timeoutMs = defaultTimeoutMs) {
			if (waiting) return Promise.reject(new Error('Somebody is already waiting at this mailbox'));
			return new Promise((resolve, reject) => {
				const passed: Value[] = [];
				const expire = (): void =>
					settle((who) => who.reject(new Error(`Nothing such came in ${timeoutMs} ms, but: ${show(passed)}`)));
				waiting = { predicate, resolve, reject, passed, timer: setTimeout(expire, timeoutMs) };
				serve();
			});
		},
		takeAll: () => values.splice(0),
	};
}

function show(values: readonly unknown[]): string {
	if (values.length === 0) return 'nothing at all';
	const shown = values.slice(-shownValues).map((value) => JSON.stringify(value));
	return (values.length > shownValues ? ['…', ...shown] : shown).join(', ');
}
