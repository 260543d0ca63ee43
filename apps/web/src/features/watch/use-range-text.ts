/** @file A time that is only known as a range, in words: “8 seconds”, “20–25 seconds”, “50 seconds – 2 minutes”. */
import { useFormatter } from 'next-intl';
import { type RoughTime, roughRange } from './duration.ts';

interface SecondsRange {
	readonly lowSeconds: number;
	readonly highSeconds: number;
}

/** Prints ranges in the language of the page; null for what is not known. */
export function useRangeText(): (range: SecondsRange | null | undefined) => string | null {
	const format = useFormatter();
	const print = ({ value, unit }: RoughTime): string =>
		format.number(value, { style: 'unit', unit, unitDisplay: 'long' });
	return (range) => {
		const [low, high = low] = range ? roughRange(range) : [];
		if (!low || !high) return null;
		if (low === high) return print(high);
		return low.unit === high.unit ? `${format.number(low.value)}–${print(high)}` : `${print(low)} – ${print(high)}`;
	};
}
