/**
 * @file What a term means that is written as other programs write it. A perceptor would take their signs for words, so such
 * a prompt is not rendered as it stands; what it says there is said in our grammar instead.
 */
import { hasWord, readBrackets } from './foreign-brackets.ts';
import { withoutFlags, withoutModels, withoutParameters } from './foreign-flags.ts';
import { maskOf } from './signs.ts';
import { type PromptTerm, readTerm } from './term.ts';
import { numberSource } from './written-number.ts';

/** Stable codes of what may be written as elsewhere. */
export const foreignCodes = [
	/** Words weighed by brackets, plus signs or two colons: `(word:1.3)`, `((word))`, `word::2`. */
	'FOREIGN_WEIGHT',
	/** Terms parted by something else than `|`: `a:: b`, `a AND b`, `[a|b]`, `Negative prompt: b`. */
	'FOREIGN_TERMS',
	/** A weight with more words after it: `red apple:1.2 green grass:0.8`. */
	'MISSING_BAR',
	/** Settings inside of the words: `--ar 16:9`, `Steps: 20`. */
	'FOREIGN_FLAG',
	/** Words that change on the way: `[red:blue:0.5]`. */
	'FOREIGN_EDITING',
	/** A model named in the words: `<lora:apple:0.8>`. */
	'FOREIGN_MODEL',
	/** A time or a ratio at the end of a term, which is read as a weight: `a clock at 12:30`. */
	'TIME_OR_WEIGHT',
] as const;
export type ForeignCode = (typeof foreignCodes)[number];

/** What a term says in its own program, in masked terms of ours. */
export interface ForeignReading {
	/** Of what was found first. */
	readonly code: ForeignCode;
	/** As it was written, masked. */
	readonly found: readonly string[];
	readonly meant: readonly PromptTerm[];
	/** What the term becomes later in the render; null unless it changes on the way. */
	readonly later: readonly PromptTerm[] | null;
}

interface Find {
	readonly code: ForeignCode;
	readonly text: string;
}

/** Null for a term that is written in our grammar. */
export function readForeignTerm(masked: string): ForeignReading | null {
	const finds: Find[] = [];
	const note = (code: ForeignCode, found: readonly string[]): void => {
		for (const text of found) finds.push({ code, text });
	};
	const models = withoutModels(masked);
	note('FOREIGN_MODEL', models.found);
	const block = withoutParameters(models.text);
	note(block.negative.length > 0 ? 'FOREIGN_TERMS' : 'FOREIGN_FLAG', block.found);
	const flags = withoutFlags(block.text);
	note('FOREIGN_FLAG', flags.found);
	const [before, after] = readEditing(flags.text, (found) => note('FOREIGN_EDITING', [found]));
	const meant = readTerms(before, note);
	const later = after === null ? null : readTerms(after, note);
	const [first] = finds;
	if (first === undefined) return null;
	const negative = [...block.negative, ...flags.negative].flatMap((term) => readBrackets(term).meant);
	return {
		code: first.code,
		found: [...new Set(finds.map(({ text }) => text))],
		meant: [...meant, ...negative],
		later: later && [...later, ...negative],
	};
}

/** Whether a bracket is opened and not closed, as in the first half of `[a|b]`. */
export function hasOpenBracket(masked: string): boolean {
	return /[[{［｛][^\]}］｝]*$/u.test(masked);
}

type Note = (code: ForeignCode, found: readonly string[]) => void;

/** Terms of a text that may be several, none of which has flags or changes. */
export function readTerms(masked: string, note: Note): readonly PromptTerm[] {
	return splitAtWords(masked, note)
		.flatMap((part) => splitAtColons(part, note) ?? splitAtWeights(part, note) ?? [readTimeOrTerm(part, note)])
		.flatMap((term) => {
			const { found, meant } = readBrackets(term);
			note('FOREIGN_WEIGHT', found);
			return meant;
		})
		.filter(({ weight }) => weight !== 0);
}

const inside = String.raw`((?:[^[\]［］:：()（）]|[(（][^()（）]*[)）])*)`;
const editing = new RegExp(String.raw`[[［]${inside}(?:[:：]${inside})?[:：]\s*(?:${numberSource})\s*[\]］]`, 'gu');

/** AUTOMATIC1111's `[from:to:when]`, `[to:when]` and `[from::when]`: the words before the change, and those after it. */
function readEditing(masked: string, note: (found: string) => void): readonly [string, string | null] {
	const sides = ([, first = '', second]: readonly (string | undefined)[]): readonly [string, string] =>
		second === undefined ? ['', first] : [first, second];
	const take = (side: 0 | 1): string =>
		masked
			.replace(editing, (...match: string[]) => sides(match.slice(0, 3))[side])
			.replaceAll(/\s+/gu, ' ')
			.trim();
	const found = masked.match(editing);
	if (found === null) return [masked, null];
	for (const each of found) note(each);
	return [take(0), take(1)];
}

