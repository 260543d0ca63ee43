/** @file A bar on standard error for bytes that move: how many, how fast, how long it will take. */
import type { ModelsProgress } from '@galatea/models';
import { createBar } from './bar.ts';

export interface TransferBar {
	readonly update: (progress: ModelsProgress) => void;
	/** Leaves the terminal as it was; safe to call at any time. */
	close(): void;
}

/** Each file begins the bar again; speed and time left are those of the file at hand. */
export function createTransferBar(quiet: boolean): TransferBar {
	if (quiet) return { update: () => undefined, close: () => undefined };
	const bar = createBar('{bar} {percentage} % · {amount} · {speed} · {left} · {file}');
	let current: { readonly file: string; readonly startedAt: number; readonly startedWith: number } | null = null;
	return {
		update({ file, bytes, totalBytes }) {
			const now = performance.now();
			if (current?.file !== file) {
				current = { file, startedAt: now, startedWith: bytes };
				bar.start(totalBytes ?? bytes, bytes, { file, ...describeTransfer(bytes, totalBytes, 0, 0) });
			}
			const seconds = (now - current.startedAt) / 1_000;
			bar.update(bytes, { file, ...describeTransfer(bytes, totalBytes, bytes - current.startedWith, seconds) });
		},
		close: () => bar.stop(),
	};
}

/** The words of the bar: `moved` bytes in `seconds` are what the speed is of. */
export function describeTransfer(
	bytes: number,
	totalBytes: number | null,
	moved: number,
	seconds: number,
): { readonly amount: string; readonly speed: string; readonly left: string } {
	const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
	const amount = totalBytes === null ? megabytes(bytes) : `${megabytes(bytes)} of ${megabytes(totalBytes)}`;
	const perSecond = seconds > 0 ? moved / seconds : 0;
	if (perSecond === 0) return { amount, speed: '…', left: '…' };
	const left = totalBytes === null ? '…' : `${Math.ceil((totalBytes - bytes) / perSecond)} s left`;
	return { amount, speed: `${megabytes(perSecond)}/s`, left };
}
