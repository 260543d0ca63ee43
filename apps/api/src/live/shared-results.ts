/**
 * @file The operation of a subscription runs once for an event and a selection, not once for a viewer: a thousand who watch one
 * render with the same page are answered by one execution. What depends on who asks is not shared: as soon as a field
 * asks who that is, or reads in their eyes, everybody gets a result of their own.
 */
import {
	createSourceEventStream,
	type DocumentNode,
	type ExecutionArgs,
	type ExecutionResult,
	execute,
	Kind,
	visit,
} from 'graphql';
import type { RequestContext } from '../context.ts';

type Results = Map<string, Promise<ExecutionResult | null>>;

/** By event and document, and in these by operation and the variables that the answer depends on. */
const resultsOf = new WeakMap<object, Map<DocumentNode, Results>>();
const variablesOf = new WeakMap<DocumentNode, readonly string[]>();

/** From here on an event, one object for all its viewers, has its results in common. */
export function share<Event extends object>(event: Event): Event {
	if (!resultsOf.has(event)) resultsOf.set(event, new Map());
	return event;
}

/** As graphql's own `subscribe`, with shared results. The context must be a {@link RequestContext}. */
export async function subscribeShared(
	args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
	const stream = await createSourceEventStream(args);
	if (!(Symbol.asyncIterator in stream)) return stream;
	const events = stream[Symbol.asyncIterator]();
	const results: AsyncIterableIterator<ExecutionResult, undefined> = {
		async next() {
			const { done, value } = await events.next();
			return done ? { done, value: undefined } : { done: false, value: await resultOf(value, args) };
		},
		async return() {
			await events.return?.();
			return { done: true, value: undefined };
		},
		[Symbol.asyncIterator]: () => results,
	};
	return results;
}

async function resultOf(event: unknown, args: ExecutionArgs): Promise<ExecutionResult> {
	const own = { ...args, rootValue: event };
	const byDocument = typeof event === 'object' && event !== null ? resultsOf.get(event) : undefined;
	if (!byDocument) return execute(own);
	const results: Results = byDocument.get(args.document) ?? new Map();
	byDocument.set(args.document, results);
	const key = keyOf(args);
	const shared = results.get(key) ?? executeForAll(own);
	results.set(key, shared);
	return (await shared) ?? execute(own);
}

/** The result that is everybody's; null where a field has asked for whom it is. */
async function executeForAll(args: ExecutionArgs): Promise<ExecutionResult | null> {
	const context = args.contextValue as RequestContext;
	let isPersonal = false;
	const personal = <Name extends 'person' | 'loaders'>(name: Name) => ({
		get: (): RequestContext[Name] => {
			isPersonal = true;
			return context[name];
		},
	});
	const watched = Object.create(context, {
		person: personal('person'),
		loaders: personal('loaders'),
	}) as RequestContext;
	const result = await execute({ ...args, contextValue: watched });
	return isPersonal ? null : result;
}

/** What of a request the answer depends on, besides its document: not which render is watched, nor since when. */
function keyOf({ document, operationName, variableValues }: ExecutionArgs): string {
	let names = variablesOf.get(document);
	if (!names) {
		names = variablesBelowRoots(document);
		variablesOf.set(document, names);
	}
	return JSON.stringify([operationName, ...names.map((name) => variableValues?.[name] ?? null)]);
}

function variablesBelowRoots(document: DocumentNode): readonly string[] {
	const names = new Set<string>();
	const collect = { Variable: ({ name }: { readonly name: { readonly value: string } }) => void names.add(name.value) };
	for (const definition of document.definitions) {
		if (definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, collect);
		if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
		// Only the arguments of a root field are of no account: they led to the event.
		for (const selection of definition.selectionSet.selections)
			if (selection.kind === Kind.FIELD && selection.selectionSet) {
				visit(selection.selectionSet, collect);
				for (const directive of selection.directives ?? []) visit(directive, collect);
			} else visit(selection, collect);
	}
	return [...names].sort();
}
