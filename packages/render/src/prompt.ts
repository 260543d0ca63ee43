/**
 * @file The prompt grammar of Crowson's notebooks and nerdyrodent's script: `text:weight:stop | …`, and between phrases
 * of a story `^`. Unlike those, a colon that is not followed by a number stays part of the text, so that a title such
 * as "Blade Runner: the garden" or an address is a prompt and not an exception. A backslash keeps the `|` or `^` after
 * it in the text; elsewhere it is a character like any other.
 */

/** One term of a prompt. A negative weight pushes the picture away from the text. */
export interface PromptTerm {
	readonly text: string;
	/** Multiplies the term's loss; not 0. */
	readonly weight: number;
	/** Loss below which a cutout gives no more gradient; null for never (the notebooks' minus infinity). */
	readonly stop: number | null;
}

/** Terms that hold at the same time; a story is several phrases, one after the other. */
export type Phrase = readonly PromptTerm[];

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const minusInfinity = /^-inf(inity)?$/i;
/** A separator with the backslashes before it: two of them are one, an odd one makes the separator text. */
const separator = /(\\*)([|^])/g;

/** Splits a story into phrases of terms. Empty ones are dropped; bounds are checked by the recipe, not here. */
export function parseStory(prompt: string): readonly Phrase[] {
	return splitStory(prompt)
		.map((parts) => parts.map(parseTerm).filter((term) => term.text !== ''))
		.filter((terms) => terms.length > 0);
}

/** The terms of a prompt, in the order they are written; those of all phrases if it is a story. */
export function parsePrompt(prompt: string): readonly PromptTerm[] {
	return parseStory(prompt).flat();
}

function splitStory(prompt: string): readonly (readonly string[])[] {
	const phrases: string[][] = [];
	let parts: string[] = [];
	let part = '';
	let from = 0;
	for (const { 0: match, 1: backslashes = '', 2: sign, index } of prompt.matchAll(separator)) {
		part += prompt.slice(from, index) + backslashes.slice(0, backslashes.length / 2);
		from = index + match.length;
		if (backslashes.length % 2 === 1) {
			part += sign;
			continue;
		}
		parts.push(part);
		part = '';
		if (sign === '|') continue;
		phrases.push(parts);
		parts = [];
	}
	return [...phrases, [...parts, part + prompt.slice(from)]];
}

function parseTerm(part: string): PromptTerm {
	const pieces = part.split(':');
	const last = pieces.at(-1)?.trim() ?? '';
	const secondLast = pieces.at(-2)?.trim() ?? '';
	const head = (count: number): string =>
		pieces
			.slice(0, pieces.length - count)
			.join(':')
			.trim();
	if (pieces.length >= 3 && number.test(secondLast) && (number.test(last) || minusInfinity.test(last)))
		return { text: head(2), weight: Number(secondLast), stop: minusInfinity.test(last) ? null : Number(last) };
	if (pieces.length >= 2 && number.test(last)) return { text: head(1), weight: Number(last), stop: null };
	return { text: part.trim(), weight: 1, stop: null };
}

/** The shortest text that {@link parseStory} reads back as the same phrases. */
export function printStory(phrases: readonly Phrase[]): string {
	return phrases.map(printPrompt).join(' ^ ');
}

/** The shortest text that {@link parsePrompt} reads back as the same terms. */
export function printPrompt(terms: readonly PromptTerm[]): string {
	return terms.map(printTerm).join(' | ');
}

function printTerm(term: PromptTerm): string {
	// A text that itself ends in ":number" would be read as weighted, unless weight and stop are both written out.
	const written = [term.text, `${term.text}:${term.weight}`, `${term.text}:${term.weight}:${term.stop ?? '-inf'}`].find(
		(text) => isSameTerm(parseTerm(text), term),
	);
	return (written ?? term.text).replace(separator, '$1$1\\$2');
}

function isSameTerm(a: PromptTerm, b: PromptTerm): boolean {
	return a.text === b.text && a.weight === b.weight && a.stop === b.stop;
}
