/**
 * @file Prompts of Stable Diffusion's programs in our grammar. In theirs brackets weigh words and a negative prompt stands
 * apart; `|`, `^`, two hyphens and a colon mean something within brackets only.
 */
import { findForeignSpellings } from './foreign-spellings.ts';
import { type Phrase, parsePrompt, parseStory, printStory } from './prompt.ts';

/** A negative prompt pushes away half as much as the prompt pulls. */
const negativeWeight = -0.5;
/** Rounds of rewriting; what is offered instead needs no second one, but changes on the way each take their own. */
const maximumRounds = 20;

/** A prompt in our grammar, and what of it has no counterpart here. */
export interface TranslatedPrompt {
	readonly prompt: string;
	/** Models named in the words, as they were written. */
	readonly leftOut: readonly string[];
}

/** Translates a prompt and its negative one (empty for none). */
export function translateDiffusionPrompt(positive: string, negative: string): TranslatedPrompt {
	const wanted = rewrite(positive);
	const unwanted = rewrite(negative);
	const away: Phrase = parsePrompt(unwanted.prompt).map(({ text, weight }) => {
		return { text, weight: Number((weight * negativeWeight).toPrecision(4)), stop: null };
	});
	const phrases = parseStory(wanted.prompt).map((terms) => [...terms, ...away]);
	return {
		prompt: printStory(phrases.length === 0 && away.length > 0 ? [away] : phrases),
		leftOut: [...wanted.leftOut, ...unwanted.leftOut],
	};
}

function rewrite(text: string): TranslatedPrompt {
	let prompt = plainOutsideBrackets(text.replaceAll(/\s+/gu, ' ').trim());
	const leftOut: string[] = [];
	for (let round = 0; round < maximumRounds; round++) {
		const [spelling] = findForeignSpellings(prompt);
		if (spelling === undefined) break;
		if (spelling.code === 'FOREIGN_MODEL') leftOut.push(...(spelling.found.match(/<[^<>]*>|embedding:\S+/giu) ?? []));
		prompt = prompt.slice(0, spelling.from) + (spelling.instead ?? '') + prompt.slice(spelling.to);
	}
	return { prompt, leftOut };
}

/** Escapes the signs that are plain text in such a program and mean something here. */
function plainOutsideBrackets(text: string): string {
	const token = /\\.|<\w+:[^<>]*>|embedding:\S+|--|[()[\]|^:]|[^\\<()[\]|^:-]+|./gsu;
	const open: string[] = [];
	let plain = '';
	for (const [piece] of text.matchAll(token)) {
		if (piece === '(' || piece === '[') open.push(piece);
		if (piece === ')' || piece === ']') open.pop();
		const isText =
			piece === '^' ||
			(piece === '|' && !open.includes('[')) ||
			((piece === ':' || piece === '--') && open.length === 0);
		plain += isText ? `\\${piece}` : piece;
	}
	return plain;
}