/** Stable Diffusion's `a AND b` and `a BREAK b`. In a text that is all in capitals they are words. */
function splitAtWords(masked: string, note: Note): readonly string[] {
	const word = /(?<![\p{L}\p{N}_])(?:AND|BREAK)(?![\p{L}\p{N}_])/gu;
	const parts = masked.split(word);
	if (parts.length === 1 || !/\p{Ll}/u.test(masked)) return [masked];
	note('FOREIGN_TERMS', [masked.trim()]);
	return parts;
}

const twoColons = new RegExp(String.raw`[:：]{2}\s*(${numberSource})?(?=[\s,]|$)`, 'gu');

/** Midjourney's multi-prompts: `hot:: dog`, `space::2 ship::-0.5`. Null where there are none. */
function splitAtColons(masked: string, note: Note): readonly PromptTerm[] | null {
	const marks = [...masked.matchAll(twoColons)].filter(({ index }) => hasWord(masked.slice(0, index)));
	if (marks.length === 0) return null;
	const terms: PromptTerm[] = [];
	let from = 0;
	for (const { 0: match, 1: weight, index } of marks) {
		const measure = weight === undefined ? '' : `:${weight}`;
		terms.push(readTerm(`${masked.slice(from, index)}${measure}`));
		from = index + match.length;
	}
	const rest = masked.slice(from).replace(/^[\s,]+/u, '');
	if (hasWord(rest)) terms.push(readTerm(rest));
	note(terms.length > 1 ? 'FOREIGN_TERMS' : 'FOREIGN_WEIGHT', [masked.trim()]);
	return terms;
}

const inner = new RegExp(
	String.raw`(?<=[^\s:：])[:：](?:${numberSource})(?:[:：](?:${numberSource}))?(?![.,．，]?[\d０-９])(?=[\s,;，；、]+[^\s,;，；、])`,
	'gu',
);

/** `red apple:1.2 green grass:0.8`, with nothing between the terms. Null where no words come after a weight. */
function splitAtWeights(masked: string, note: Note): readonly PromptTerm[] | null {
	const depthAt = (index: number): number =>
		(masked.slice(0, index).match(/[([{（［｛]/gu)?.length ?? 0) -
		(masked.slice(0, index).match(/[)\]}）］｝]/gu)?.length ?? 0);
	const marks = [...masked.matchAll(inner)].filter(
		({ 0: match, index }) =>
			depthAt(index) <= 0 &&
			!timeOrRatio(masked.slice(0, index + match.length)) &&
			!/:\/\/\S*$/u.test(masked.slice(0, index)),
	);
	if (marks.length === 0) return null;
	note('MISSING_BAR', [masked.trim()]);
	const terms: PromptTerm[] = [];
	let from = 0;
	for (const { 0: match, index } of marks) {
		const end = index + match.length;
		terms.push(readTerm(masked.slice(from, end).replace(/^[\s,;，；、]+/u, '')));
		from = end;
	}
	return [...terms, readTimeOrTerm(masked.slice(from).replace(/^[\s,;，；、]+/u, ''), note)];
}

/** Ratios of sides that pictures and screens have. */
const ratios = new Set([
	'1:1',
	'16:9',
	'9:16',
	'4:3',
	'3:4',
	'3:2',
	'2:3',
	'21:9',
	'9:21',
	'5:4',
	'4:5',
	'16:10',
	'10:16',
]);

/** Whether a text ends as a time of day or a ratio of sides does. */
function timeOrRatio(masked: string): boolean {
	const [, first = '', second = ''] = /(?<![\p{L}\p{N}.,:：−-])(\d{1,2})[:：](\d{1,2})\s*$/u.exec(masked) ?? [];
	const isTime = second.length === 2 && first !== '' && Number(first) <= 24 && Number(second) < 60;
	return isTime || ratios.has(`${first}:${second}`);
}

function readTimeOrTerm(masked: string, note: Note): PromptTerm {
	if (!timeOrRatio(masked)) return readTerm(masked);
	const text = masked.trim();
	note('TIME_OR_WEIGHT', [text]);
	const colon = Math.max(text.lastIndexOf(':'), text.lastIndexOf('：'));
	return { text: `${text.slice(0, colon)}${maskOf(':')}${text.slice(colon + 1)}`, weight: 1, stop: null };
}
