/**
 * @file JSON as other programs write it: with a byte order mark, with Python's NaN, and with whole numbers that a JavaScript
 * number cannot hold. Those come out as text, so that every digit stays.
 */

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Strings, then numbers and Python's words for what is no number. */
const token = /"(?:[^"\\]|\\.)*"|-?(?:\d[\d.eE+-]*|NaN\b|Infinity\b)/gsu;

/** The object that `text` is; null for anything else. */
export function readJsonObject(text: string): JsonObject | null {
	try {
		const value: unknown = JSON.parse(text.replace(/^\ufeff/u, '').replace(token, exact));
		return isJsonObject(value) ? value : null;
	} catch {
		return null;
	}
}

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function exact(written: string): string {
	if (written.startsWith('"')) return written;
	if (/NaN|Infinity/.test(written)) return 'null';
	return /^-?\d+$/.test(written) && !Number.isSafeInteger(Number(written)) ? `"${written}"` : written;
}

/** Bytes of a page beside a picture. */
const maximumPageBytes = 1_000_000;

/** The text of a file that is a page of JSON, whatever byte order mark it begins with; null for any other file. */
export function readPageText(file: Uint8Array): string | null {
	if (file.length > maximumPageBytes) return null;
	const encoding =
		file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : file[0] === 0xfe && file[1] === 0xff ? 'utf-16be' : 'utf-8';
	// What is no page is told from its first letters.
	const start = new TextDecoder(encoding).decode(file.subarray(0, 64)).trimStart();
	return start.startsWith('{') ? new TextDecoder(encoding).decode(file) : null;
}
