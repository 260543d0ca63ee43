/**
 * @file Apollo Server reads and runs nothing here that has not been charged: a text that is not known yet is charged, read and
 * checked by us before Apollo would (known-documents.ts), and an operation is charged before it runs. Every answer tells its
 * price: the cost of the operation in `extensions`, and in headers how much the caller may still ask for (as the IETF's draft
 * "RateLimit header fields for HTTP" names them). Who has used it up is told when to come again.
 */
import { type ApolloServerPlugin, type GraphQLResponse, HeaderMap } from '@apollo/server';
import { GraphQLError, parse } from 'graphql';
import { type Allowance, pointsOfCost, pointsOfReading } from '../allowances.ts';
import type { RequestContext } from '../context.ts';
import { maskError } from '../mask-error.ts';
import { maximumCost, operationCost } from '../operation-limits.ts';

/** A context of a request over HTTP. */
export interface HttpContext extends RequestContext {
	/** What the caller has after the request has been charged; null where nobody counts. */
	readonly arrival: Allowance | null;
	/**
	 * Whether the caller reads `application/graphql-response+json`, and so learns from the status that a document is wrong. As
	 * `application/json`, the GraphQL-over-HTTP specification asks for 200 then.
	 */
	readonly readsStatus: boolean;
}

/** What Apollo is given in place of a document that was refused; it is never run. */
const noDocument = parse('{ __typename }');

/** Mistakes in what is asked, rather than in the request that asks it. */
const requestErrors: ReadonlySet<unknown> = new Set([
	'GRAPHQL_PARSE_FAILED',
	'GRAPHQL_VALIDATION_FAILED',
	'OPERATION_TOO_LARGE',
	'OPERATION_RESOLUTION_FAILURE',
	'BAD_USER_INPUT',
]);

/** Charges and reads each document, measures each operation, and refuses what is wrong or beyond the caller's allowance. */
export const meter: ApolloServerPlugin<HttpContext> = {
	async requestDidStart({ contextValue: { arrival } }) {
		let cost: number | null = null;
		let allowance = arrival;
		let refusal: readonly GraphQLError[] | null = null;
		return {
			async didResolveSource(request) {
				const { source, queryHash, contextValue } = request;
				const read = async () => {
					const known = contextValue.knownDocuments.get(queryHash);
					if (known) return { document: known };
					const charged = await contextValue.allowances.spend(contextValue.person, pointsOfReading(source.length));
					allowance = charged ?? allowance;
					if (charged && !charged.isGranted) return { errors: [tooMany(charged)] };
					return contextValue.knownDocuments.read(source, queryHash);
				};
				const result = await read();
				if ('errors' in result) refusal = result.errors;
				// Apollo parses and validates only where it has no document yet.
				Object.assign(request, { document: 'errors' in result ? noDocument : result.document });
			},
			async didResolveOperation({ schema, document, operation, request, contextValue }) {
				if (!operation || refusal) return;
				cost = operationCost(schema, document, operation, request.variables ?? {});
				const charged = await contextValue.allowances.spend(contextValue.person, pointsOfCost(cost));
				allowance = charged ?? allowance;
				if (charged && !charged.isGranted) throw tooMany(charged);
			},
			async responseForOperation({ contextValue }) {
				return refusal && refuse(refusal, contextValue);
			},
			async willSendResponse({ response, contextValue }) {
				const { body, http } = response;
				if (allowance) for (const [name, value] of headersOf(allowance)) http.headers.set(name, value);
				if (body.kind !== 'single') return;
				if (http.status === 400 && !contextValue.readsStatus && isRequestError(body.singleResult.errors))
					http.status = 200;
				if (cost === null) return;
				const { extensions } = body.singleResult;
				body.singleResult.extensions = { ...extensions, cost: { requested: cost, maximum: maximumCost } };
			},
		};
	},
};

function refuse(errors: readonly GraphQLError[], { requestId, logger }: RequestContext): GraphQLResponse {
	const told = errors.map((error) => maskError(error, error.toJSON(), requestId, logger));
	const limit = errors[0]?.extensions['http'] as { status: number; headers: HeaderMap } | undefined;
	const http = limit ?? { status: 400, headers: new HeaderMap() };
	return { http, body: { kind: 'single', singleResult: { errors: told } } };
}

function isRequestError(errors: readonly { readonly extensions?: Record<string, unknown> }[] | undefined): boolean {
	return requestErrors.has(errors?.[0]?.extensions?.['code']);
}

/** How much a caller has left, as headers. */
export function headersOf({ maximum, remaining, resetSeconds }: Allowance): HeaderMap {
	return new HeaderMap([
		['ratelimit-limit', String(maximum)],
		['ratelimit-remaining', String(remaining)],
		['ratelimit-reset', String(resetSeconds)],
	]);
}

function tooMany({ resetSeconds }: Allowance): GraphQLError {
	return new GraphQLError(tooManyRequests(resetSeconds), {
		extensions: {
			code: 'TOO_MANY_REQUESTS',
			retryAfterSeconds: resetSeconds,
			http: { status: 429, headers: new HeaderMap([['retry-after', String(resetSeconds)]]) },
		},
	});
}

/** What a caller is told, over HTTP and on sockets. */
export function tooManyRequests(resetSeconds: number): string {
	return `Too many requests in one minute; the next may come in ${resetSeconds} s.`;
}
