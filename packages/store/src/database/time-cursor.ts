/** @file Places in lists that are ordered by time: opaque outside, and good whatever comes or goes meanwhile. */
import { type IdentifierKind, isIdentifier } from '@galatea/render';
import type { Expression, SqlBool } from 'kysely';
import { CursorError } from './cursor.ts';
import { eb } from './typed.ts';

/** A row's place: when it was made, in whole milliseconds, and its id, which orders what was made at once. */
export interface TimePlace {
	readonly createdAt: Date;
	readonly id: string;
}

export function printTimeCursor({ createdAt, id }: TimePlace): string {
	return Buffer.from(`${createdAt.getTime()}:${id}`).toString('base64url');
}

/** Null for null: the beginning. Throws {@link CursorError} on what is no cursor of a list of such things. */
export function readTimeCursor(cursor: string | null, ...kinds: readonly IdentifierKind[]): TimePlace | null {
	if (cursor === null) return null;
	const [, time, id] = /^(\d{1,15}):(\w{1,40})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
	const createdAt = new Date(Number(time));
	if (id === undefined || !kinds.some((kind) => isIdentifier(kind, id)) || Number.isNaN(createdAt.getTime()))
		throw new CursorError('This is not a cursor of this list: leave it out to begin anew');
	return { createdAt, id };
}

/** The condition that a row of a list with the newest first comes after a place; after null, the beginning, all do. */
export function isOlder(
	row: { readonly createdAt: Expression<Date>; readonly id: Expression<string> },
	place: TimePlace | null,
): Expression<SqlBool> {
	if (place === null) return eb.lit(true);
	return eb(eb.tuple(row.createdAt, row.id), '<', eb.tuple(place.createdAt, place.id));
}
