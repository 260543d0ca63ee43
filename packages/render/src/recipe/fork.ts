/** @file What must be so that a recipe can go on from a step of another one. */
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import type { IssueCode } from '../input-issue.ts';
import { maximumForks } from '../limits.ts';

interface ForkProblem {
	readonly path: readonly string[];
	readonly message: string;
	readonly code?: IssueCode;
	/** Numbers that the code speaks of. */
	readonly values?: Readonly<Record<string, number>>;
}

interface Members {
	readonly [name: string]: unknown;
}

/** What a state is made for: of another recipe's state nothing else can be used. */
const shared: readonly (readonly [what: string, path: readonly string[]])[] = [
	['width', ['width']],
	['height', ['height']],
	['pack', ['pack']],
	['engine', ['engine']],
	['optimiser', ['optimiser', 'name']],
];

/** Everything wrong with the fork in `recipe`, none when it has none; `read` is the schema of a whole recipe. */
export function forkProblems(
	recipe: unknown,
	read: (value: unknown) => { readonly success: boolean; readonly error?: { readonly message: string } | undefined },
): readonly ForkProblem[] {
	const initial = at(recipe, ['initial']);
	if (at(initial, ['kind']) !== 'fork') return [];
	const path = ['initial', 'recipe'];
	if (depthOf(recipe) > maximumForks)
		return [{ path, message: `must not be forked more than ${maximumForks} times in a row` }];
	const parent = at(initial, ['recipe']);
	if (!read(parent).success) return [{ path, message: 'must be a whole recipe' }];
	const problems: ForkProblem[] = [];
	for (const [what, place] of shared)
		if (printed(at(recipe, place)) !== printed(at(parent, place)))
			problems.push({
				path: [...place],
				message: `must be that of the recipe which it goes on from: the same ${what}`,
				code: 'FORK_DIFFERS',
			});
	const [step, steps, before] = [at(initial, ['step']), at(recipe, ['steps']), at(parent, ['steps'])].map(Number) as [
		number,
		number,
		number,
	];
	if (step > before)
		problems.push({
			path: ['initial', 'step'],
			message: `must be at most ${before}, the last step there`,
			code: 'ABOVE',
			values: { maximum: before },
		});
	if (steps <= step)
		problems.push({
			path: ['steps'],
			message: `must be more than ${step}, where it goes on`,
			code: 'NOT_ABOVE',
			values: { minimum: step },
		});
	return problems;
}

/** Looks no deeper than it has to: what comes from outside may be nested without end. */
function depthOf(recipe: unknown): number {
	let depth = 0;
	for (let each = recipe; at(each, ['initial', 'kind']) === 'fork' && depth <= maximumForks; depth++)
		each = at(each, ['initial', 'recipe']);
	return depth;
}

function at(value: unknown, path: readonly string[]): unknown {
	let inner = value;
	for (const name of path) inner = typeof inner === 'object' && inner !== null ? (inner as Members)[name] : undefined;
	return inner;
}

function printed(value: unknown): string {
	return value === undefined ? '' : canonicalJson(value as JsonValue);
}
