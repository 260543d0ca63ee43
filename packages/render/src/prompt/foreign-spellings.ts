/** @file Every place of a prompt that is written as in another program, with the spelling that means the same here. */
import {
	type ForeignCode,
	type ForeignReading,
	hasOpenBracket,
	readForeignTerm,
	readTerms,
} from './foreign-reading.ts';
import { printPrompt } from './prompt.ts';
import { splitTerms, unmask, type WrittenTerm } from './signs.ts';
import { type PromptTerm, readTerm } from './term.ts';

/** One place that is written as in another program. */
export interface ForeignSpelling {
	/** Index of the term, from 0, as `parsePrompt` counts them. */
	readonly term: number;
	readonly code: ForeignCode;
	/** As it was written. */
	readonly found: string;
	/** What stands in the place of `from` to `to`, in our grammar; null where nothing would be left. */
	readonly instead: string | null;
	/** The other thing that it may mean; null where there is no doubt. */
	readonly otherwise: string | null;
	/** The part of the prompt that `instead` takes the place of, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
}

/** Finds them in the order of the prompt. What is put instead has none in its turn. */
export function findForeignSpellings(prompt: string): readonly ForeignSpelling[] {
	const found: ForeignSpelling[] = [];
	let term = 0;
	for (const phrase of splitTerms(prompt)) {
		const written = phrase.filter(({ masked }) => readTerm(masked).text !== '');
		for (let at = 0; at < written.length; at++) {
			const first = written[at] as WrittenTerm;
			const last = closingTerm(written, at);
			const alternatives = last === at ? null : readAlternatives(written.slice(at, last + 1));
			const reading = alternatives ?? readForeignTerm(first.masked);
			if (reading !== null)
				found.push(
					spell(prompt, written, { term: term + at, first, last: alternatives ? written[last] : first, reading }),
				);
			if (alternatives !== null) at = last;
		}
		term += written.length;
	}
	return found;
}

interface Place {
	readonly term: number;
	readonly first: WrittenTerm;
	readonly last: WrittenTerm | undefined;
	readonly reading: ForeignReading;
}

function spell(
	prompt: string,
	phrase: readonly WrittenTerm[],
	{ term, first, last = first, reading }: Place,
): ForeignSpelling {
	const { code, found, meant, later } = reading;
	const base = { term, code, found: found.map(unmask).join(' '), otherwise: null };
	if (later !== null) {
		// The words that do not change stay beside both.
		const variant = (isLater: boolean): string =>
			phrase
				.map((each) => print(termsOf(each, isLater)))
				.filter((text) => text !== '')
				.join(' | ');
		const instead = [variant(false), variant(true)].filter((text) => text !== '').join(' ^ ');
		return { ...base, instead: instead || null, ...trimmed(prompt, phrase[0] ?? first, phrase.at(-1) ?? last) };
	}
	const own = readTerm(first.masked);
	return {
		...base,
		instead: print(meant) || null,
		otherwise: code === 'TIME_OR_WEIGHT' && meant.length === 1 ? print([own]) : null,
		...trimmed(prompt, first, last),
	};
}

/** What a term means before or after a change, whoever wrote it. */
function termsOf({ masked }: WrittenTerm, isLater: boolean): readonly PromptTerm[] {
	const reading = readForeignTerm(masked);
	if (reading === null) return [readTerm(masked)];
	return (isLater ? reading.later : null) ?? reading.meant;
}

function print(terms: readonly PromptTerm[]): string {
	return printPrompt(terms.map((term) => ({ ...term, text: unmask(term.text) })).filter(({ text }) => text !== ''));
}

function trimmed(prompt: string, first: WrittenTerm, last: WrittenTerm): Pick<ForeignSpelling, 'from' | 'to'> {
	const text = prompt.slice(first.from, last.to);
	return {
		from: first.from + text.length - text.trimStart().length,
		to: last.to - (text.length - text.trimEnd().length),
	};
}

/** The term that closes a bracket which the term at `at` leaves open; `at` itself where none does. */
function closingTerm(phrase: readonly WrittenTerm[], at: number): number {
	if (!hasOpenBracket(phrase[at]?.masked ?? '')) return at;
	const closing = phrase.findIndex(({ masked }, index) => index > at && /^[^[{［｛]*[\]}］｝]/u.test(masked));
	return closing === -1 ? at : closing;
}

/** `a [cow|horse] in a field`, which takes turns at every step elsewhere, and `{red|blue}`, which draws one. */
function readAlternatives(terms: readonly WrittenTerm[]): ForeignReading | null {
	const texts = terms.map(({ masked }) => masked);
	const [, before = '', opened = ''] = /^(.*)[[{［｛]([^[\]{}［］｛｝]*)$/su.exec(texts[0] ?? '') ?? [];
	const [, closed = '', after = ''] = /^([^[\]{}［］｛｝]*)[\]}］｝](.*)$/su.exec(texts.at(-1) ?? '') ?? [];
	const choices = [opened, ...texts.slice(1, -1), closed].filter((choice) => choice.trim() !== '');
	if (choices.length === 0) return null;
	return {
		code: 'FOREIGN_TERMS',
		found: [texts.map((text) => text.trim()).join('|')],
		meant: choices.flatMap((choice) => readTerms(`${before}${choice.trim()}${after}`, () => undefined)),
		later: null,
	};
}
