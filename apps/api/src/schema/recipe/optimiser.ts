/** @file How the latent moves, in and out: the optimiser and its rate. */
import type { RecipeRequest } from '@galatea/optimiser';
import type { RateSchedule, Recipe } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { inputFields, outputFields } from './fields.ts';

/** How a learning rate falls; of recipes and of what packs take by default. */
export const RateScheduleType = builder.objectRef<RateSchedule>('RateSchedule').implement({
	fields: (t) => outputFields(t, 'optimiser.schedule'),
});

const OptimiserType = builder.objectRef<Recipe['optimiser']>('Optimiser').implement({
	fields: (t) => ({
		...outputFields(t, 'optimiser'),
		schedule: t.field({
			type: RateScheduleType,
			nullable: true,
			description: 'Of the learning rate; null when it stays.',
			resolve: (optimiser) => optimiser.schedule ?? null,
		}),
	}),
});

builder.objectField(RecipeType, 'optimiser', (t) => t.expose('optimiser', { type: OptimiserType }));

type AskedOptimiser = NonNullable<RecipeRequest['optimiser']>;

const RateScheduleInput = builder.inputRef<NonNullable<AskedOptimiser['schedule']>>('RateScheduleInput').implement({
	fields: (t) => inputFields(t, 'optimiser.schedule') as never,
});

export const OptimiserInput = builder.inputRef<AskedOptimiser>('OptimiserInput').implement({
	fields: (t) => ({ ...inputFields(t, 'optimiser'), schedule: t.field({ type: RateScheduleInput }) }) as never,
});
