/** @file The items of an exported collection as CSV (RFC 4180), for spreadsheets. No cell is ever run as a formula. */
import type { ExportedItem } from './exported.ts';

/** The same in every language, so that programs find the columns. */
const columns = [
	...['number', 'status', 'title', 'artist', 'artist_url', 'url', 'licence', 'alternative_text', 'note'],
	...['section', 'added_at', 'published_at', 'file', 'mime_type', 'width_px', 'height_px', 'bytes', 'sha256'],
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string | number | null>>>;

/** A row of names, then a row for each item. Begins with a byte order mark, without which Excel does not read UTF-8. */
export async function* printTable(items: AsyncIterable<ExportedItem>): AsyncGenerator<string, void> {
	yield `\u{FEFF}${columns.join(',')}\r\n`;
	let number = 0;
	for await (const item of items) yield printRow({ ...rowOf(item), number: ++number });
}

function printRow(row: Row): string {
	return `${columns.map((column) => printCell(row[column] ?? '')).join(',')}\r\n`;
}

function rowOf(item: ExportedItem): Row {
	const { title, note } = item;
	const place = { title, note, section: item.section?.title ?? null, added_at: item.addedAt };
	if (item.kind === 'DELETED') return { ...place, status: 'deleted', artist: item.artist };
	const { artist, url, licence, file } = item;
	return {
		...place,
		status: file ? 'saved' : 'missing',
		artist: artist.name,
		artist_url: artist.url,
		url,
		licence,
		alternative_text: item.alternativeText,
		published_at: item.publishedAt,
		file: file?.path ?? null,
		mime_type: file?.mimeType ?? null,
		width_px: file?.width ?? null,
		height_px: file?.height ?? null,
		bytes: file?.byteCount ?? null,
		sha256: file?.sha256 ?? null,
	};
}

/**
 * Where a spreadsheet would take what follows for a formula (OWASP, "CSV Injection"), also in its full-width forms and behind white
 * space, which some programs take away: at the beginning of a text, and behind what could part cells. Excel parts cells by
 * semicolons where the comma is the decimal sign, as in Spain, and takes no notice of our quotes then.
 */
const beforeFormula = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])/g;

/** A number as it is. Text in quotes; an apostrophe before what would be a formula has spreadsheets show it as text. */
function printCell(value: string | number): string {
	if (typeof value === 'number') return String(value);
	return `"${value.replace(beforeFormula, "'").replaceAll('"', '""')}"`;
}
