/** @file Putting another word in the place of one in a prompt. */

const special = /[.*+?^${}()|[\]\\]/g;

/** Replaces `word` wherever it stands alone, in any case; `applesauce` keeps its apple. */
export function replaceWord(prompt: string, word: string, replacement: string): string {
	const alone = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(special, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');
	return prompt.replace(alone, () => replacement);
}
