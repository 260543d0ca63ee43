/** @file Where people come back to from elsewhere: `GET /oauth/<provider>`, with a code in the address. */
import { oauthProviderIds } from '@galatea/store/accounts';
import type { RequestHandler } from 'express';
import { oauthStateOf } from '../credentials.ts';
import { createPerson, type PersonServices } from '../person.ts';
import { httpCaller } from './caller.ts';

/** Signs in who comes back, and sends them on; what went wrong is told by the page where they began (`?problem=`). */
export function comeBack(services: PersonServices): RequestHandler<{ provider: string }> {
	const { accounts } = services;
	return async (request, response, next) => {
		const provider = oauthProviderIds.find((id) => id === request.params.provider);
		if (provider === undefined || !accounts.oauth.providers.includes(provider)) return next();
		const person = createPerson(services, httpCaller(request, response));
		const text = (name: string) => {
			const value = request.query[name];
			return typeof value === 'string' ? value : undefined;
		};
		const answer = { code: text('code'), state: text('state'), error: text('error') };
		const cookies = { state: oauthStateOf(request.headers), session: person.session };
		const end = await accounts.oauth.finish(provider, answer, cookies, await person.entrance());
		person.sendElsewhere(null);
		if (end.signedIn) person.become(end.signedIn);
		const place = end.problem === null ? end.next : `${end.next}?problem=${end.problem}`;
		response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(303, place);
	};
}
