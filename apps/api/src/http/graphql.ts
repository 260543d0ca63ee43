/** @file GraphQL over HTTP: Apollo Server behind Express, with limits, masked errors and the guest's cookie. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { sessionCookie } from '@galatea/store';
import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError } from 'graphql';
import { createContext, type RequestContext, type Services } from '../context.ts';
import { cookieAgeMs, guestCookie } from '../credentials.ts';
import { maskError } from '../mask-error.ts';
import { maximumTokens, operationLimitsRule } from '../operation-limits.ts';
import type { Caller } from '../person.ts';
import { schema } from '../schema/index.ts';
import { requestIdOf } from './request-id.ts';

/** A started Apollo Server as a handler, and how it is stopped. */
export interface GraphqlOverHttp {
	readonly handler: RequestHandler;
	stop(): Promise<void>;
}

export async function graphqlOverHttp(services: Services): Promise<GraphqlOverHttp> {
	// Apollo formats errors without their request; this remembers whose they are.
	const requestIds = new WeakMap<object, string>();
	const perRequest: ApolloServerPlugin<RequestContext> = {
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
	const server = new ApolloServer<RequestContext>({
		schema,
		introspection: true,
		csrfPrevention: true,
		persistedQueries: false,
		includeStacktraceInErrorResponses: false,
		stopOnTerminationSignals: false,
		logger: services.logger,
		parseOptions: { maxTokens: maximumTokens },
		validationRules: [operationLimitsRule],
		plugins: [ApolloServerPluginLandingPageDisabled(), perRequest],
		formatError(formatted, error) {
			const known = typeof error === 'object' && error !== null ? requestIds.get(error) : undefined;
			return maskError(error, formatted, known ?? requestIdOf({}), services.logger);
		},
	});
	await server.start();
	const handler = expressMiddleware(server, {
		context: async ({ req, res }) => createContext(services, httpCaller(req, res)),
	});
	return { handler, stop: () => server.stop() };
}

function httpCaller(request: Request, response: Response): Caller {
	const requestId = requestIdOf(request.headers);
	response.set('X-Request-Id', requestId);
	const set = (name: string, value: string | null) => {
		const attributes = { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' } as const;
		if (value === null) response.clearCookie(name, attributes);
		// As it is: a session's value is encoded already, a guest's token needs no encoding.
		else response.cookie(name, value, { ...attributes, maxAge: cookieAgeMs, encode: String });
	};
	return {
		requestId,
		headers: request.headers,
		address: request.ip ?? '',
		cookies: {
			setGuest: (token) => set(guestCookie, token),
			setSession: (cookie) => set(sessionCookie, cookie),
		},
	};
}
