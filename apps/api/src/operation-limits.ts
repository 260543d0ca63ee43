/**
 * @file How large one operation may be. GraphQL lets a short text ask for a huge answer, so an operation is measured
 * before it runs: its depth, its aliases, and its cost, which is how many values the answer could hold. The same rules
 * guard HTTP and WebSocket, and over HTTP every answer tells its cost. A fragment is measured once, however often it is
 * spread, so measuring takes as long as the text is. What bounds the text itself is in document-limits.ts.
 */
import { maximumPageSize } from '@galatea/store/database';
import {
	type ASTVisitor,
	type DocumentNode,
	type FieldNode,
	type FragmentDefinitionNode,
	GraphQLError,
	type GraphQLField,
	type GraphQLInterfaceType,
	type GraphQLNamedType,
	type GraphQLObjectType,
	type GraphQLSchema,
	getNamedType,
	isAbstractType,
	isEnumType,
	isInputObjectType,
	isInterfaceType,
	isListType,
	isNonNullType,
	isObjectType,
	Kind,
	type OperationDefinitionNode,
	SchemaMetaFieldDef,
	type SelectionNode,
	type SelectionSetNode,
	TypeMetaFieldDef,
	type ValidationContext,
	valueFromASTUntyped,
} from 'graphql';

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
	const measure = new Measure(context.getSchema(), (name) => context.getFragment(name));
	return {
		OperationDefinition(operation) {
			const rootType = context.getSchema().getRootType(operation.operation);
			const problem = rootType && problemOf(measure.selections(operation.selectionSet, rootType));
			if (problem)
				context.reportError(
					new GraphQLError(problem, { nodes: operation, extensions: { code: 'OPERATION_TOO_LARGE' } }),
				);
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
	return Math.ceil(measure.selections(operation.selectionSet, rootType).cost);
}

/** Of one selection set, with everything below it. */
interface Size {
	/** Values, for one object that it is taken of. */
	readonly cost: number;
	readonly aliases: number;
	/** Fields inside fields; 1 for fields without any below. */
	readonly depth: number;
	/** One of the deepest fields. */
	readonly deepest: string;
}

const nothing: Size = { cost: 0, aliases: 0, depth: 0, deepest: '' };

function problemOf({ cost, aliases, depth, deepest }: Size): string | null {
	if (depth > maximumDepth) return `The operation is deeper than ${maximumDepth} fields at "${deepest}".`;
	if (aliases > maximumAliases)
		return `The operation has more than ${maximumAliases} aliases; send several operations instead.`;
	if (cost > maximumCost)
		return `The answer could hold more than ${maximumCost} values; ask for fewer items or fields.`;
	return null;
}

type FindFragment = (name: string) => FragmentDefinitionNode | null | undefined;

/** Measures selection sets of one document, each fragment once. */
class Measure {
	readonly #schema: GraphQLSchema;
	readonly #fragment: FindFragment;
	readonly #variables: Readonly<Record<string, unknown>>;
	readonly #introspection: ReturnType<typeof introspectionSizes>;
	readonly #fragments = new Map<string, Size>();

	/** Without `variables` a page whose size is one counts as the largest. */
	constructor(schema: GraphQLSchema, fragment: FindFragment, variables: Readonly<Record<string, unknown>> = {}) {
		this.#schema = schema;
		this.#fragment = fragment;
		this.#variables = variables;
		this.#introspection = introspectionSizes(schema);
	}

	selections(set: SelectionSetNode, parent: GraphQLNamedType): Size {
		let { cost, aliases, depth, deepest } = nothing;
		for (const selection of set.selections) {
			const size = this.#selection(selection, parent);
			// Never beyond what is refused anyway, so that no sum becomes infinite.
			cost = Math.min(cost + 1 + size.cost, maximumCost + 1);
			aliases = Math.min(aliases + size.aliases, maximumAliases + 1);
			if (size.depth > depth) ({ depth, deepest } = size);
		}
		return { cost, aliases, depth, deepest };
	}

	#selection(selection: SelectionNode, parent: GraphQLNamedType): Size {
		if (selection.kind === Kind.FIELD) return this.#field(selection, parent);
		if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#spread(selection.name.value, parent);
		const name = selection.typeCondition?.name.value;
		return this.selections(selection.selectionSet, this.#type(name) ?? parent);
	}

	#spread(name: string, parent: GraphQLNamedType): Size {
		const known = this.#fragments.get(name);
		if (known) return known;
		const fragment = this.#fragment(name);
		if (!fragment) return nothing;
		// A fragment inside itself is refused by another rule; here it only must not be followed.
		this.#fragments.set(name, nothing);
		const size = this.selections(fragment.selectionSet, this.#type(fragment.typeCondition.name.value) ?? parent);
		this.#fragments.set(name, size);
		return size;
	}

	#field(node: FieldNode, parent: GraphQLNamedType): Size {
		const name = node.name.value;
		const aliases = node.alias ? 1 : 0;
		const definition = isObjectType(parent) || isInterfaceType(parent) ? this.#definition(parent, name) : undefined;
		if (!definition) return { cost: 0, aliases, depth: 1, deepest: name };
		const declared = definition.extensions['cost'];
		const own = typeof declared === 'number' ? declared : 0;
		if (!node.selectionSet) return { cost: own, aliases, depth: 1, deepest: name };
		const size = this.#pageSize(node) ?? this.#listSize(parent, definition);
		const below = this.selections(node.selectionSet, getNamedType(definition.type));
		const cost = own + size * below.cost;
		// How deep introspection goes is bounded by graphql's own MaxIntrospectionDepthRule.
		const isDeeper = below.depth > 0 && !name.startsWith('__');
		return {
			cost,
			aliases: aliases + below.aliases,
			depth: isDeeper ? 1 + below.depth : 1,
			deepest: isDeeper ? below.deepest : name,
		};
	}

	#definition(parent: GraphQLObjectType | GraphQLInterfaceType, name: string) {
		if (parent === this.#schema.getQueryType())
			for (const meta of [SchemaMetaFieldDef, TypeMetaFieldDef]) if (meta.name === name) return meta;
		return parent.getFields()[name];
	}

	// The connection multiplies what is below it; its `edges` list must then not multiply again (its listSize is 1).
	#pageSize(node: FieldNode): number | null {
		const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
		if (!first) return null;
		const given =
			first.kind === Kind.VARIABLE ? this.#variables[first.name.value] : Number('value' in first && first.value);
		return typeof given === 'number' && given >= 0 ? Math.min(given, maximumPageSize) : maximumPageSize;
	}

	#listSize(parent: GraphQLNamedType, { name, type, extensions }: GraphQLField<unknown, unknown>): number {
		const declared = this.#introspection[`${parent.name}.${name}`] ?? extensions['listSize'];
		if (typeof declared === 'number') return declared;
		const nullable = isNonNullType(type) ? type.ofType : type;
		return isListType(nullable) ? assumedListSize : 1;
	}

	#type(name: string | undefined) {
		return name === undefined ? undefined : this.#schema.getType(name);
	}
}

