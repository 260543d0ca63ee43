import { motionDefaults } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import motions from '../fixtures/motions.json' with { type: 'json' };
import { motionMap } from './motion.ts';
import { type PlaneBorder, type PlaneWarp, warpPlanes } from './plane-warp.ts';

describe('a moved picture', () => {
	it.each(motions.cases.map((each) => [each.border, each.kernel, JSON.stringify(each.motion), each] as const))(
		'with %s and %s is PyTorch’s grid_sample for %s',
		(border, kernel, _title, { motion, made }) => {
			const map = motionMap({ ...motionDefaults, ...motion }, motions.width, motions.height);
			const moved = warpPlanes(Float32Array.from(motions.picture), motions, {
				map,
				kernel: kernel as PlaneWarp['kernel'],
				borders: { horizontal: border as PlaneBorder, vertical: border as PlaneBorder },
			});
			for (const [index, value] of made.entries()) expect(moved[index]).toBeCloseTo(value, 5);
		},
	);

	it('is what it was when nothing moves, and between its neighbours with the bilinear kernel', () => {
		const picture = Float32Array.from(motions.picture);
		const borders = { horizontal: 'mirror', vertical: 'wrap' } as const;
		const still = motionMap(motionDefaults, motions.width, motions.height);
		expect(warpPlanes(picture, motions, { map: still, kernel: 'bicubic', borders })).toEqual(picture);
		const map = motionMap({ ...motionDefaults, zoom: 1.7, turnDegrees: 33 }, motions.width, motions.height);
		const moved = warpPlanes(picture, motions, { map, kernel: 'bilinear', borders });
		expect(Math.min(...moved)).toBeGreaterThanOrEqual(Math.min(...picture));
		expect(Math.max(...moved)).toBeLessThanOrEqual(Math.max(...picture));
	});
});
