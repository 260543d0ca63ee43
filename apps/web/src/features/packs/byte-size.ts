/** @file Sizes of files, in the unit in which they are short. */
import type { useFormatter } from 'next-intl';

/** `suffix` per second for a speed. Decimal units: 1 MB is a million bytes. */
export function byteSize(
	format: ReturnType<typeof useFormatter>,
	bytes: number,
	suffix: '' | '-per-second' = '',
): string {
	const unit = bytes >= 1e9 ? 'gigabyte' : bytes >= 1e6 ? 'megabyte' : 'kilobyte';
	const divisor = { gigabyte: 1e9, megabyte: 1e6, kilobyte: 1e3 }[unit];
	return format.number(bytes / divisor, { style: 'unit', unit: `${unit}${suffix}`, maximumFractionDigits: 1 });
}
