/**
 * @file Reading what somebody asks for: the text becomes a document that is valid and within the limits. One that was read is
 * known by the hash of its text, so that it is read once, however often it is asked.
 */
import { createHash } from 'node:crypto';
import {
	type DocumentNode,
	GraphQLError,
	type GraphQLSchema,
	NoFragmentCyclesRule,
	parse,
	specifiedRules,
	validate,
} from 'graphql';
import { documentProblem, maximumTokens } from './document-limits.ts';
import { operationLimitsRule } from './operation-limits.ts';

/** Characters of all texts that are remembered: a document takes about a hundred times the memory of its text. */
const rememberedCharacters = 250_000;
/** A longer one is read each time: of the limits it leaves nothing to others. */
const longestRemembered = 25_000;

/** Mistakes that are told of one document: to find what somebody may have meant costs more than the mistake. */
export const maximumMistakes = 10;

/** Either a document, or what is wrong with its text: each error has a code. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** The documents of one schema. */
export class KnownDocuments {
	readonly #schema: GraphQLSchema;
	/** By the hash of their text, the least recently asked first. */
	readonly #known = new Map<string, { readonly document: DocumentNode; readonly characters: number }>();
	#characters = 0;

	constructor(schema: GraphQLSchema) {
		this.#schema = schema;
	}

	/** The document with the hash, if it has been read and is remembered. */
	get(hash: string): DocumentNode | null {
		const known = this.#known.get(hash);
		if (!known) return null;
		this.#known.delete(hash);
		this.#known.set(hash, known);
		return known.document;
	}

	/** Reads a text that is not known yet. The cheap limits come first: no text makes this take long. */
	read(text: string, hash = hashOfDocument(text)): ReadDocument {
		let document: DocumentNode;
		try {
			document = parse(text, { maxTokens: maximumTokens });
		} catch (error) {
			if (!(error instanceof GraphQLError)) throw error;
			return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
		}
		const errors = this.#mistakes(document);
		if (errors.length > 0) return { errors };
		this.#remember(hash, document, text.length);
		return { document };
	}

	#mistakes(document: DocumentNode): readonly GraphQLError[] {
		const options = { maxErrors: maximumMistakes };
		// What follows would not come to an end of a fragment inside itself.
		const cycles = validate(this.#schema, document, [NoFragmentCyclesRule], options);
		if (cycles.length > 0) return cycles.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
		const problem = documentProblem(document);
		if (problem !== null) return [new GraphQLError(problem, { extensions: { code: 'OPERATION_TOO_LARGE' } })];
		const mistakes = validate(this.#schema, document, [...specifiedRules, operationLimitsRule], options);
		return mistakes.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
	}

	#remember(hash: string, document: DocumentNode, characters: number): void {
		if (characters > longestRemembered) return;
		this.#known.set(hash, { document, characters });
		this.#characters += characters;
		for (const [oldest, known] of this.#known) {
			if (this.#characters <= rememberedCharacters) return;
			this.#known.delete(oldest);
			this.#characters -= known.characters;
		}
	}
}

/** SHA-256 of the text in UTF-8, hexadecimal: the same as Apollo's. */
export function hashOfDocument(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** The error with that code, unless it has one of its own. */
function coded(error: GraphQLError, code: string): GraphQLError {
	const { nodes, source, positions, extensions } = error;
	return new GraphQLError(error.message, {
		nodes: nodes ?? null,
		source: source ?? null,
		positions: positions ?? null,
		extensions: { code, ...extensions },
	});
}
