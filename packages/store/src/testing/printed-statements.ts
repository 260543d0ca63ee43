/** @file For this package's tests: statements as they are sent, printed for whoever reviews a change, with what PostgreSQL makes of them. */
import { Client, type FieldDef, type Submittable } from 'pg';

/** What somebody calls, by the name of the function; once, or several times where it sends other statements then. */
export type Calls<Door> = {
	readonly [Name in keyof Door as Door[Name] extends (...words: never[]) => Promise<unknown>
		? Name
		: never]: () => Promise<unknown>;
};

/** Calls the functions one after the other, and prints what each sends that no other has sent before it. */
export async function printStatements(
	databaseUrl: string,
	sent: string[],
	calls: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<string> {
	const printed = new Map<string, string>();
	const seen = new Set<string>();
	for (const [name, call] of Object.entries(calls)) {
		sent.length = 0;
		await call();
		for (const text of [...sent].sort()) {
			if (seen.has(text) || /^(BEGIN|COMMIT|ROLLBACK)$/.test(text)) continue;
			seen.add(text);
			printed.set(text, name);
		}
	}
	await using server = await describer(databaseUrl);
	const parts: string[] = [];
	for (const [text, name] of printed) parts.push(`-- ${name}: ${await server.describe(text)}\n${indented(text)};\n`);
	return parts.join('\n');
}

/** A line for each clause, further in for what is in parentheses. */
function indented(text: string): string {
	const clauses =
		/(?<!\b(?:left|inner|distinct))\s+(?=(?:from|where|and|or|(?:left |inner )?join|group by|having|order by|limit|union all|set|values|on conflict|returning|for (?:update|share)|when|else)\b)/gi;
	let depth = 0;
	return text
		.split(clauses)
		.map((clause) => {
			const line = `${'\t'.repeat(depth)}${clause.replaceAll(/\s+/g, ' ')}`;
			depth += clause.split('(').length - clause.split(')').length;
			return line;
		})
		.join('\n');
}

/** Asks a database what statements would return, without running them. */
async function describer(databaseUrl: string) {
	const client = new Client({ connectionString: databaseUrl });
	await client.connect();
	const { rows: types } = await client.query<{ oid: number; name: string }>(
		'SELECT oid::int, format_type(oid, NULL) AS name FROM pg_type',
	);
	const { rows: columns } = await client.query<{ key: string }>(
		`SELECT attrelid || ' ' || attnum AS key FROM pg_attribute WHERE NOT attnotnull`,
	);
	const typeNames = new Map(types.map(({ oid, name }) => [oid, name]));
	const nullable = new Set(columns.map(({ key }) => key));
	return {
		/** Names and types of the columns; a question mark where the column of the table may be null. */
		async describe(text: string): Promise<string> {
			const fields = await new Promise<readonly FieldDef[]>((resolve, reject) => {
				client.query(description(text, resolve, reject));
			});
			if (fields.length === 0) return 'nothing';
			return fields
				.map(({ name, dataTypeID, tableID, columnID }) => {
					const mark = nullable.has(`${tableID} ${columnID}`) ? '?' : '';
					return `${name} ${typeNames.get(dataTypeID)}${mark}`;
				})
				.join(', ');
		},
		[Symbol.asyncDispose]: () => client.end(),
	};
}

/** Has a statement parsed and described over the driver's connection. */
function description(
	text: string,
	resolve: (fields: readonly FieldDef[]) => void,
	reject: (error: Error) => void,
): Submittable {
	let fields: readonly FieldDef[] = [];
	const messages = {
		submit(connection: Connection) {
			connection.parse({ name: '', text, types: [] });
			connection.describe({ type: 'S', name: '' });
			connection.sync();
		},
		handleRowDescription: (message: { readonly fields: readonly FieldDef[] }) => {
			fields = message.fields;
		},
		handleReadyForQuery: () => resolve(fields),
		handleError: (error: Error) => reject(new Error(`${error.message} in ${text}`, { cause: error })),
	};
	return messages as unknown as Submittable;
}

/** What of the driver's connection its types leave out. */
interface Connection {
	parse(statement: { readonly name: string; readonly text: string; readonly types: readonly number[] }): void;
	describe(what: { readonly type: 'S'; readonly name: string }): void;
	sync(): void;
}
