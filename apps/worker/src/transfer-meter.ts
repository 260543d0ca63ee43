/** @file How far the download of several files is, and how fast: of all of them together, over the last seconds. */
import { basename } from 'node:path';

/** The speed is that of so many milliseconds. */
const windowMs = 5_000;

export interface TransferMeter {
	/** Lengths of the files in bytes, by path. What is not known counts as 0. */
	expect(files: ReadonlyMap<string, number>): void;
	/** So many bytes of a file are there. What was there when a file is first heard of has not been moved. */
	moved(file: string, bytes: number, nowMs: number): void;
	/** `bytesPerSecond` is null until something has moved for a while. */
	read(nowMs: number): {
		readonly file: string | null;
		readonly bytes: number;
		readonly totalBytes: number | null;
		readonly bytesPerSecond: number | null;
	};
}

/** A meter that has measured nothing. Files are told apart by the last part of their paths. */
export function transferMeter(): TransferMeter {
	let lengths: ReadonlyMap<string, number> = new Map();
	const there = new Map<string, number>();
	let file: string | null = null;
	let movedBytes = 0;
	/** How much had moved, and when; the oldest first. */
	let marks: { readonly atMs: number; readonly bytes: number }[] = [];
	return {
		expect(files) {
			lengths = new Map([...files].map(([path, bytes]) => [basename(path), bytes]));
		},
		moved(name, bytes, nowMs) {
			file = name;
			const before = there.get(name) ?? bytes;
			// A server may make us begin anew.
			movedBytes += Math.max(0, bytes - before);
			there.set(name, bytes);
			if (marks.length === 0 || nowMs - (marks.at(-1)?.atMs ?? 0) >= 250)
				marks.push({ atMs: nowMs, bytes: movedBytes });
		},
		read(nowMs) {
			marks = marks.filter(({ atMs }, at) => at === marks.length - 1 || nowMs - atMs <= windowMs);
			const [first] = marks;
			const seconds = first === undefined ? 0 : (nowMs - first.atMs) / 1_000;
			const moved = movedBytes - (first?.bytes ?? 0);
			const total = [...lengths.values()].reduce((sum, bytes) => sum + bytes, 0);
			return {
				file,
				bytes: [...there.values()].reduce((sum, bytes) => sum + bytes, 0),
				totalBytes: total === 0 ? null : total,
				bytesPerSecond: seconds >= 0.5 && moved > 0 ? moved / seconds : null,
			};
		},
	};
}
