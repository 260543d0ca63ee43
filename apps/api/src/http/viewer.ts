import { nobody, type Viewer } from '@galatea/store/access';
import type { Request } from 'express';
import { createPerson, type Person, type PersonServices } from '../person.ts';
import { requestIdOf } from './request-id.ts';

/** What is asked of the gallery about who asks for a file. */
export type FileServices = PersonServices;

/** Who sends a plain request: known by the same cookies and tokens as GraphQL's. */
export function personOf<Parameters>(request: Request<Parameters>, services: FileServices): Person {
	const { headers, ip = '' } = request;
	return createPerson(services, { requestId: requestIdOf(headers), headers, address: ip, cookies: null });
}

/** In whose eyes a plain request is answered. A token must have READ. */
export async function viewerOf(person: Person): Promise<Viewer> {
	const scopes = await person.scopes();
	return scopes === null || scopes.includes('READ') ? person.viewer() : nobody;
}
