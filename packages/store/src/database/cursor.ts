/** @file Cursors of lists: where a page ended, opaque to whoever carries it, and read with suspicion when it comes back. */

/** Things on one page of a list at most. */
export const maximumPageSize = 100;

/** A cursor that the list in question never gave out. */
export class CursorError extends Error {
	override readonly name = 'CursorError';
}

/** The place of one thing in a list: what the list is sorted by, and the id for those that are equal in it. */
export interface Place {
	/** Digits, perhaps with a sign. */
	readonly key: string;
	readonly id: string;
}

/** `list` names the list and its order: a cursor of one is none of another. */
export function printCursor(list: string, { key, id }: Place): string {
	return Buffer.from(`${list}:${key}:${id}`).toString('base64url');
}

/** Throws {@link CursorError}. */
export function readCursor(list: string, cursor: string): Place {
	const text = Buffer.from(cursor, 'base64url').toString();
	const rest = text.startsWith(`${list}:`) ? text.slice(list.length + 1) : '';
	const [, key, id] = /^(-?\d{1,19}):(art_[0-9a-z]{26})$/.exec(rest) ?? [];
	if (key === undefined || id === undefined || BigInt.asIntN(64, BigInt(key)) !== BigInt(key))
		throw new CursorError('This is not a cursor of this list: leave it out to begin at the beginning');
	return { key, id };
}
