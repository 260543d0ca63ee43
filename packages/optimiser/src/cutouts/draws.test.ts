import { createHash } from 'node:crypto';
import { augmentationDefaults } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import type { CutoutPlan } from '../plan.ts';
import { randomSource } from '../random.ts';
import { cutoutFeeds } from './cutouts.ts';

const plan: CutoutPlan = {
	method: 'pooled',
	count: 5,
	views: [{ area: null, mask: null, count: 5 }],
	wraps: { horizontal: false, vertical: false },
	power: 1,
	noise: 0.1,
	noiseFactor: 1,
	augmentations: ['affine', 'perspective', 'colourJitter', 'erasing'],
	clamp: false,
	settings: augmentationDefaults,
	sizesPx: [16],
};

/** One number for everything that six steps are fed. */
function fingerprint(changes: Partial<CutoutPlan>): string {
	const hash = createHash('sha256');
	for (const step of [1, 2, 3, 4, 5, 6]) {
		const feeds = cutoutFeeds({ ...plan, ...changes }, { widthPx: 40, heightPx: 24 }, randomSource(77n), step);
		for (const [name, { data }] of Object.entries(feeds)) {
			hash.update(name);
			hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
		}
	}
	return hash.digest('hex').slice(0, 16);
}

describe('what a step draws', () => {
	it.each<[string, Partial<CutoutPlan>]>([
		['6418b66cde638041', {}],
		['95bf2656e3c63466', { method: 'crops', augmentations: ['erasing', 'affine'] }],
	])('is what the first version drew, so that old recipes give their pictures: %s', (known, changes) => {
		expect(fingerprint(changes)).toBe(known);
	});

	it('is the same noise at every step, only fainter, where the noise falls', () => {
		const noiseOf = (noiseFactor: number, step: number): Float32Array => {
			const falling = { ...plan, augmentations: [], noiseFactor };
			const feeds = cutoutFeeds(falling, { widthPx: 40, heightPx: 24 }, randomSource(77n), step);
			return feeds['cutouts_16/noise']?.data as Float32Array;
		};
		for (const step of [1, 4]) {
			const expected = noiseOf(1, step).map((value) => value * 0.5 ** (step - 1));
			expect(noiseOf(0.5, step).every((value, at) => Math.abs(value - (expected[at] as number)) < 1e-6)).toBe(true);
		}
	});
});
