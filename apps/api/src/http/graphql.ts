/** @file GraphQL over HTTP: Apollo Server behind Express, with what is charged and known before it, and masked errors. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import type { RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import type { Services } from '../context.ts';
import { maskError } from '../mask-error.ts';
import { schema } from '../schema/index.ts';
import { contextOf } from './arrival.ts';
import { type HttpContext, meter } from './meter.ts';
import { requestIdOf } from './request-id.ts';

/** A started Apollo Server as a handler, and how it is stopped. */
export interface GraphqlOverHttp {
	readonly handler: RequestHandler;
	stop(): Promise<void>;
}

export async function graphqlOverHttp(services: Services): Promise<GraphqlOverHttp> {
	// Apollo formats errors without their request; this remembers whose they are.
	const requestIds = new WeakMap<object, string>();
	const perRequest: ApolloServerPlugin<HttpContext> = {
		async requestDidStart() {
			return {
				async didResolveOperation({ operation }) {
					if (operation?.operation !== 'subscription') return;
					const extensions = { code: 'SUBSCRIPTION_OVER_HTTP', http: { status: 400 } };
					throw new GraphQLError('Subscriptions go over WebSocket: to the same path.', { extensions });
				},
				async didEncounterErrors({ errors, contextValue }) {
					for (const error of errors) requestIds.set(error, contextValue.requestId);
				},
			};
		},
	};
	const server = new ApolloServer<HttpContext>({
		schema,
		introspection: true,
		csrfPrevention: true,
		persistedQueries: false,
		includeStacktraceInErrorResponses: false,
		stopOnTerminationSignals: false,
		logger: services.logger,
		// The meter has the documents that are known.
		documentStore: null,
		plugins: [ApolloServerPluginLandingPageDisabled(), perRequest, meter],
		formatError(formatted, error) {
			const known = typeof error === 'object' && error !== null ? requestIds.get(error) : undefined;
			return maskError(error, formatted, known ?? requestIdOf({}), services.logger);
		},
	});
	await server.start();
	const handler = expressMiddleware(server, {
		context: async ({ res }) => contextOf(res),
	});
	return { handler, stop: () => server.stop() };
}
