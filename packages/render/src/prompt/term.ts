/** @file One term of a prompt: its text, and the numbers after it. */
import { isMinusInfinity, readWrittenNumber } from './written-number.ts';

/** One term of a prompt. A negative weight pushes the picture away from the text. */
export interface PromptTerm {
	readonly text: string;
	/** Multiplies the term's loss; not 0. */
	readonly weight: number;
	/** Loss below which a cutout gives no more gradient; null for never (the notebooks' minus infinity). */
	readonly stop: number | null;
}

/** Reads `text:weight:stop`. A colon that no number follows is part of the text; masked signs stay masked. */
export function readTerm(masked: string): PromptTerm {
	const pieces = masked.split(/[:：]/u);
	const last = pieces.at(-1) ?? '';
	const secondLast = pieces.at(-2) ?? '';
	const before = (length: number): string => masked.slice(0, masked.length - length).trim();
	const [weight, end] = [readWrittenNumber(secondLast), readWrittenNumber(last)];
	if (pieces.length >= 3 && weight !== null && (end !== null || isMinusInfinity(last)))
		return { text: before(secondLast.length + last.length + 2), weight, stop: end };
	if (pieces.length >= 2 && end !== null) return { text: before(last.length + 1), weight: end, stop: null };
	return { text: masked.trim(), weight: 1, stop: null };
}
