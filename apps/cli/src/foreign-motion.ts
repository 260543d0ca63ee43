/** @file nerdyrodent's zoom video as a motion: his options, and what they are when he is not told. */
import { UsageError } from './usage-error.ts';

/** His options of the zoom, by what they say. */
export const zoomNames = ['zoomVideo', 'zoomStart', 'zoomEvery', 'zoomScale', 'zoomShiftX', 'zoomShiftY'] as const;
export type ZoomName = (typeof zoomNames)[number];

/**
 * The motion that his options ask for, as `--motion` has it; null without `-zvid`. `size` is that of the picture, as `--size`
 * has it: he shifts by pixels, and a motion by shares.
 */
export function motionOfZoom(values: ReadonlyMap<string, readonly string[]>, size: string | undefined): string | null {
	if (!values.has('zoomVideo')) return null;
	// generate.py at 592d555: zoom_start 0, zoom_frequency 10, zoom_scale 0.99, no shift.
	const said = (name: ZoomName, usual: string): string => values.get(name)?.[0] ?? usual;
	const shifts = (['zoomShiftX', 'zoomShiftY'] as const).map((name) => Number(said(name, '0')));
	const [width, height = width] = size?.split(/[x×]/i).map(Number) ?? [];
	const isShifted = shifts.some((shift) => shift !== 0);
	if (isShifted && !(width && height))
		throw new UsageError('-zsx and -zsy count pixels, and --motion counts shares of the sides: say -s as well.');
	const shares = isShifted
		? [shifts[0], shifts[1]].map((shift, axis) => Number(shift) / Number([width, height][axis]))
		: [0, 0];
	return [
		`zoom=${said('zoomScale', '0.99')}`,
		`shiftX=${shares[0]}`,
		`shiftY=${shares[1]}`,
		`everySteps=${said('zoomEvery', '10')}`,
		// His iterations count from 0.
		`firstStep=${Number(said('zoomStart', '0')) + 1}`,
		// His zoom is black outside, and his shift brings in at one side what goes out at the other.
		`border=${isShifted ? 'wrap' : 'black'}`,
	].join();
}
