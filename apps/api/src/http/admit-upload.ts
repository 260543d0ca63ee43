/**
 * @file Whether an upload may come, decided by what its headers say: who sends it, from where, and how many bytes. Nothing of its body
 * is read before.
 */
import { RenderError } from '@galatea/render';
import { networksOf } from '@galatea/store/access';
import { admitUpload } from '@galatea/store/files';
import type { RequestHandler, Response } from 'express';
import type { Services } from '../context.ts';
import { createPerson, type Person } from '../person.ts';
import { suspension } from '../suspension.ts';
import { httpCaller } from './caller.ts';
import { isAllowedOrigin } from './origin.ts';
import { Receiving } from './receiving.ts';

/** Bytes of an upload: a photograph of 24 million pixels as JPEG has about 12 million. */
export const maximumUploadBytes = 16 * 1024 * 1024;
/** In so many seconds other bodies have come in. */
const comeBackSeconds = 5;

/** Lets those uploads through that may come, and counts their bytes in the quotas of the address and the person. */
export function admitUploads(services: Services, allowedOrigins: readonly string[]): RequestHandler {
	const { store } = services;
	const receiving = new Receiving();
	return async (request, response, next) => {
		response.set('Cache-Control', 'no-store');
		const refuse = (status: number, code: string, message: string) => refuseUpload(response, status, code, message);
		if (!isAllowedOrigin(request.headers, allowedOrigins))
			return refuse(403, 'NOT_ALLOWED', 'A page of another host may not send pictures here.');
		const person = createPerson(services, httpCaller(request, response));
		const scopes = await person.scopes();
		if (scopes !== null && !scopes.includes('RENDER'))
			return refuse(403, 'SCOPE_MISSING', 'This access token has no scope RENDER.');
		const user = await person.find();
		const suspended = suspension(user);
		if (suspended) return refuse(403, suspended.code, suspended.message);
		if (request.headers['content-encoding'] !== undefined)
			return refuse(415, 'INVALID_INPUT', 'Send the bytes of a picture as they are, without Content-Encoding.');
		const byteCount = Number(request.headers['content-length'] ?? Number.NaN);
		if (!Number.isSafeInteger(byteCount))
			return refuse(411, 'INVALID_INPUT', 'Say in Content-Length how many bytes the picture has.');
		if (byteCount > maximumUploadBytes)
			return refuse(413, 'BODY_TOO_LARGE', `A picture has at most ${maximumUploadBytes / 1024} kB.`);
		const address = request.ip ?? '';
		const release = receiving.reserve(networksOf(address).network, byteCount);
		if (!release) {
			response.set('Retry-After', String(comeBackSeconds));
			return refuse(503, 'TOO_BUSY', 'Too many pictures are being sent at the moment; try again in a few seconds.');
		}
		response.once('close', release);
		try {
			await admitUpload(store, { address, userId: user?.id ?? null, byteCount });
		} catch (error) {
			if (!(error instanceof RenderError) || error.code !== 'TOO_MANY_TRIES') throw error;
			return refuse(429, error.code, `${error.message}.`);
		}
		response.locals['person'] = person;
		next();
	};
}

/** Who sends an upload that was let through. */
export function personOfUpload(response: Response): Person {
	return response.locals['person'] as Person;
}

/** Answers an upload that is not taken, in the shape of a GraphQL answer. */
export function refuseUpload(response: Response, status: number, code: string, message: string): void {
	response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
