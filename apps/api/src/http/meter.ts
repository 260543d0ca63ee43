/**
 * @file What every answer over HTTP tells of its price: the cost of the operation in `extensions`, and in headers how much the
 * caller may still ask for (as the IETF's draft "RateLimit header fields for HTTP" names them). Who has used it up is told
 * when to come again.
 */
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Allowance } from '../allowances.ts';
import type { RequestContext } from '../context.ts';
import { maximumCost, operationCost } from '../operation-limits.ts';

/** Measures each operation before it runs, and refuses it when the caller has no allowance left. */
export const meter: ApolloServerPlugin<RequestContext> = {
	async requestDidStart() {
		let cost: number | null = null;
		let allowance: Allowance | null = null;
		return {
			async didResolveOperation({ schema, document, operation, request, contextValue }) {
				if (!operation) return;
				cost = operationCost(schema, document, operation, request.variables ?? {});
				allowance = await contextValue.allowances.spend(contextValue.person, cost);
				if (allowance && !allowance.isGranted) throw tooMany(allowance);
			},
			async willSendResponse({ response }) {
				if (allowance) for (const [name, value] of headersOf(allowance)) response.http.headers.set(name, value);
				if (cost === null || response.body.kind !== 'single') return;
				const { singleResult } = response.body;
				singleResult.extensions = { ...singleResult.extensions, cost: { requested: cost, maximum: maximumCost } };
			},
		};
	},
};

function headersOf({ maximum, remaining, resetSeconds }: Allowance): HeaderMap {
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
