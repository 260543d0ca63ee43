/**
 * @file Augmentations that move pixels along straight lines, with what Kornia makes of nerdyrodent's arguments. Each draw
 * gives one map per cutout, from a pixel of the result to the place in the source that it shows.
 */
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';
import { compose, fromUnitSquare, type Homography, invert, type Point } from './homography.ts';

/** Draws the maps of a step, one per cutout of `sidePx`. */
type Draw<Name extends keyof AugmentationSettings> = (
	count: number,
	sidePx: number,
	settings: AugmentationSettings[Name],
	random: RandomStream,
) => readonly Homography[];

const identity: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Turns, shears x and shifts about the centre. Takes four numbers per cutout, five where it may shift sideways.
 */
export const drawAffine: Draw<'affine'> = (count, sidePx, settings, random) => {
	const centre = (sidePx - 1) / 2;
	const toCentre: Homography = [1, 0, -centre, 0, 1, -centre, 0, 0, 1];
	return Array.from({ length: count }, () => {
		const applied = random.chance(settings.probability);
		const between = (largest: number): number => (2 * random.uniform() - 1) * largest;
		const turn = between(radians(settings.degrees));
		const across = settings.shiftX > 0 ? between(settings.shiftX) * sidePx : 0;
		const shift = between(settings.shiftY) * sidePx;
		const shear = Math.tan(between(radians(settings.shearDegrees)));
		if (!applied) return identity;
		const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
		const turned = compose([cos, sin, 0, -sin, cos, 0, 0, 0, 1], compose([1, -shear, 0, 0, 1, 0, 0, 0, 1], toCentre));
		return invert(compose([1, 0, centre + across, 0, 1, centre + shift, 0, 0, 1], turned));
	});
};

/** Turns about the centre. Takes two numbers per cutout. */
export const drawRotation: Draw<'rotation'> = (count, sidePx, { degrees, probability }, random) => {
	const centre = (sidePx - 1) / 2;
	const [toCentre, back]: [Homography, Homography] = [
		[1, 0, -centre, 0, 1, -centre, 0, 0, 1],
		[1, 0, centre, 0, 1, centre, 0, 0, 1],
	];
	return Array.from({ length: count }, () => {
		const applied = random.chance(probability);
		const turn = (2 * random.uniform() - 1) * radians(degrees);
		const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
		return applied ? compose(back, compose([cos, -sin, 0, sin, cos, 0, 0, 0, 1], toCentre)) : identity;
	});
};

/**
 * Each corner moves inwards by up to `distortion` of half a side, on each axis by itself. Takes nine numbers per cutout.
 */
export const drawPerspective: Draw<'perspective'> = (count, sidePx, { distortion, probability }, random) => {
	const last = sidePx - 1;
	const reach = (distortion * sidePx) / 2;
	const scale: Homography = [1 / last, 0, 0, 0, 1 / last, 0, 0, 0, 1];
	return Array.from({ length: count }, () => {
		const applied = random.chance(probability);
		const corner = (x: number, y: number): Point => {
			const inX = random.uniform() * reach;
			const inY = random.uniform() * reach;
			return { x: x === 0 ? inX : last - inX, y: y === 0 ? inY : last - inY };
		};
		const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)] as const;
		return applied ? invert(compose(fromUnitSquare(corners), scale)) : identity;
	});
};

/** Left and right change places. Takes one number per cutout. */
export const drawHorizontalFlip: Draw<'horizontalFlip'> = (count, sidePx, { probability }, random) =>
	Array.from({ length: count }, () => (random.chance(probability) ? [-1, 0, sidePx - 1, 0, 1, 0, 0, 0, 1] : identity));

/** Shifts by whole pixels, up to `padding` of the side each way. Takes three numbers per cutout. */
export const drawRandomCrop: Draw<'randomCrop'> = (count, sidePx, { padding, probability }, random) => {
	const reach = Math.round(padding * sidePx);
	return Array.from({ length: count }, () => {
		const applied = random.chance(probability);
		const [across, down] = [random.integer(2 * reach + 1) - reach, random.integer(2 * reach + 1) - reach];
		return applied ? [1, 0, across, 0, 1, down, 0, 0, 1] : identity;
	});
};

/**
 * A rectangle is drawn out to the whole cutout: its area a uniform share, its aspect (width over height) as likely to be
 * halved as doubled, its place uniform. Takes five numbers per cutout.
 */
export const drawResizedCrop: Draw<'resizedCrop'> = (count, sidePx, settings, random) => {
	const last = sidePx - 1;
	return Array.from({ length: count }, () => {
		const applied = random.chance(settings.probability);
		const area = settings.leastArea + random.uniform() * (settings.mostArea - settings.leastArea);
		const [least, most] = [Math.log(settings.leastAspect), Math.log(settings.mostAspect)];
		const aspect = Math.exp(least + random.uniform() * (most - least));
		const across = Math.min(Math.sqrt(area * aspect), 1);
		const down = Math.min(Math.sqrt(area / aspect), 1);
		const left = random.uniform() * (1 - across) * last;
		const top = random.uniform() * (1 - down) * last;
		return applied ? [across, 0, left, 0, down, top, 0, 0, 1] : identity;
	});
};
