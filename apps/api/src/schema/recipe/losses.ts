/** @file Losses beside the prompt, in and out. What each does, docs/artists shows in pictures. */
import type { RecipeRequest } from '@galatea/optimiser';
import { type Losses, type LossName, lossNames, membersOf, type PartField } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { inputFields, lossText, outputFields, upperFirst } from './fields.ts';

type Loss = NonNullable<Losses[LossName]>;
type AskedLosses = NonNullable<RecipeRequest['losses']>;
type AskedLoss = NonNullable<AskedLosses[LossName]>;

/** Losses that have a weight and no more are of one type; every other has its own. */
function typeName(name: LossName): string {
	return membersOf(`losses.${name}`).length === 1 ? 'PlainLoss' : `${upperFirst(name)}Loss`;
}

/** The field of a loss that stands for it as a whole. */
function weightOf(name: LossName): PartField {
	const weight = membersOf(`losses.${name}`).find(({ member }) => member === 'weight');
	if (weight === undefined) throw new RangeError(`The loss ${name} has no weight`);
	return weight;
}

/** One type for each name of {@link typeName}. */
function typesOf<Type>(make: (name: LossName) => Type): (name: LossName) => Type {
	const types = new Map<string, Type>();
	return (name) => {
		const known = types.get(typeName(name)) ?? make(name);
		types.set(typeName(name), known);
		return known;
	};
}

const lossType = typesOf((name) =>
	builder.objectRef<Loss>(typeName(name)).implement({ fields: (t) => outputFields(t, `losses.${name}`) }),
);

const lossInput = typesOf((name) =>
	builder
		.inputRef<AskedLoss>(`${typeName(name)}Input`)
		.implement({ fields: (t) => inputFields(t, `losses.${name}`) as never }),
);

const LossesType = builder.objectRef<Losses>('Losses').implement({
	description: 'What a picture should be beside what the prompt says; null for each that does not count.',
	fields: (t) =>
		Object.fromEntries(
			lossNames.map((name) => [
				name,
				t.field({
					type: lossType(name),
					nullable: true,
					description: lossText(weightOf(name)),
					resolve: (losses) => losses[name] ?? null,
				}),
			]),
		),
});

builder.objectField(RecipeType, 'losses', (t) =>
	t.field({ type: LossesType, resolve: (recipe) => recipe.losses ?? {} }),
);

export const LossesInput = builder.inputRef<AskedLosses>('LossesInput').implement({
	fields: (t) =>
		Object.fromEntries(
			lossNames.map((name) => {
				const weight = weightOf(name);
				const bound = weight.kind === 'number' && weight.open ? ' Its weight is above 0.' : '';
				return [name, t.field({ type: lossInput(name), description: `${lossText(weight)}${bound}` })];
			}),
		) as never,
});
