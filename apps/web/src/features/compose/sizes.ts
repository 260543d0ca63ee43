/** @file What sizes a pack may be asked for: presets to choose from, and what is wrong with a side that does not fit. */
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';

type PackSizes = PackChoiceFragment['sizes'];

export interface SizePreset {
	readonly name: 'square' | 'landscape' | 'portrait' | 'large';
	readonly width: number;
	readonly height: number;
}

/** What is wrong with one side; `lower` and `upper` are the nearest that would do. */
export interface SizeProblem {
	readonly code: 'notWhole' | 'below' | 'above' | 'notMultiple';
	readonly minimum: number;
	readonly maximum: number;
	readonly multiple: number;
	readonly lower: number;
	readonly upper: number;
}

/** Checks one side as written; null when it fits the pack. */
export function checkSide(text: string, sizes: PackSizes): SizeProblem | null {
	const side = Number(text);
	const problem = (code: SizeProblem['code']): SizeProblem => ({
		code,
		minimum: sizes.minimumPx,
		maximum: sizes.maximumPx,
		multiple: sizes.multipleOf,
		lower: fit(side, sizes, Math.floor),
		upper: fit(side, sizes, Math.ceil),
	});
	if (text.trim() === '' || !Number.isInteger(side)) return problem('notWhole');
	if (side < sizes.minimumPx) return problem('below');
	if (side > sizes.maximumPx) return problem('above');
	return side % sizes.multipleOf === 0 ? null : problem('notMultiple');
}

/** The side nearest to `side` that fits the pack, rounded as told. */
function fit(side: number, sizes: PackSizes, round: (value: number) => number): number {
	const rounded = round((Number.isFinite(side) ? side : sizes.minimumPx) / sizes.multipleOf) * sizes.multipleOf;
	const least = Math.ceil(sizes.minimumPx / sizes.multipleOf) * sizes.multipleOf;
	const most = Math.floor(sizes.maximumPx / sizes.multipleOf) * sizes.multipleOf;
	return Math.min(most, Math.max(least, rounded));
}

/** A size as near to `width` × `height` as the pack can do; what is too large is made smaller in its proportions. */
export function nearestSize(
	width: number,
	height: number,
	sizes: PackSizes,
): { readonly width: number; readonly height: number } {
	const scale = Math.min(1, sizes.maximumPx / Math.max(width, height));
	return { width: fit(width * scale, sizes, Math.round), height: fit(height * scale, sizes, Math.round) };
}

/** The pack's own size, half as wide again, half as high again, and twice as large: those that differ and fit. */
export function sizePresets(pack: Pick<PackChoiceFragment, 'sizes' | 'defaults'>): readonly SizePreset[] {
	const { width, height } = pack.defaults;
	const nearest = (side: number): number => fit(side, pack.sizes, Math.round);
	const wanted: readonly SizePreset[] = [
		{ name: 'square', width, height },
		{ name: 'landscape', width: nearest(width * 1.5), height: nearest(height) },
		{ name: 'portrait', width: nearest(width), height: nearest(height * 1.5) },
		{ name: 'large', width: nearest(width * 2), height: nearest(height * 2) },
	];
	return wanted.filter(
		(preset, index) =>
			wanted.findIndex((other) => other.width === preset.width && other.height === preset.height) === index,
	);
}
