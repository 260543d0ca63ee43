/** @file Members of a recipe that the form has no setting for, or another name; all others are called as in the form. */

const names = {
	width: 'width',
	height: 'height',
	steps: 'steps',
	seed: 'seed',
	'pack.id': 'pack',
	'pack.sha256': 'packHash',
	'cutouts.method': 'cutMethod',
	'cutouts.augmentations': 'augmentations',
	'initial.kind': 'beginning',
	'initial.noise': 'beginningNoise',
	'initial.step': 'forkStep',
	'initial.recipe': 'forkRecipe',
	'initial.sha256': 'beginningPicture',
	engine: 'engine',
} as const;

export type MemberName = (typeof names)[keyof typeof names];

/** Key of the name among the messages; null for a member that has none. */
export function memberName(path: string): MemberName | null {
	return Object.hasOwn(names, path) ? names[path as keyof typeof names] : null;
}
