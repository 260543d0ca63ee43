/**
 * @file How large one operation may be. GraphQL lets a short text ask for a huge answer, so an operation is measured
 * before it runs: its tokens (in the parser), its depth, its aliases, and its cost, which is how many values the
 * answer could hold. The same rules guard HTTP and WebSocket, and over HTTP every answer tells its cost.
 */
import { maximumPageSize } from '@galatea/store/database';
import {
	type ASTVisitor,
	type DocumentNode,
	type FieldNode,
	type FragmentDefinitionNode,
	GraphQLError,
	type GraphQLNamedType,
	type GraphQLOutputType,
	type GraphQLSchema,
	getNamedType,
	isInterfaceType,
	isListType,
	isNonNullType,
	isObjectType,
	Kind,
	type OperationDefinitionNode,
	type SelectionSetNode,
	type ValidationContext,
	valueFromASTUntyped,
} from 'graphql';

/** Words and signs in the text. The standard introspection query has about 350, the gallery's largest page 500. */
export const maximumTokens = 2_000;

/** Fields inside fields. `artworks → edges → node → render → recipe → cutouts → method` is 7. */
export const maximumDepth = 12;

/** Renamed fields, fragments counted as often as they are used; many aliases are one request doing the work of many. */
export const maximumAliases = 30;

/**
 * Values in the largest possible answer. A page of 100 artworks with everything about each is about 10,000. A field that
 * is more work than a value says so with `extensions.cost`.
 */
export const maximumCost = 50_000;

/** Items that a list field without a `first` argument is taken to have, unless it says so with `extensions.listSize`. */
const assumedListSize = 20;

/** A validation rule that refuses operations beyond the limits above, each with the number that was passed. */
export function operationLimitsRule(context: ValidationContext): ASTVisitor {
	return {
		OperationDefinition(operation) {
			const rootType = context.getSchema().getRootType(operation.operation);
			if (!rootType) return;
			const measure = new Measure(context.getSchema(), (name) => context.getFragment(name));
			try {
				measure.selections(operation.selectionSet, rootType, 1, 1);
			} catch (error) {
				if (!(error instanceof TooLarge)) throw error;
				context.reportError(
					new GraphQLError(error.message, { nodes: operation, extensions: { code: 'OPERATION_TOO_LARGE' } }),
				);
			}
		},
	};
}

/**
 * How many values the answer to an operation could hold, with its variables: at most {@link maximumCost}, since the rule
 * above has passed it.
 */
export function operationCost(
	schema: GraphQLSchema,
	document: DocumentNode,
	operation: OperationDefinitionNode,
	variables: Readonly<Record<string, unknown>>,
): number {
	const fragments = new Map(
		document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
	);
	const defaults = operation.variableDefinitions?.flatMap(({ variable, defaultValue }) =>
		defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
	);
	const rootType = schema.getRootType(operation.operation);
	if (!rootType) return 0;
	const measure = new Measure(schema, (name) => fragments.get(name), {
		...Object.fromEntries(defaults ?? []),
		...variables,
	});
	measure.selections(operation.selectionSet, rootType, 1, 1);
	return measure.cost;
}

class TooLarge extends Error {}

type FindFragment = (name: string) => FragmentDefinitionNode | null | undefined;

/** Walks an operation and stops at the first limit, so that no text makes the walk itself long. */
class Measure {
	readonly #schema: GraphQLSchema;
	readonly #fragment: FindFragment;
	readonly #variables: Readonly<Record<string, unknown>>;
	readonly #open = new Set<string>();
	#cost = 0;
	#aliases = 0;

	/** Without `variables` a page whose size is one counts as the largest. */
	constructor(schema: GraphQLSchema, fragment: FindFragment, variables: Readonly<Record<string, unknown>> = {}) {
		this.#schema = schema;
		this.#fragment = fragment;
		this.#variables = variables;
	}

	get cost(): number {
		return this.#cost;
	}

	selections(set: SelectionSetNode, parent: GraphQLNamedType, depth: number, times: number): void {
		for (const selection of set.selections) {
			this.#add(times);
			if (selection.kind === Kind.FIELD) this.#field(selection, parent, depth, times);
			else if (selection.kind === Kind.INLINE_FRAGMENT) {
				const name = selection.typeCondition?.name.value;
				this.selections(selection.selectionSet, this.#type(name) ?? parent, depth, times);
			} else this.#spread(this.#fragment(selection.name.value), parent, depth, times);
		}
	}

	#spread(fragment: FragmentDefinitionNode | null | undefined, parent: GraphQLNamedType, depth: number, times: number) {
		// A fragment inside itself is refused by another rule; here it only must not be followed.
		if (!fragment || this.#open.has(fragment.name.value)) return;
		this.#open.add(fragment.name.value);
		const type = this.#type(fragment.typeCondition.name.value) ?? parent;
		this.selections(fragment.selectionSet, type, depth, times);
		this.#open.delete(fragment.name.value);
	}

	#field(node: FieldNode, parent: GraphQLNamedType, depth: number, times: number) {
		if (node.alias && ++this.#aliases > maximumAliases)
			throw new TooLarge(`The operation has more than ${maximumAliases} aliases; send several operations instead.`);
		if (depth > maximumDepth)
			throw new TooLarge(`The operation is deeper than ${maximumDepth} fields at "${node.name.value}".`);
		const definition =
			isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
		// Introspection has no definition here; graphql's own MaxIntrospectionDepthRule and the tokens bound it.
		if (!definition) return;
		const ownCost = definition.extensions['cost'];
		if (typeof ownCost === 'number') this.#add(times * ownCost);
		if (!node.selectionSet) return;
		const size = this.#pageSize(node) ?? listSize(definition.type, definition.extensions['listSize']);
		this.selections(node.selectionSet, getNamedType(definition.type), depth + 1, times * size);
	}

	#add(cost: number) {
		this.#cost += cost;
		if (this.#cost > maximumCost)
			throw new TooLarge(`The answer could hold more than ${maximumCost} values; ask for fewer items or fields.`);
	}

	// The connection multiplies what is below it; its `edges` list must then not multiply again (its listSize is 1).
	#pageSize(node: FieldNode): number | null {
		const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
		if (!first) return null;
		const given =
			first.kind === Kind.VARIABLE ? this.#variables[first.name.value] : Number('value' in first && first.value);
		return typeof given === 'number' && given >= 0 ? Math.min(given, maximumPageSize) : maximumPageSize;
	}

	#type(name: string | undefined) {
		return name === undefined ? undefined : this.#schema.getType(name);
	}
}

function listSize(type: GraphQLOutputType, declared: unknown): number {
	if (typeof declared === 'number') return declared;
	const nullable = isNonNullType(type) ? type.ofType : type;
	return isListType(nullable) ? assumedListSize : 1;
}
