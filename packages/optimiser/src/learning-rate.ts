/** @file The learning rate of each step: the recipe's, along its schedule, risen from the warm-up. */
import type { RateSchedule } from '@galatea/render';

/** What of a recipe decides the rate. */
export interface RatePlan {
	readonly learningRate: number;
	/** Null: constant. */
	readonly schedule: RateSchedule | null;
	/** Steps of the rise; the last of them has the whole rate. */
	readonly warmUpSteps: number;
}

/** The rate of `step`, from 1 to `steps`. */
export function rateAt({ learningRate, schedule, warmUpSteps }: RatePlan, step: number, steps: number): number {
	const risen = step < warmUpSteps ? step / warmUpSteps : 1;
	return learningRate * risen * (schedule === null ? 1 : scheduled(schedule, step, steps));
}

function scheduled(schedule: RateSchedule, step: number, steps: number): number {
	// 0 at the first step, 1 at the last.
	const way = steps > 1 ? (step - 1) / (steps - 1) : 0;
	switch (schedule.kind) {
		case 'drops':
			return schedule.factor ** schedule.at.filter((share) => step - 1 >= share * steps).length;
		case 'linear':
			return 1 + (schedule.final - 1) * way;
		case 'cosine':
			return schedule.final + ((1 - schedule.final) * (1 + Math.cos(Math.PI * way))) / 2;
		case 'exponential':
			return schedule.final ** way;
	}
}
