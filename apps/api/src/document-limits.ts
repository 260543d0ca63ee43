/**
 * @file How much text one document may be, and how much work it may make before it runs. GraphQL's own rules compare every
 * field with every other of its name, through all fragments, so a text of a few kilobytes can take them a tenth of a second.
 * Here that work is counted first, which takes as long as the text is, and what would take too much is refused.
 */
import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** Words and signs in the text. The standard introspection query has about 350, the gallery's largest page 420. */
export const maximumTokens = 2_000;

/** Operations and fragments. The gallery's largest page has 11. */
export const maximumDefinitions = 50;

/**
 * Fields and spreads when every fragment stands in full wherever it is spread, of all definitions together. The gallery's
 * largest page has 540.
 */
export const maximumSelections = 2_500;

/** Pairs of fields of one name in one place, each of which is compared. The gallery's pages have at most 32. */
export const maximumRepeats = 500;

/** The work that a document makes. */
export interface DocumentWork {
	readonly definitions: number;
	readonly selections: number;
	/** 0 when there are too many selections: then nobody counts them. */
	readonly repeats: number;
}

/** Counts the work that a document without cycles of fragments makes. Takes time in proportion to its text. */
export function documentWork(document: DocumentNode): DocumentWork {
	const fragments = new Map(
		document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
	);
	const sets = document.definitions.flatMap((each) => ('selectionSet' in each ? [each.selectionSet] : []));
	const sizes = new Map<string, number>();
	const selections = sets.reduce((sum, set) => sum + selectionsOf(set, fragments, sizes), 0);
	const repeats = selections > maximumSelections ? 0 : sets.reduce((sum, set) => sum + repeatsOf([set], fragments), 0);
	return { definitions: document.definitions.length, selections, repeats };
}

/** What is wrong with a document that makes too much work; null for any other. */
export function documentProblem(document: DocumentNode): string | null {
	const { definitions, selections, repeats } = documentWork(document);
	if (definitions > maximumDefinitions)
		return `The document has ${definitions} operations and fragments; at most ${maximumDefinitions} are allowed.`;
	if (selections > maximumSelections)
		return `The document has more than ${maximumSelections} fields, counted wherever fragments are spread.`;
	if (repeats > maximumRepeats)
		return 'The document names the same fields again and again; name each field once, or under aliases.';
	return null;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function selectionsOf(set: SelectionSetNode, fragments: Fragments, sizes: Map<string, number>): number {
	let sum = 0;
	for (const selection of set.selections) {
		sum += 1;
		if (selection.kind !== Kind.FRAGMENT_SPREAD)
			sum += selection.selectionSet ? selectionsOf(selection.selectionSet, fragments, sizes) : 0;
		else {
			const name = selection.name.value;
			const fragment = fragments.get(name);
			if (fragment && !sizes.has(name)) sizes.set(name, selectionsOf(fragment.selectionSet, fragments, sizes));
			sum += sizes.get(name) ?? 0;
		}
	}
	return sum;
}

/** Pairs among all the fields that come together in one place of the answer, and below. */
function repeatsOf(sets: readonly SelectionSetNode[], fragments: Fragments): number {
	let pairs = 0;
	for (const fields of fieldsByName(sets, fragments).values()) {
		pairs += (fields.length * (fields.length - 1)) / 2;
		const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
		if (below.length > 0) pairs += repeatsOf(below, fragments);
	}
	return pairs;
}

function fieldsByName(sets: readonly SelectionSetNode[], fragments: Fragments): ReadonlyMap<string, FieldNode[]> {
	const fields = new Map<string, FieldNode[]>();
	const spread = new Set<string>();
	const collect = (set: SelectionSetNode): void => {
		for (const selection of set.selections)
			if (selection.kind === Kind.FIELD) {
				const name = selection.alias?.value ?? selection.name.value;
				const same = fields.get(name);
				if (same) same.push(selection);
				else fields.set(name, [selection]);
			} else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
			else if (!spread.has(selection.name.value)) {
				spread.add(selection.name.value);
				const fragment = fragments.get(selection.name.value);
				if (fragment) collect(fragment.selectionSet);
			}
	};
	for (const set of sets) collect(set);
	return fields;
}
