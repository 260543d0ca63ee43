/** @file Many rows at once, by PostgreSQL's COPY: some hundred thousand in a second. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column may be given; arrays and JSON as the text that PostgreSQL reads. */
export type Cell = string | number | boolean | null | Date;

/** Rows of one table, in the order of the columns. */
export class Rows {
	readonly #table: string;
	readonly #columns: readonly string[];
	#lines: string[] = [];

	constructor(table: string, columns: readonly string[]) {
		this.#table = table;
		this.#columns = columns;
	}

	add(...cells: readonly Cell[]): void {
		if (cells.length !== this.#columns.length)
			throw new RangeError(`A row of ${this.#table} has ${this.#columns.length} cells, not ${cells.length}`);
		this.#lines.push(`${cells.map(printCell).join('\t')}\n`);
	}

	/** Writes what was added and forgets it. */
	async copy(client: Client): Promise<void> {
		const lines = this.#lines;
		if (lines.length === 0) return;
		this.#lines = [];
		const columns = this.#columns.map((column) => `"${column}"`).join(', ');
		await pipeline(
			Readable.from([lines.join('')]),
			client.query(copyFrom(`COPY "${this.#table}" (${columns}) FROM STDIN`)),
		);
	}
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function printCell(cell: Cell): string {
	if (cell === null) return '\\N';
	if (cell instanceof Date) return cell.toISOString();
	if (typeof cell !== 'string') return String(cell);
	return cell.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}
