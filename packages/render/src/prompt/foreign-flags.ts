/**
 * @file What other programs put beside the words of a prompt: Midjourney's flags (`--ar 16:9`, `--no fog`), models named in
 * the text (`<lora:apple:0.8>`, `embedding:name`), and AUTOMATIC1111's block of parameters (`Negative prompt:`, `Steps:`).
 */
import type { PromptTerm } from './term.ts';

/** The words without what stood beside them. */
export interface WithoutFlags {
	readonly text: string;
	/** As they were written. */
	readonly found: readonly string[];
	/** What the picture should not show. */
	readonly negative: readonly PromptTerm[];
}

/** Midjourney's `--no` is a part of weight −0.5; a negative prompt is as much. */
const negativeWeight = -0.5;

const models =
	/[<＜](?:lora|lyco|lycoris|locon|hypernet|embedding|ti)[:：][^<>＜＞]*[>＞]|(?<![\p{L}\p{N}_])embedding[:：][\w./-]+/giu;

/** A long dash is what some keyboards make of two hyphens; before other words than these it is a dash. */
const flag =
	/(?<![^\s,])(?:--|—(?=(?:ar|aspect|no|v|version|niji|s|stylize|c|chaos|q|quality|iw|seed|style|tile|stop|weird|w|raw)(?![\p{L}\p{N}])))([a-z][\w-]*)/giu;
/** What a flag may take: numbers, ratios, sizes, addresses, and the words that some of them know. */
const flagValue =
	/^\s+(?:[-+.]?\d[\w.:×-]*|https?:\S+|raw|random|cute|expressive|scenic|original|[a-z]\d+)(?![^\s,])/iu;

/** Takes models out of a text. */
export function withoutModels(masked: string): { readonly text: string; readonly found: readonly string[] } {
	const found = masked.match(models) ?? [];
	return { found, text: found.length === 0 ? masked : tidy(masked.replace(models, ' ')) };
}

/** Takes flags and their values out of a text. */
export function withoutFlags(masked: string): WithoutFlags {
	const flags = [...masked.matchAll(flag)];
	if (flags.length === 0) return { text: masked, found: [], negative: [] };
	let text = masked.slice(0, flags[0]?.index);
	const found: string[] = [];
	const negative: PromptTerm[] = [];
	for (const [at, { 0: match, 1: name = '', index }] of flags.entries()) {
		const rest = masked.slice(index + match.length, flags[at + 1]?.index);
		const isNo = name.toLowerCase() === 'no';
		const value = isNo ? rest : (flagValue.exec(rest)?.[0] ?? '');
		found.push(`${match}${value}`.trim());
		if (isNo) negative.push(...negatives(value.split(/[,，]/u)));
		text += rest.slice(value.length);
	}
	return { text: tidy(text), found, negative };
}

/** Takes AUTOMATIC1111's block apart: `words, Negative prompt: words, Steps: 20, Sampler: …`. */
export function withoutParameters(masked: string): WithoutFlags {
	const [, words = '', rest = ''] =
		/^(.*?)(?<![\p{L}\p{N}])(negative prompt[:：](?=.*\p{L}).*|steps[:：]\s*\d+,.*)$/isu.exec(masked) ?? [];
	if (rest === '') return { text: masked, found: [], negative: [] };
	const [said = '', ...settings] = rest.split(/(?<![\p{L}\p{N}])(?=steps[:：]\s*\d+)/iu);
	const negative = /^negative prompt[:：](.*)$/isu.exec(said)?.[1] ?? '';
	const found = negative === '' ? [rest.trim()] : [said.trim(), ...settings.map((each) => each.trim())];
	return { text: tidy(words), found, negative: negatives([negative]) };
}

function negatives(texts: readonly string[]): readonly PromptTerm[] {
	return texts
		.map((text) => text.trim().replace(/[\s,]+$/u, ''))
		.filter((text) => text !== '')
		.map((text) => ({ text, weight: negativeWeight, stop: null }));
}

function tidy(text: string): string {
	return text
		.replaceAll(/\s+/gu, ' ')
		.replaceAll(/(?:\s*,){2,}/gu, ',')
		.replace(/[\s,]+$/u, '')
		.trim();
}
