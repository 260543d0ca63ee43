import { nobody, type Viewer } from '@galatea/store/access';
import type { Accounts } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import type { Request } from 'express';
import { createPerson, type Person } from '../person.ts';
import { requestIdOf } from './request-id.ts';

/** What is asked of the house about who asks for a file. */
export interface FileServices {
	readonly store: Store;
	readonly accounts: Accounts;
}

/** Who sends a plain request: known by the same cookies and tokens as GraphQL's. */
export function personOf<Parameters>(request: Request<Parameters>, { store, accounts }: FileServices): Person {
	const { headers, ip = '' } = request;
	return createPerson(store, accounts, { requestId: requestIdOf(headers), headers, address: ip, cookies: null });
}

/** In whose eyes a plain request is answered. A token must have READ. */
export async function viewerOf(person: Person): Promise<Viewer> {
	const scopes = await person.scopes();
	return scopes === null || scopes.includes('READ') ? person.viewer() : nobody;
}
