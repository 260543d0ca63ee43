import type { RateSchedule } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import cases from '../fixtures/rates.json' with { type: 'json' };
import { rateAt } from './learning-rate.ts';

describe('the learning rate', () => {
	it.each(cases)('follows PyTorch’s scheduler: $schedule.kind, warm-up $warmUpSteps', (test) => {
		const plan = {
			learningRate: 0.2,
			schedule: test.schedule as RateSchedule | null,
			warmUpSteps: test.warmUpSteps,
		};
		test.rates.forEach((rate, index) => {
			expect(rateAt(plan, index + 1, test.rates.length)).toBeCloseTo(rate, 12);
		});
	});

	it('of a single step is the whole rate', () => {
		const schedule = { kind: 'cosine', final: 0 } as const;
		expect(rateAt({ learningRate: 0.2, schedule, warmUpSteps: 0 }, 1, 1)).toBe(0.2);
	});
});
