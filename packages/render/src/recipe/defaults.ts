/**
 * @file What a recipe means where it is silent. A member that came after the first version may be left out, and a
 * recipe that gives it its default leaves it out: so recipes that mean the same have one name, and those from before
 * the member existed keep theirs. See docs/decisions/0014.
 */
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import { augmentationNames } from './fields/choices.ts';
import { listFields } from './fields.ts';

interface Members {
	readonly [name: string]: JsonValue | undefined;
}

/** Path of a member → its default. Members of terms and losses stand without their index or name. */
export const memberDefaults: Members = {
	imagePrompts: [],
	noisePrompts: [],
	losses: {},
	'cutouts.settings': {},
	...Object.fromEntries(augmentationNames.map((name) => [`cutouts.settings.${name}`, {}])),
	...Object.fromEntries(listFields().flatMap(({ path, absent }) => (absent === undefined ? [] : [[path, absent]]))),
};

/** A copy without the members that say what their absence says. */
export function withoutDefaults<T extends object>(recipe: T): T {
	const trimmed = trim(recipe as unknown as Members, '') as Members & T;
	const { perceptorWeights, ...rest } = trimmed as { perceptorWeights?: readonly number[] };
	// As many ones as there are perceptors: no table knows how many.
	const kept = (perceptorWeights?.every((weight) => weight === 1) ? rest : trimmed) as T & Members;
	const { initial } = kept;
	if (!isMembers(initial) || initial['kind'] !== 'fork' || !isMembers(initial['recipe'])) return kept;
	// A recipe in a recipe is one more.
	return { ...kept, initial: { ...initial, recipe: withoutDefaults(initial['recipe']) } };
}

function trim(members: Members, path: string): Members {
	const kept: Record<string, JsonValue | undefined> = {};
	for (const [name, value] of Object.entries(members)) {
		const place = path === '' ? name : `${path}.${name}`;
		const inner = isMembers(value) ? trim(value, place) : value;
		const usual = memberDefaults[place];
		if (inner === undefined || (usual !== undefined && canonicalJson(inner) === canonicalJson(usual))) continue;
		kept[name] = inner;
	}
	return kept;
}

function isMembers(value: JsonValue | undefined): value is Members {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
