/**
 * @file Statements that the compiler checks. Kysely builds and types them, and does nothing else: the connection that they
 * are sent on is the store's, so that its pool, transactions, locks and listeners see them like any other.
 */
import { createRequire } from 'node:module';
import type {
	Compilable,
	DeleteResult,
	Expression,
	ExpressionBuilder,
	InsertResult,
	Kysely,
	QueryCreator,
	RawBuilder,
	SelectType,
	UpdateResult,
} from 'kysely';
import { internals, type Queryable, type Store } from './store.ts';
import type { Tables } from './tables.ts';

// One file that `generate` makes of Kysely's 280, and that is read as it is: see tools/compile-kysely.mjs.
const kysely = createRequire(import.meta.url)('../generated/compiled/kysely.cjs') as Pick<
	typeof import('kysely'),
	| 'DummyDriver'
	| 'expressionBuilder'
	| 'Kysely'
	| 'PostgresAdapter'
	| 'PostgresIntrospector'
	| 'PostgresQueryCompiler'
	| 'sql'
>;

/** The tag of SQL fragments: what is interpolated is a parameter, a column or another expression, never text. */
export const { sql } = kysely;

/** The moment of the transaction. */
export const now = sql<Date>`now()`;

/** So long before the moment of the transaction. */
export function ago(amount: number, unit: 'mins' | 'hours' | 'days'): RawBuilder<Date> {
	return sql`now() - make_interval(${sql.raw(unit)} => ${amount})`;
}

/** So long after the moment of the transaction. */
export function hence(amount: number, unit: 'mins' | 'hours' | 'days'): RawBuilder<Date> {
	return sql`now() + make_interval(${sql.raw(unit)} => ${amount})`;
}

/** Makes conditions and other expressions outside of a statement. */
export const eb: ExpressionBuilder<Tables, never> = kysely.expressionBuilder<Tables, never>();

/** Refuses what Kysely would send by itself: it knows no connection. */
class NoConnection extends kysely.DummyDriver {
	override acquireConnection(): never {
		throw new TypeError('A statement is sent with rows() or run(), not with execute()');
	}
}

const builder: Kysely<Tables> = new kysely.Kysely<Tables>({
	dialect: {
		createAdapter: () => new kysely.PostgresAdapter(),
		createDriver: () => new NoConnection(),
		createIntrospector: (db) => new kysely.PostgresIntrospector(db),
		createQueryCompiler: () => new kysely.PostgresQueryCompiler(),
	},
});

/** Begins a statement. */
export const db: QueryCreator<Tables> = builder;

type NoRows = InsertResult | UpdateResult | DeleteResult;

/** Sends a statement and returns its rows. Throws `DATABASE_UNAVAILABLE` when the database, not the statement, is at fault. */
export async function rows<Row extends object>(
	target: Store | Queryable,
	statement: Compilable<Row>,
): Promise<Row extends NoRows ? never : readonly Readonly<Row>[]> {
	const { sql, parameters } = statement.compile();
	return (await on(target).query(sql, parameters)) as never;
}

/** Sends a statement that returns nothing. Throws as {@link rows}. */
export async function run(target: Store | Queryable, statement: Compilable): Promise<void> {
	const { sql, parameters } = statement.compile();
	await on(target).query(sql, parameters);
}

function on(target: Store | Queryable): Queryable {
	return 'query' in target ? target : internals(target);
}

/** The columns of a table that a statement calls `name`, for conditions that several statements share. */
export function columnsOf<Table extends keyof Tables>(_table: Table, name: string) {
	return <Column extends keyof Tables[Table] & string>(column: Column): RawBuilder<SelectType<Tables[Table][Column]>> =>
		sql.ref(`${name}.${column}`);
}

/** The condition's right side that a column is one of `values`: one parameter, however many they are. */
export function anyOf<Value>(values: readonly Value[]): RawBuilder<Value> {
	return sql`any(${values})`;
}

/** Ids as the rows of a table `asked` with the column `id`: one parameter, for what is read of each of them. */
export function eachOf(ids: readonly string[]) {
	return sql<{ id: string }>`unnest(${ids}::text[])`.as<'asked'>(sql`asked (id)`);
}

/** An expression as text, for statements that are text. It has no parameters of its own. */
export function asText(expression: Expression<unknown>): string {
	const compiled = sql`${expression}`.compile(builder);
	if (compiled.parameters.length > 0) throw new TypeError(`Parameters are lost in ${compiled.sql}`);
	return compiled.sql;
}
