/** @file Statements that the compiler checks are sent as any other, and their types are what the driver reads. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { query, transaction } from './store.ts';
import { anyOf, asText, db, eb, rows, run, sql } from './typed.ts';

let setting: TestStore;
const sent: string[] = [];
beforeAll(async () => {
	setting = await testStore({ onStatement: (text) => sent.push(text) });
});
afterAll(() => setting[Symbol.asyncDispose]());

test('a statement goes over the connection of its transaction, and listeners hear of it', async () => {
	const { store } = setting;
	const keys = db
		.selectFrom('DiscardedFile')
		.select('key')
		.where('key', '=', anyOf(['a', 'b']));
	sent.length = 0;
	const failure = transaction(store, async (connection) => {
		await run(connection, db.insertInto('DiscardedFile').values([{ key: 'a' }, { key: 'c' }]));
		expect(await rows(connection, keys)).toEqual([{ key: 'a' }]);
		throw new Error('No more of this');
	});
	await expect(failure).rejects.toThrow('No more of this');
	expect(await rows(store, keys)).toEqual([]);
	const select = 'select "key" from "DiscardedFile" where "key" = any($1)';
	const insert = 'insert into "DiscardedFile" ("key") values ($1), ($2)';
	expect(sent).toEqual(['BEGIN', insert, select, 'ROLLBACK', select]);
});

test('nothing goes past the store: Kysely itself sends no statement', async () => {
	await expect(db.selectFrom('User').selectAll().execute()).rejects.toThrow('sent with rows() or run()');
});

test('a condition that is printed keeps no parameters, which would be lost', () => {
	expect(asText(eb(sql.ref('hidden'), '=', eb.lit(true)))).toBe('"hidden" = true');
	expect(() => asText(eb(sql.ref('title'), '=', 'a'))).toThrow('Parameters are lost');
});

/** Of each type of column: a value as text, and what the driver makes of it. `Read` in tables.ts says the same to the compiler. */
const readings: Readonly<Record<string, readonly [string, unknown]>> = {
	bool: ['t', true],
	bytea: ['\\x0102', Buffer.from([1, 2])],
	_float4: ['{0.5}', [0.5]],
	float8: ['0.5', 0.5],
	int4: ['7', 7],
	int8: ['7', '7'],
	jsonb: ['[{"a": 1}]', [{ a: 1 }]],
	text: ['a', 'a'],
	_text: ['{a,b}', ['a', 'b']],
	timestamptz: ['2026-01-01T00:00:00Z', new Date('2026-01-01T00:00:00Z')],
	an_enum: ['PUBLIC', 'PUBLIC'],
	an_array_of_an_enum: ['{PUBLIC,PRIVATE}', '{PUBLIC,PRIVATE}'],
};

test('the driver reads every type of column of the schema as the compiler believes', async () => {
	const columns = await query<{ type: string; example: string }>(
		setting.store,
		`SELECT DISTINCT ON (type) CASE WHEN typtype = 'e' THEN 'an_enum' WHEN item = 'e' THEN 'an_array_of_an_enum'
			ELSE typname::text END AS type, quote_ident(typname) AS example
		 FROM (
			SELECT type.typname, type.typtype, (SELECT typtype FROM pg_type WHERE oid = type.typelem AND type.typcategory = 'A') AS item
			FROM pg_attribute AS attribute JOIN pg_class AS class ON class.oid = attrelid JOIN pg_type AS type ON type.oid = atttypid
			WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND relname NOT LIKE '\\_%'
		 ) AS type ORDER BY type, (typname LIKE '%isibility') DESC`,
	);
	// Words that are searched for are in no type of Prisma's: statements cannot name the column.
	const types = columns.map(({ type }) => type).filter((type) => type !== 'tsvector');
	expect(types.sort()).toEqual(Object.keys(readings).sort());
	for (const [type, [text, value]] of Object.entries(readings)) {
		const name = { an_enum: '"Visibility"', an_array_of_an_enum: '"Visibility"[]' }[type] ?? type;
		const [row] = await query<{ value: unknown }>(setting.store, `SELECT $1::text::${name} AS value`, [text]);
		expect([type, row?.value]).toEqual([type, value]);
	}
});
