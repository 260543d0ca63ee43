/** @file How the picture moves between steps, in and out. */
import { type Motion, motionBorders, motionDefaults } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

const texts = {
	zoom: 'Above 1 it comes closer; from 0.5 to 2.',
	turnDegrees: 'Clockwise.',
	shiftX: 'To the right, as a share of the width.',
	shiftY: 'Downwards, as a share of the height.',
	everySteps: 'Steps from one movement to the next: with N, before the steps N + 1, 2N + 1, …',
	firstStep: 'No movement before this step.',
	border: 'What comes in from beyond the edge.',
} satisfies Record<keyof Motion, string>;

const MotionBorderType = builder.enumType('MotionBorder', {
	description:
		'What comes in from beyond the edge: what a mirror there shows, the edge drawn out, what goes out at the opposite side, black.',
	values: enumValues(motionBorders),
});

const MotionType = builder.objectRef<Motion>('Motion').implement({
	description:
		'Between two steps the picture is enlarged and turned about its centre and then shifted, and the render goes on with that: for films.',
	fields: (t) => {
		const number = (name: 'zoom' | 'turnDegrees' | 'shiftX' | 'shiftY') =>
			t.float({ description: texts[name], resolve: (motion) => motion[name] ?? motionDefaults[name] });
		const step = (name: 'everySteps' | 'firstStep') =>
			t.int({ description: texts[name], resolve: (motion) => motion[name] ?? motionDefaults[name] });
		return {
			zoom: number('zoom'),
			turnDegrees: number('turnDegrees'),
			shiftX: number('shiftX'),
			shiftY: number('shiftY'),
			everySteps: step('everySteps'),
			firstStep: step('firstStep'),
			border: t.field({
				type: MotionBorderType,
				description: texts.border,
				resolve: (motion) => motion.border ?? motionDefaults.border,
			}),
		};
	},
});

builder.objectField(RecipeType, 'motion', (t) =>
	t.field({
		type: MotionType,
		nullable: true,
		description: 'How the picture moves between steps; null: it does not.',
		resolve: (recipe) => recipe.motion ?? null,
	}),
);

export const MotionInput = builder.inputType('MotionInput', {
	description: 'What is left out does not move; one of the first four must.',
	fields: (t) => ({
		zoom: t.float({ description: texts.zoom }),
		turnDegrees: t.float({ description: texts.turnDegrees }),
		shiftX: t.float({ description: texts.shiftX }),
		shiftY: t.float({ description: texts.shiftY }),
		everySteps: t.int({ description: `${texts.everySteps} 1 when left out.` }),
		firstStep: t.int({ description: `${texts.firstStep} 1 when left out.` }),
		border: t.field({ type: MotionBorderType, description: `${texts.border} \`MIRROR\` when left out.` }),
	}),
});
