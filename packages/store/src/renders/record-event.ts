/**
 * @file The one way in which a render changes: its row moves, its event is appended, and the doorbell rings, in one
 * statement. The row's lock orders the events of a render, so `seq` rises without gaps and is seen in order.
 */
import type { RenderEvent, RenderEventBody, RenderState } from '@galatea/render';
import { eventChannel } from '../database/channels.ts';
import { storable } from '../database/storable.ts';
import type { Queryable } from '../database/store.ts';
import { asEvent, type EventRow } from './render-rows.ts';

/** SQL in place of a value. */
interface Expression {
	readonly sql: string;
}

/** The database's clock: those of several machines differ. */
export const databaseNow: Expression = { sql: 'clock_timestamp()' };

/** What a render's row becomes, by column. */
export type Assignments = Readonly<Record<string, string | number | boolean | null | Expression>>;

export interface Recorded {
	readonly event: RenderEvent;
	readonly cancelRequested: boolean;
}

/**
 * Appends an event, if the render is in one of `states` and, where given, `attempt` is its newest.
 * Null when it is not: then nothing has changed.
 */
export async function recordEvent(
	sql: Queryable,
	input: {
		readonly renderId: string;
		readonly states: readonly RenderState[];
		readonly attempt?: number;
		readonly body: RenderEventBody;
		readonly assignments: Assignments;
	},
): Promise<Recorded | null> {
	const values: unknown[] = [input.renderId, input.states, input.body.type, printBody(input.body)];
	const place = (value: unknown): string => `$${values.push(value)}`;
	const changes = Object.entries(input.assignments).map(
		([column, value]) => `, "${column}" = ${isExpression(value) ? value.sql : place(value)}`,
	);
	const fence = input.attempt === undefined ? '' : `AND attempt = ${place(input.attempt)}`;
	const [row] = await sql.query<EventRow & { cancelRequested: boolean }>(
		`WITH moved AS (
			UPDATE "Render" SET seq = seq + 1 ${changes.join('')}
			WHERE id = $1 AND state = ANY($2::"RenderState"[]) ${fence}
			RETURNING seq, attempt, "cancelRequestedAt" IS NOT NULL AS "cancelRequested"
		), appended AS (
			INSERT INTO "RenderEvent" ("renderId", seq, attempt, type, body, at)
			SELECT $1, seq, attempt, $3, $4::jsonb, clock_timestamp() FROM moved
			RETURNING seq, attempt, body, at
		)
		SELECT appended.*, moved."cancelRequested", pg_notify('${eventChannel}', $1 || ':' || appended.seq)
		FROM appended JOIN moved USING (seq)`,
		values,
	);
	return row ? { event: asEvent(row), cancelRequested: row.cancelRequested } : null;
}

function isExpression(value: Assignments[string]): value is Expression {
	return typeof value === 'object' && value !== null;
}

/** JSON without what jsonb cannot hold: a NUL in a message of somebody else's is not worth a lost event. */
function printBody(body: RenderEventBody): string {
	return JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value));
}
