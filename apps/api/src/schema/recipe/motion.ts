/** @file How the picture moves between steps, in and out. */
import type { RecipeRequest } from '@galatea/optimiser';
import type { Motion } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { inputFields, outputFields } from './fields.ts';

const MotionType = builder.objectRef<Motion>('Motion').implement({
	description:
		'Between two steps the picture is enlarged and turned about its centre and then shifted, and the render goes on with that: for films.',
	fields: (t) => outputFields(t, 'motion'),
});

builder.objectField(RecipeType, 'motion', (t) =>
	t.field({
		type: MotionType,
		nullable: true,
		description: 'How the picture moves between steps; null: it does not.',
		resolve: (recipe) => recipe.motion ?? null,
	}),
);

export const MotionInput = builder.inputRef<NonNullable<RecipeRequest['motion']>>('MotionInput').implement({
	description: 'What is left out does not move; one of the first four must.',
	fields: (t) => inputFields(t, 'motion') as never,
});
