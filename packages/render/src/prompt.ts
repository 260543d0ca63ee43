/**
 * @file The prompt grammar: `text:weight:stop | text:weight:stop | …`, as in Crowson's notebooks and nerdyrodent's
 * script. Unlike those, a colon that is not followed by a number stays part of the text, so that a title such as
 * "Blade Runner: the garden" is a prompt and not an exception.
 */

/** One term of a prompt. A negative weight pushes the picture away from the text. */
export interface PromptTerm {
	readonly text: string;
	/** Multiplies the term's loss; not 0. */
	readonly weight: number;
	/** Loss below which a cutout gives no more gradient; null for never (the notebooks' minus infinity). */
	readonly stop: number | null;
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const minusInfinity = /^-inf(inity)?$/i;

/** Splits a prompt into terms. Empty terms are dropped; bounds are checked by the recipe, not here. */
export function parsePrompt(prompt: string): readonly PromptTerm[] {
	return prompt
		.split('|')
		.map((part) => parseTerm(part))
		.filter((term) => term.text !== '');
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

/** The shortest text that {@link parsePrompt} reads back as the same terms. */
export function printPrompt(terms: readonly PromptTerm[]): string {
	return terms.map(printTerm).join(' | ');
}

function printTerm(term: PromptTerm): string {
	if (term.stop !== null) return `${term.text}:${term.weight}:${term.stop}`;
	// A text that itself ends in ":number" needs the weight written out, or the number would be read as one.
	const ambiguous = number.test(term.text.split(':').slice(1).at(-1)?.trim() ?? '');
	return term.weight === 1 && !ambiguous
		? term.text
		: ambiguous
			? `${term.text}:${term.weight}:-inf`
			: `${term.text}:${term.weight}`;
}
