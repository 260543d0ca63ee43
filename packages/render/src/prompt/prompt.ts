/**
 * @file The prompt grammar of Crowson's notebooks and nerdyrodent's script: `text:weight:stop | …`, and between phrases
 * of a story `^`. Unlike those, a colon that is not followed by a number stays part of the text, so that a title such
 * as "Blade Runner: the garden" or an address is a prompt and not an exception. Full-width signs mean what the plain ones
 * mean, and numbers may have a decimal comma (written-number.ts). A backslash makes a sign plain text (signs.ts).
 */
import { hasOpenBracket, readForeignTerm } from './foreign-reading.ts';
import { type EscapableSigns, escapeSigns, splitTerms, unmask } from './signs.ts';
import { type PromptTerm, readTerm } from './term.ts';

/** Terms that hold at the same time; a story is several phrases, one after the other. */
export type Phrase = readonly PromptTerm[];

/** Splits a story into phrases of terms. Empty ones are dropped; bounds are checked by the recipe, not here. */
export function parseStory(prompt: string): readonly Phrase[] {
	return readStoryTerms(prompt, 'all').filter((terms) => terms.length > 0);
}

/** The terms of a prompt, in the order they are written; those of all phrases if it is a story. */
export function parsePrompt(prompt: string): readonly PromptTerm[] {
	return parseStory(prompt).flat();
}

/** Terms whose texts are names of files: as {@link parsePrompt}, but a backslash before a bracket or colon is part of a name. */
export function parseFileTerms(prompt: string): readonly PromptTerm[] {
	return readStoryTerms(prompt, 'separators').flat();
}

function readStoryTerms(prompt: string, escapable: EscapableSigns): readonly Phrase[] {
	return splitTerms(prompt, escapable).map((phrase) =>
		phrase.map(({ masked }) => parseTerm(masked)).filter((term) => term.text !== ''),
	);
}

function parseTerm(masked: string): PromptTerm {
	const { text, weight, stop } = readTerm(masked);
	return { text: unmask(text), weight, stop };
}

/** The shortest text that {@link parseStory} reads back as the same phrases, and in which no spelling is a foreign one. */
export function printStory(phrases: readonly Phrase[]): string {
	return phrases.map(printPrompt).join(' ^ ');
}

/** As {@link printStory}, for the terms of one phrase. */
export function printPrompt(terms: readonly PromptTerm[]): string {
	return terms.map(printTerm).join(' | ');
}

function printTerm(term: PromptTerm): string {
	// A text that itself ends in ":number" would be read as weighted, unless its colon is escaped.
	const ways = (['separators', 'all'] as const).flatMap((which) => {
		const text = escapeSigns(term.text, which);
		// A backslash at the end would escape the colon; digits before it could be a time.
		const weighted = [`${text}:${term.weight}`, `${text} :${term.weight}`];
		return [text, ...(term.stop === null ? weighted : weighted.map((written) => `${written}:${term.stop}`))];
	});
	return (
		ways.find((written) => isPlainSpelling(written, term)) ??
		`${escapeSigns(term.text, 'all')} :${term.weight}:${term.stop ?? '-inf'}`
	);
}

/** Whether `written` is read as exactly this term, by everybody: nothing in it looks like another program's spelling. */
function isPlainSpelling(written: string, term: PromptTerm): boolean {
	const masked = splitTerms(written)[0]?.[0]?.masked ?? '';
	const read = parseTerm(masked);
	const isSame = read.text === term.text && read.weight === term.weight && read.stop === term.stop;
	return isSame && readForeignTerm(masked) === null && !hasOpenBracket(masked);
}
