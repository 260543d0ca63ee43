/**
 * @file nerdyrodent's Affine and Perspective as geometry, with what Kornia makes of his arguments. Each draw gives one
 * map per cutout, from a pixel of the result to the place in the source that it shows.
 */
import type { RandomStream } from '../random.ts';
import { compose, fromUnitSquare, type Homography, invert, type Point } from './homography.ts';

const identity: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Share of the cutouts that an augmentation is applied to. */
export const augmentationProbability = 0.7;

const largestTurn = (15 * Math.PI) / 180;
const largestShear = (5 * Math.PI) / 180;
// `translate=0.1` becomes the pair (0, 0.1): no shift sideways, up to a tenth of the height up or down.
const largestShift = 0.1;
const distortion = 0.7;

/** Turns of ±15°, a shear of x by ±5°, a vertical shift of ±10 %, about the centre. Takes four numbers per cutout. */
export function drawAffine(count: number, sidePx: number, random: RandomStream): readonly Homography[] {
	const centre = (sidePx - 1) / 2;
	const toCentre: Homography = [1, 0, -centre, 0, 1, -centre, 0, 0, 1];
	return Array.from({ length: count }, () => {
		const applied = random.chance(augmentationProbability);
		const between = (largest: number): number => (2 * random.uniform() - 1) * largest;
		const turn = between(largestTurn);
		const shift = between(largestShift) * sidePx;
		const shear = Math.tan(between(largestShear));
		if (!applied) return identity;
		const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
		const turned = compose([cos, sin, 0, -sin, cos, 0, 0, 0, 1], compose([1, -shear, 0, 0, 1, 0, 0, 0, 1], toCentre));
		return invert(compose([1, 0, centre, 0, 1, centre + shift, 0, 0, 1], turned));
	});
}

/**
 * Each corner moves inwards by up to 0.7 of half a side, on each axis by itself. Takes nine numbers per cutout.
 */
export function drawPerspective(count: number, sidePx: number, random: RandomStream): readonly Homography[] {
	const last = sidePx - 1;
	const reach = (distortion * sidePx) / 2;
	const scale: Homography = [1 / last, 0, 0, 0, 1 / last, 0, 0, 0, 1];
	return Array.from({ length: count }, () => {
		const applied = random.chance(augmentationProbability);
		const corner = (x: number, y: number): Point => {
			const inX = random.uniform() * reach;
			const inY = random.uniform() * reach;
			return { x: x === 0 ? inX : last - inX, y: y === 0 ? inY : last - inY };
		};
		const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)] as const;
		return applied ? invert(compose(fromUnitSquare(corners), scale)) : identity;
	});
}
