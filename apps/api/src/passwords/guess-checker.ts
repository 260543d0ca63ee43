/**
 * @file Whether a password is among the first that a guesser tries: known passwords, words and names of English and Spanish, rows of
 * keys, dates, and what the person says of themselves. @zxcvbn-ts keeps the lists; none of them is ours.
 */
import { Worker } from 'node:worker_threads';

/**
 * What is found within so many guesses is refused. NIST SP 800-63B wants what is commonly used or expected to be refused, and no more:
 * beyond this the tries of an account (100 an hour) keep a guesser busy for a year.
 */
const refusedGuesses = 1_000_000;
/** People sign up one after another, or for days not at all. */
const usualIdleMs = 60_000;

/** Made by {@link openGuessChecker}. */
export interface GuessChecker {
	/** Whether `password` is easily guessed by who knows `personal`, such as the person's handle and e-mail address. */
	isGuessable(password: string, personal: readonly string[]): Promise<boolean>;
	close(): Promise<void>;
}

interface Pending {
	readonly resolve: (isGuessable: boolean) => void;
	readonly reject: (error: Error) => void;
}

/** Its thread starts with the first question, and ends `idleMs` after the last. */
export function openGuessChecker({ idleMs = usualIdleMs }: { readonly idleMs?: number } = {}): GuessChecker {
	let thread: { readonly worker: Worker; readonly pending: Map<number, Pending> } | null = null;
	let timer: NodeJS.Timeout | undefined;
	let count = 0;

	function start(): NonNullable<typeof thread> {
		const worker = new Worker(new URL('./guess-thread.mjs', import.meta.url), { execArgv: [], name: 'passwords' });
		const mine = { worker, pending: new Map<number, Pending>() };
		const end = (error: Error): void => {
			if (thread === mine) thread = null;
			for (const { reject } of mine.pending.values()) reject(error);
			mine.pending.clear();
		};
		worker.on('message', ({ id, guesses }: { readonly id: number; readonly guesses: number }) => {
			mine.pending.get(id)?.resolve(guesses < refusedGuesses);
			mine.pending.delete(id);
			if (mine.pending.size === 0) rest();
		});
		worker.on('error', (error: Error) => end(error));
		worker.on('exit', (code) => end(new Error(`The thread that looks at passwords ended with code ${code}`)));
		return mine;
	}
	function rest(): void {
		thread?.worker.unref();
		timer = setTimeout(() => void close(), idleMs).unref();
	}
	async function close(): Promise<void> {
		clearTimeout(timer);
		const ending = thread;
		thread = null;
		await ending?.worker.terminate();
	}
	return {
		isGuessable(password, personal) {
			clearTimeout(timer);
			thread ??= start();
			const { worker, pending } = thread;
			worker.ref();
			return new Promise((resolve, reject) => {
				const id = ++count;
				pending.set(id, { resolve, reject });
				worker.postMessage({ id, password, personal });
			});
		},
		close,
	};
}