const sizesOfSchemas = new WeakMap<GraphQLSchema, Readonly<Record<string, number>>>();

/**
 * How long the lists of introspection are: of all types there are as many as there are, of the rest the mean of a type; and of one type
 * that somebody names, which may be the largest, as many times as much.
 */
function introspectionSizes(schema: GraphQLSchema): Readonly<Record<string, number>> {
	const known = sizesOfSchemas.get(schema);
	if (known) return known;
	const types = Object.values(schema.getTypeMap());
	const fields = types.flatMap((type) =>
		isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
	);
	const inputs = types.filter(isInputObjectType).reduce((sum, type) => sum + Object.keys(type.getFields()).length, 0);
	const values = types.filter(isEnumType).reduce((sum, type) => sum + type.getValues().length, 0);
	const possible = types.filter(isAbstractType).reduce((sum, type) => sum + schema.getPossibleTypes(type).length, 0);
	const implemented = types.reduce((sum, type) => sum + (isObjectType(type) ? type.getInterfaces().length : 0), 0);
	const largest = Math.max(...types.map((type) => (isObjectType(type) ? Object.keys(type.getFields()).length : 0)));
	const sizes = {
		[`${schema.getQueryType()?.name}.${TypeMetaFieldDef.name}`]: largest / (fields.length / types.length),
		'__Schema.types': types.length,
		'__Schema.directives': schema.getDirectives().length,
		'__Type.fields': fields.length / types.length,
		'__Type.inputFields': inputs / types.length,
		'__Type.enumValues': values / types.length,
		'__Type.possibleTypes': possible / types.length,
		'__Type.interfaces': implemented / types.length,
		'__Field.args': fields.reduce((sum, field) => sum + field.args.length, 0) / Math.max(1, fields.length),
		// A type of a field wraps another or is one: as non-null, as a list, or plain.
		'__Type.ofType': 0.5,
		'__Directive.args': 1,
		'__Directive.locations': assumedListSize,
	};
	sizesOfSchemas.set(schema, sizes);
	return sizes;
}
