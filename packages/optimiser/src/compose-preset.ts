/** @file A request with the values of its preset filled in where it says nothing itself. */
import { type PresetValues, recipePresets } from '@galatea/render';
import { type RecipeRequest, withoutNulls } from './recipe-request.ts';

/** A request as any other: what it says goes before what its preset says, member by member. */
export function applyPreset(request: RecipeRequest): RecipeRequest {
	if (request.preset == null) return request;
	const values: PresetValues = recipePresets[request.preset].values;
	return {
		...request,
		steps: request.steps ?? values.steps,
		optimiser: optimiserOf(request, values),
		cutouts: cutoutsOf(request, values),
		initial: request.initial ?? values.initial,
		losses: { ...values.losses, ...(withoutNulls(request.losses ?? {}) as object) },
		ema: request.ema ?? values.ema,
		tiling: request.tiling ?? values.tiling,
	};
}

function optimiserOf({ optimiser }: RecipeRequest, values: PresetValues): RecipeRequest['optimiser'] {
	const asked = withoutNulls(optimiser ?? {}) as NonNullable<RecipeRequest['optimiser']>;
	if (values.optimiser === undefined) return asked;
	const { learningRate, ...rest } = values.optimiser;
	// A rate suits the optimiser that it was chosen for.
	const isOther = asked.name !== undefined && asked.name !== rest.name;
	return { ...rest, ...(isOther ? {} : { learningRate }), ...asked };
}

function cutoutsOf({ cutouts }: RecipeRequest, values: PresetValues): RecipeRequest['cutouts'] {
	const asked = withoutNulls(cutouts ?? {}) as NonNullable<RecipeRequest['cutouts']>;
	const { count, power, ...look } = values.cutouts ?? {};
	// Noise and augmentations belong to a method; another one starts plain.
	const isOther = look.method !== undefined && asked.method !== undefined && asked.method !== look.method;
	const { settings, ...plain } = look;
	const kept = isOther ? {} : { ...plain, ...(asked.augmentations === undefined && { settings }) };
	return { count, power, ...kept, ...asked };
}
