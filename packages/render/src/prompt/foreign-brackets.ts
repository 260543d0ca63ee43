/**
 * @file Weights as other programs write them around a word: `(word)1.3`, `(word:1.3)`, `((word))`, `[word]`, `{word}`,
 * `(word)++`. A single pair of round brackets is only a pair of brackets.
 */
import type { PromptTerm } from './term.ts';
import { numberSource, readWrittenNumber } from './written-number.ts';

/** What one bracket or one `+` is worth where they come from; `{}` is NovelAI's, the rest AUTOMATIC1111's and compel's. */
const bracketFactor = 1.1;
const braceFactor = 1.05;

/** One spelling: group 1 is the emphasised text. */
interface Spelling {
	readonly pattern: RegExp;
	readonly weight: (match: readonly string[]) => number;
}

const written = ([, , number = '']: readonly string[]): number => readWrittenNumber(number) ?? 1;

const spellings: readonly Spelling[] = [
	{
		pattern: new RegExp(String.raw`[(（]+([^()（）]+?)\s*[:：]\s*(${numberSource})\s*[)）]+`, 'gu'),
		weight: written,
	},
	{
		pattern: new RegExp(String.raw`(?<![^\s,(（])[(（]+([^()（）]+)[)）]+(${numberSource})(?![\p{L}\p{N}.])`, 'gu'),
		weight: written,
	},
	{
		pattern: /(?<![^\s,])[(（]([^()（）]+)[)）](\++|-+)(?=[\s,]|$)/gu,
		weight: ([, , signs = '']) => bracketFactor ** (signs.startsWith('-') ? -signs.length : signs.length),
	},
	{
		pattern: /[(（]{2,}([^()（）]+)[)）]{2,}/gu,
		weight: ([match = '']) => bracketFactor ** depth(match, /[(（]/gu),
	},
	{
		pattern: new RegExp(String.raw`[{｛]+([^{}｛｝]+?)\s*[:：]\s*(${numberSource})\s*[}｝]+`, 'gu'),
		weight: written,
	},
	{
		pattern: /[[［]+([^[\]［］]+)[\]］]+/gu,
		weight: ([match = '']) => bracketFactor ** -depth(match, /[[［]/gu),
	},
	{
		pattern: /[{｛]+([^{}｛｝]+)[}｝]+/gu,
		weight: ([match = '']) => braceFactor ** depth(match, /[{｛]/gu),
	},
];

/** What was found, and what the term says: itself where nothing was. */
export interface BracketReading {
	readonly found: readonly string[];
	readonly meant: readonly PromptTerm[];
}

/** Reads the brackets of a term, those within brackets too. Terms without a letter or digit are left out. */
export function readBrackets(term: PromptTerm): BracketReading {
	const found: string[] = [];
	const emphasised: PromptTerm[] = [];
	let plain = term.text;
	for (const { pattern, weight } of spellings)
		plain = plain.replace(pattern, (match, text: string, ...groups) => {
			if (!hasWord(text)) return match;
			found.push(match);
			const own = weight([match, text, ...groups.map(String)]);
			emphasised.push({ text: text.trim(), weight: round(term.weight * own), stop: term.stop });
			return text;
		});
	if (found.length === 0) return { found, meant: hasWord(term.text) ? [term] : [] };
	const isWhole = emphasised.length === 1 && emphasised[0]?.text === plain.trim();
	const terms = isWhole ? emphasised : [{ ...term, text: plain.trim() }, ...emphasised];
	return { found, meant: terms.flatMap((each) => readBrackets(each).meant) };
}

/** Whether a perceptor could read anything of `text`. */
export function hasWord(text: string): boolean {
	return /[\p{L}\p{N}]|\p{Extended_Pictographic}/u.test(text);
}

function depth(match: string, brackets: RegExp): number {
	return match.match(brackets)?.length ?? 0;
}

function round(weight: number): number {
	return Number(weight.toPrecision(4));
}
