import { nobody, type Viewer } from '@galatea/store/access';
import type { Accounts } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import type { Request } from 'express';
import { createPerson } from '../person.ts';
import { requestIdOf } from './request-id.ts';

/** What is asked of the house about who asks for a file. */
export interface FileServices {
	readonly store: Store;
	readonly accounts: Accounts;
}

/** In whose eyes a plain request is answered: by the same cookies and tokens as GraphQL's. A token must have READ. */
export async function viewerOf<Parameters>(
	request: Request<Parameters>,
	{ store, accounts }: FileServices,
): Promise<Viewer> {
	const { headers, ip = '' } = request;
	const caller = { requestId: requestIdOf(headers), headers, address: ip, cookies: null };
	const person = createPerson(store, accounts, caller);
	const scopes = await person.scopes();
	return scopes === null || scopes.includes('READ') ? person.viewer() : nobody;
}
