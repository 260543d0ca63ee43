/**
 * @file Weights as other programs write them inside a text: `(word)1.3`, `(word:1.3)`, `((word))`, `[word]`,
 * `{word}`, `(word)++`, `word::2`. A perceptor would read the brackets as words, so they are refused, and the spelling
 * that means the same here is shown.
 */
import { type PromptTerm, printPrompt } from './prompt.ts';

/** A weight in another program's spelling. */
export interface ForeignWeight {
	/** Index of the term. */
	readonly term: number;
	/** As it was written. */
	readonly found: string;
	/** The whole term in the grammar of this house. */
	readonly instead: string;
}

/** What one bracket or one `+` is worth where they come from; `{}` is NovelAI's, the rest AUTOMATIC1111's and compel's. */
const bracketFactor = 1.1;
const braceFactor = 1.05;

const decimal = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;

/** One spelling: group 1 is the emphasised text. */
interface Spelling {
	readonly pattern: RegExp;
	readonly weight: (match: RegExpMatchArray) => number;
}

const spellings: readonly Spelling[] = [
	{
		pattern: new RegExp(String.raw`\(+([^()]+?)\s*:\s*(${decimal})\s*\)+`, 'g'),
		weight: ([, , written]) => Number(written),
	},
	{
		pattern: new RegExp(String.raw`(?<![^\s,(])\(+([^()]+)\)+(${decimal})(?![\p{L}\p{N}.])`, 'gu'),
		weight: ([, , written]) => Number(written),
	},
	{
		pattern: /(?<![^\s,])\(([^()]+)\)(\++|-+)(?=[\s,]|$)/g,
		weight: ([, , signs = '']) => bracketFactor ** (signs.startsWith('-') ? -signs.length : signs.length),
	},
	{
		pattern: /\({2,}([^()]+)\){2,}/g,
		weight: ([match]) => bracketFactor ** depth(match, '('),
	},
	{
		pattern: /\[+([^[\]]+)\]+/g,
		weight: ([match]) => bracketFactor ** -depth(match, '['),
	},
	{
		pattern: /\{+([^{}]+)\}+/g,
		weight: ([match]) => braceFactor ** depth(match, '{'),
	},
];

/** The terms whose text says a weight in a way that is not ours. A single pair of round brackets is only a bracket. */
export function findForeignWeights(terms: readonly PromptTerm[]): readonly ForeignWeight[] {
	return terms.flatMap((term, index) => {
		const { found, meant } = readForeign(term);
		return found.length === 0 ? [] : [{ term: index, found: found.join(' '), instead: printPrompt(meant) }];
	});
}

interface ForeignReading {
	readonly found: readonly string[];
	/** What the term says, as terms; itself when nothing was found. */
	readonly meant: readonly PromptTerm[];
}

function readForeign(term: PromptTerm): ForeignReading {
	// `word::2` was read as the text `word:` with weight 2.
	if (/[\p{L}\p{N}].*:$/u.test(term.text) && term.weight !== 1)
		return {
			found: [`${term.text}:${term.weight}`],
			meant: settle([{ ...term, text: term.text.replace(/[\s:]+$/, '') }]),
		};
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
	if (found.length === 0) return { found, meant: [term] };
	const isWhole = emphasised.length === 1 && emphasised[0]?.text === plain.trim();
	return { found, meant: settle(isWhole ? emphasised : [{ ...term, text: plain.trim() }, ...emphasised]) };
}

/** Brackets within brackets: each reading takes some away, until there are none. */
function settle(terms: readonly PromptTerm[]): readonly PromptTerm[] {
	return terms.filter((term) => hasWord(term.text)).flatMap((term) => readForeign(term).meant);
}

function hasWord(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

function depth(match: string, bracket: string): number {
	return match.split(bracket).length - 1;
}

function round(weight: number): number {
	return Number(weight.toPrecision(4));
}
