/**
 * @file What a request that costs a core for a moment goes through: it is taken from the caller's allowance, stands in the line, and
 * is dropped when the caller leaves before its turn.
 */
import type { Request, Response } from 'express';
import type { Allowances } from '../allowances.ts';
import type { EncodingLine } from '../encoding-line.ts';
import type { Person } from '../person.ts';

/** Points that an encoding takes from an allowance: it is some tenths of a second of a core. */
const pointsOfEncoding = 20;

export interface EncodingServices {
	readonly allowances: Allowances;
	readonly encodings: EncodingLine;
}

/** The caller's allowance of this minute is used up. */
export class AllowanceSpent extends Error {
	override readonly name = 'AllowanceSpent';
	readonly retryAfterSeconds: number;

	constructor(resetSeconds: number) {
		super(`Too many requests in one minute; the next may come in ${resetSeconds} s`);
		this.retryAfterSeconds = resetSeconds;
	}
}

/**
 * Does `job` when it is the caller's turn. Throws {@link AllowanceSpent}, and `LineFull` and `CallerLeft` as the line does; failure.ts
 * answers all three.
 */
export async function encodeFor<Parameters, Result>(
	request: Request<Parameters>,
	response: Response,
	{ allowances, encodings }: EncodingServices,
	person: Person,
	job: () => Promise<Result>,
): Promise<Result> {
	const left = leaving(response);
	const allowance = await allowances.spend(person, pointsOfEncoding);
	if (allowance && !allowance.isGranted) throw new AllowanceSpent(allowance.resetSeconds);
	const [caller] = await person.callerKeys();
	return encodings.run(caller?.key ?? `address:${request.ip}`, left, job);
}

/** Aborted when the connection of a request is closed. */
function leaving(response: Response): AbortSignal {
	const left = new AbortController();
	if (response.closed) left.abort();
	else response.once('close', () => left.abort());
	return left.signal;
}
