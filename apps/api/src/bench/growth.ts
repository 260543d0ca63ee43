/** @file Whether writing gets slower as a gallery grows: times of one run on one machine, compared with each other. */
import type { Measured } from './measure.ts';

/**
 * How many times as long the median write may take in the largest gallery as in the smallest. Reading through a table of ten times
 * as many rows takes ten times as long; a tree of an index that is one level higher, a fraction more; the rest is what a
 * machine with other work varies by.
 */
export const maximumGrowth = 2;

/** What was measured in a gallery of some size. */
export interface MeasuredWrites {
	readonly artworks: number;
	readonly measured: readonly Measured[];
}

/** One kind of write, in the smallest and in the largest gallery. */
export interface Growth {
	readonly name: string;
	/** Median of the largest over that of the smallest. */
	readonly times: number;
	/** Statements of the largest less those of the smallest. */
	readonly moreStatements: number;
	/** Whether neither is too much. */
	readonly isMet: boolean;
}

/** The growth of each kind of write; `writes` are of galleries from the smallest to the largest. None of one gallery alone. */
export function growthOf(writes: readonly MeasuredWrites[]): readonly Growth[] {
	const [smallest, largest] = [writes[0], writes.at(-1)];
	if (!smallest || !largest || smallest === largest) return [];
	return largest.measured.flatMap(({ name, p50Ms, statements }) => {
		const first = smallest.measured.find((each) => each.name === name);
		if (!first) return [];
		const times = p50Ms / first.p50Ms;
		const moreStatements = statements - first.statements;
		return { name, times, moreStatements, isMet: times <= maximumGrowth && moreStatements <= 0 };
	});
}

/** The sizes at which writes are measured, the smallest first: at least two, of which the largest has ten times as many artworks or more. */
export function sizesUpTo(artworks: number): readonly number[] {
	const usual = [10_000, 100_000, 1_000_000].filter((each) => each * 10 <= artworks);
	return [...(usual.length > 0 ? usual : [Math.floor(artworks / 10)]), artworks];
}
