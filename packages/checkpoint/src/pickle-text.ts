/** @file The literals of pickle's protocol 0, which are lines of text. */
import { maximumPickleIntegerBytes } from './limits.ts';
import { narrowed } from './pickle-bytes.ts';

/** A decimal whole number, with Python 2's trailing L or without; null if it is none, or too long to be one. */
export function parseDecimal(line: string): number | bigint | null {
	const digits = /^\s*(?<digits>[+-]?\d+)L?\s*$/u.exec(line)?.groups?.['digits'];
	return digits === undefined || digits.length > maximumPickleIntegerBytes ? null : narrowed(BigInt(digits));
}

/** Python's `repr` of a float; null if it is none. */
export function parseFloatText(line: string): number | null {
	const text = line.trim();
	if (/^[+-]?inf$/u.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (/^[+-]?nan$/u.test(text)) return Number.NaN;
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : null;
}

/** A quoted literal with backslash escapes, as Python 2's `repr` of a string; null if it is none. */
export function parseQuoted(line: string): string | null {
	const text = line.trim();
	const quote = text[0];
	if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote)) return null;
	return text.slice(1, -1).replaceAll(/\\(?:x[\da-fA-F]{2}|[0-7]{1,3}|.)/gu, (escaped) => {
		const kind = escaped[1] as string;
		if (kind === 'x' && escaped.length === 4) return String.fromCharCode(Number.parseInt(escaped.slice(2), 16));
		if (/[0-7]/u.test(kind)) return String.fromCharCode(Number.parseInt(escaped.slice(1), 8));
		return simpleEscapes.get(kind) ?? kind;
	});
}

/** Python's raw-unicode-escape. */
export function parseRawUnicode(line: string): string {
	return line.replaceAll(/\\u([\da-fA-F]{4})|\\U(0010[\da-fA-F]{4}|000[\da-fA-F]{5})/gu, (_, short, long) =>
		String.fromCodePoint(Number.parseInt(short ?? long, 16)),
	);
}

const simpleEscapes = new Map([
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
	['0', '\0'],
]);
