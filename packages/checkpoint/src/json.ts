/** @file JSON from a stranger. */
import { CheckpointError } from './errors.ts';

/** The object that these bytes are the JSON of. Throws `CheckpointError` MALFORMED; `what` is what the message calls it. */
export function parseJson(file: string, bytes: Uint8Array, what: string): Record<string, unknown> {
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (cause) {
		throw new CheckpointError('MALFORMED', `${what} is not JSON`, { file, cause });
	}
	if (!isRecord(value)) throw new CheckpointError('MALFORMED', `${what} must be an object`, { file, value });
	return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
