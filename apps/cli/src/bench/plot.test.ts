import { describe, expect, it } from 'vitest';
import { drawGrowth, fitLine } from './plot.ts';

describe('the line through measured steps', () => {
	it('is the one of least squares, as a textbook has it', () => {
		// y = 2.2 + 0.6 x explains 60 % of this variance.
		const points = [2, 4, 5, 4, 5].map((ms, index) => ({ amount: index + 1, ms }));
		const { baseMs, slopeMs, explained } = fitLine(points);
		expect(baseMs).toBeCloseTo(2.2, 10);
		expect(slopeMs).toBeCloseTo(0.6, 10);
		expect(explained).toBeCloseTo(0.6, 10);
	});

	it('is drawn from where it leaves zero, never below', () => {
		const falling = [1, 2, 3].map((amount) => ({ amount, ms: 1_000 * amount - 500 }));
		const svg = drawGrowth(falling, falling);
		expect(svg).toContain('the line explains 100.0 %');
		// At half a cutout of 3.24, in a panel of 320 px that begins at 48.
		expect(svg).toContain(`<path d="M${(48 + (0.5 / 3.24) * 320).toFixed(1)} 236.0L`);
	});
});
