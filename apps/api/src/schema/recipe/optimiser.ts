/** @file How the latent moves, in and out: the optimiser, its rate, and the running mean. */
import { optimiserNames, type RateSchedule, type Recipe, rateScheduleKinds } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

const finalText = 'Of all but `DROPS`: the share of the learning rate that the last step has.';
const factorText = 'Of `DROPS`: what the learning rate is multiplied by at each.';
const atText = 'Of `DROPS`: when, in shares of the steps, rising.';
const warmUpText = 'Steps over which the learning rate rises to its full size.';

const OptimiserNameType = builder.enumType('OptimiserName', { values: enumValues(optimiserNames) });

const RateScheduleKindType = builder.enumType('RateScheduleKind', {
	description:
		'How the learning rate falls: at once in places, in a straight line, along half a cosine, by the same factor each step.',
	values: enumValues(rateScheduleKinds),
});

/** How a learning rate falls; of recipes and of what packs take by default. */
export const RateScheduleType = builder.objectRef<RateSchedule>('RateSchedule').implement({
	fields: (t) => ({
		kind: t.field({ type: RateScheduleKindType, resolve: (schedule) => schedule.kind }),
		final: t.float({
			nullable: true,
			description: finalText,
			resolve: (schedule) => (schedule.kind === 'drops' ? null : schedule.final),
		}),
		factor: t.float({
			nullable: true,
			description: factorText,
			resolve: (schedule) => (schedule.kind === 'drops' ? schedule.factor : null),
		}),
		at: t.floatList({
			nullable: true,
			description: atText,
			resolve: (schedule) => (schedule.kind === 'drops' ? [...schedule.at] : null),
		}),
	}),
});

const OptimiserType = builder.objectRef<Recipe['optimiser']>('Optimiser').implement({
	fields: (t) => ({
		name: t.expose('name', { type: OptimiserNameType }),
		learningRate: t.exposeFloat('learningRate'),
		schedule: t.field({
			type: RateScheduleType,
			nullable: true,
			description: 'Of the learning rate; null when it stays.',
			resolve: (optimiser) => optimiser.schedule ?? null,
		}),
		warmUpSteps: t.int({ description: warmUpText, resolve: (optimiser) => optimiser.warmUpSteps ?? 0 }),
	}),
});

const emaText =
	'Decay of the running mean of the latent that pictures are made of, 0 to below 1; 0: the latest latent.';

builder.objectFields(RecipeType, (t) => ({
	optimiser: t.expose('optimiser', { type: OptimiserType }),
	ema: t.float({ description: emaText, resolve: (recipe) => recipe.ema ?? 0 }),
}));

const RateScheduleInput = builder.inputType('RateScheduleInput', {
	fields: (t) => ({
		kind: t.field({ type: RateScheduleKindType, required: true }),
		final: t.float({ description: finalText }),
		factor: t.float({ description: factorText }),
		at: t.floatList({ description: atText }),
	}),
});

export const OptimiserInput = builder.inputType('OptimiserInput', {
	fields: (t) => ({
		name: t.field({ type: OptimiserNameType, description: '`ADAM` when left out.' }),
		learningRate: t.float({ description: 'Above 0, at most 10; what suits the optimiser when left out.' }),
		schedule: t.field({ type: RateScheduleInput }),
		warmUpSteps: t.int({ description: warmUpText }),
	}),
});

/** What `ema` says in an input. */
export const emaDescription = emaText;
