/**
 * @file The signs that mean something in a prompt, here or in another program, and the backslash before a sign that makes it
 * plain text. Two backslashes before a sign are one backslash; before anything else a backslash is a character like any other.
 *
 * While a prompt is read, escaped signs are masked: each becomes half a surrogate pair, which no stored text can hold, so
 * that no reader takes it for the sign.
 */

const signs = [
	...['|', '^', ':', '(', ')', '[', ']', '{', '}', '<', '>'],
	...['｜', '＾', '：', '（', '）', '［', '］', '｛', '｝', '＜', '＞'],
	...['--', '—', 'AND', 'BREAK'],
] as const;
type Sign = (typeof signs)[number];

/** Group 1: the backslashes before the sign; group 2: the sign. */
const signPattern =
	/(\\*)(--|—|(?<![\p{L}\p{N}_])(?:AND|BREAK)(?![\p{L}\p{N}_])|[|^:()[\]{}<>｜＾：（）［］｛｝＜＞])/gu;
/** The signs that separate terms and phrases; full-width ones too. */
const separatorPattern = /(\\*)([|^｜＾])/gu;

const firstMask = 0xdc00;
const masks = /[\udc00-\udc1f]/gu;

/** Which signs a backslash makes text: all, or, where terms are file names, only those that separate them. */
export type EscapableSigns = 'all' | 'separators';

/** One term as it was written. */
export interface WrittenTerm {
	/** The text with its escaped signs masked. */
	readonly masked: string;
	/** Where it begins and ends in the prompt, in UTF-16 units; separators are outside. */
	readonly from: number;
	readonly to: number;
}

/** Splits a prompt into phrases (at `^`) of terms (at `|`); terms may be empty. */
export function splitTerms(prompt: string, escapable: EscapableSigns = 'all'): readonly (readonly WrittenTerm[])[] {
	const phrases: WrittenTerm[][] = [[]];
	let masked = '';
	let copied = 0;
	let from = 0;
	const close = (to: number, next: number): void => {
		phrases.at(-1)?.push({ masked, from, to });
		masked = '';
		from = next;
	};
	for (const { 0: match, 1: backslashes = '', 2: sign = '', index } of prompt.matchAll(
		escapable === 'all' ? signPattern : separatorPattern,
	)) {
		const end = index + match.length;
		masked += prompt.slice(copied, index) + backslashes.slice(0, Math.floor(backslashes.length / 2));
		copied = end;
		if (backslashes.length % 2 === 1) masked += maskOf(sign as Sign);
		else if (!isSeparator(sign)) masked += sign;
		else {
			close(end - sign.length, end);
			if (sign === '^' || sign === '＾') phrases.push([]);
		}
	}
	masked += prompt.slice(copied);
	close(prompt.length, prompt.length);
	return phrases;
}

function isSeparator(sign: string): boolean {
	return /^[|^｜＾]$/u.test(sign);
}

/** What stands for an escaped sign while a prompt is read. */
export function maskOf(sign: Sign): string {
	return String.fromCharCode(firstMask + signs.indexOf(sign));
}

/** The text with its masked signs as themselves. */
export function unmask(masked: string): string {
	return masked.replace(masks, (mask) => signs[mask.charCodeAt(0) - firstMask] ?? '');
}

/** Writes a text so that {@link splitTerms} reads it as one term: every sign after a backslash, or separators only. */
export function escapeSigns(text: string, which: EscapableSigns): string {
	return text.replace(signPattern, (_match, backslashes: string, sign: string) =>
		which === 'all' || isSeparator(sign)
			? `${backslashes}${backslashes}\\${sign}`
			: `${backslashes}${backslashes}${sign}`,
	);
}
