/**
 * @file Tells the database how a render goes, without making the optimiser wait: what happens between two writes is
 * folded into the newest state, and only the loss of every step is kept in full. One write is under way at a time, so
 * events stand in the order in which they happened.
 */
import { type PreviewReference, RenderError, type TermLoss } from '@galatea/render';
import type { appendEvent, LossPoint } from '@galatea/store/renders';

/** How long a database may be away before a render is given up. */
const patienceMs = 60_000;
const retryEveryMs = 1_000;

/** What an attempt may say of itself. */
export type AttemptEvent = Parameters<typeof appendEvent>[3];

interface StepReport {
	readonly step: number;
	readonly loss: number;
	readonly terms: readonly TermLoss[];
}

export interface ReporterOptions {
	readonly steps: number;
	/** At least this between two progress events. */
	readonly everyMs: number;
	/** Writes one event; see `appendEvent` of the store. */
	readonly append: (body: AttemptEvent, extras: { readonly losses?: readonly LossPoint[] }) => Promise<void>;
	/** Called once when a write failed for good; nothing more is written then. */
	readonly onFailure: (error: unknown) => void;
}

export interface Reporter {
	started(fromStep: number): void;
	step(report: StepReport): void;
	preview(reference: PreviewReference): void;
	/** Writes at once whatever is not written yet. Throws what the write threw. */
	flush(): Promise<void>;
}

/** Starts with nothing to report. */
export function createReporter({ steps, everyMs, append, onFailure }: ReporterOptions): Reporter {
	const controls: AttemptEvent[] = [];
	let newest: StepReport | null = null;
	let preview: PreviewReference | null = null;
	let losses: LossPoint[] = [];
	let changed = false;
	let hurried = false;
	let wake: () => void = () => undefined;
	let lastAt = Number.NEGATIVE_INFINITY;
	let writing: Promise<void> | null = null;
	let failure: { readonly error: unknown } | null = null;

	const pause = (ms: number): Promise<void> =>
		new Promise((resolve) => {
			const timer = setTimeout(resolve, ms);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	const write = async (body: AttemptEvent, written: readonly LossPoint[]): Promise<void> => {
		for (const began = performance.now(); ; ) {
			try {
				return await append(body, written.length > 0 ? { losses: written } : {});
			} catch (error) {
				const away = error instanceof RenderError && error.code === 'DATABASE_UNAVAILABLE';
				if (!away || performance.now() - began > patienceMs) throw error;
				await new Promise((resolve) => setTimeout(resolve, retryEveryMs));
			}
		}
	};
	const writeProgress = async (): Promise<void> => {
		if (newest === null) return;
		const body = { type: 'progress' as const, ...newest, steps, preview };
		const written = losses;
		preview = null;
		losses = [];
		changed = false;
		lastAt = performance.now();
		await write(body, written);
	};
	const writeAll = async (): Promise<void> => {
		for (;;) {
			const control = controls.shift();
			if (control) await write(control, []);
			else if (!changed || newest === null) return;
			else {
				const restMs = lastAt + everyMs - performance.now();
				if (restMs > 0 && !hurried) await pause(restMs);
				await writeProgress();
			}
		}
	};
	const schedule = (): void => {
		if (writing !== null || failure !== null) return;
		writing = writeAll()
			.catch((error: unknown) => {
				failure = { error };
				onFailure(error);
			})
			.finally(() => {
				writing = null;
				// Reported after the last look, before this moment.
				if (changed || controls.length > 0) schedule();
			});
	};

	return {
		started(fromStep) {
			controls.push({ type: 'started', fromStep });
			schedule();
		},
		step(report) {
			newest = report;
			losses.push({ step: report.step, loss: report.loss });
			changed = true;
			schedule();
		},
		preview(reference) {
			preview = reference;
			changed = true;
			schedule();
		},
		async flush() {
			hurried = true;
			wake();
			// A write that is under way does not know of what was reported since: one more round settles that.
			while (failure === null && (writing !== null || changed || controls.length > 0)) {
				schedule();
				await writing;
			}
			hurried = false;
			if (failure !== null) throw (failure as { readonly error: unknown }).error;
		},
	};
}
