/** @file A request with the values of its preset filled in where it says nothing itself. */
import { memberNames, type PresetValues, type RecipeMember, recipePresets } from '@galatea/render';
import { type RecipeRequest, withoutNulls } from './recipe-request.ts';

/** A request as any other: what it says goes before what its preset says, member by member. */
export function applyPreset(request: RecipeRequest): RecipeRequest {
	if (request.preset == null) return request;
	const values: PresetValues = recipePresets[request.preset].values;
	return {
		...request,
		...said(values, request),
		optimiser: optimiserOf(request, values),
		cutouts: cutoutsOf(request, values),
		losses: { ...values.losses, ...withoutNulls(request.losses ?? {}) },
	};
}

/** Members of the recipe that the request says itself, or else the preset. */
function said(values: PresetValues, request: RecipeRequest): Pick<RecipeRequest, RecipeMember> {
	const members: Pick<RecipeRequest, RecipeMember> = { ...values };
	return Object.assign(
		members,
		Object.fromEntries(memberNames.flatMap((name) => (request[name] == null ? [] : [[name, request[name]]]))),
	);
}

function optimiserOf({ optimiser }: RecipeRequest, values: PresetValues): RecipeRequest['optimiser'] {
	const asked = withoutNulls(optimiser ?? {});
	if (values.optimiser === undefined) return asked;
	const { learningRate, ...rest } = values.optimiser;
	// A rate suits the optimiser that it was chosen for.
	const isOther = asked.name !== undefined && asked.name !== rest.name;
	return { ...rest, ...(isOther ? {} : { learningRate }), ...asked };
}

function cutoutsOf({ cutouts }: RecipeRequest, values: PresetValues): RecipeRequest['cutouts'] {
	const asked = withoutNulls(cutouts ?? {});
	const { count, power, ...look } = values.cutouts ?? {};
	// Noise and augmentations belong to a method; another one starts plain.
	const isOther = look.method !== undefined && asked.method !== undefined && asked.method !== look.method;
	const { settings, ...plain } = look;
	const kept = isOther ? {} : { ...plain, ...(asked.augmentations === undefined && { settings }) };
	return { count, power, ...kept, ...asked };
}
