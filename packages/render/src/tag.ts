/**
 * @file Tags: one word each, by which pictures are found. `#VQGAN`, `vqgan` and `ＶＱＧＡＮ` are the same tag. A tag is
 * letters, digits and underscores of any script, with at least one letter, so that `#1` in a title stays a number.
 */
import { RenderError } from './errors.ts';
import { maximumTagLength, maximumTags } from './limits.ts';
import { shownTextProblem } from './shown-text.ts';

/** Scripts that join or part letters within a word by an invisible sign (U+200C and U+200D). */
const joining = [
	'Arab',
	'Syrc',
	'Mong',
	'Deva',
	'Beng',
	'Guru',
	'Gujr',
	'Orya',
	'Taml',
	'Telu',
	'Knda',
	'Mlym',
	'Sinh',
	'Khmr',
	'Mymr',
];
const joined = joining.map((script) => String.raw`\p{Script=${script}}`).join('');
const word = String.raw`(?:[\p{L}\p{M}\p{N}_]|(?<=[${joined}])[\u200c\u200d](?=[${joined}]))+`;
const tagForm = new RegExp(String.raw`^(?=.*\p{L})${word}$`, 'u');
/** A `#` that begins a word, and the word. Not inside of one, as in `C#minor` or an address with `…/#part`. */
const hashtag = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}_/&#])#(${word})`, 'gu');

/** A stretch of a text: words as they are, or a hashtag with the tag that it stands for. */
export interface TextPart {
	readonly text: string;
	/** Null for words. */
	readonly tag: string | null;
}

/** The tag that a person means by `text`, with or without `#`; null when that is none. */
export function readTag(text: string): string | null {
	// The dot of Turkish İ becomes a mark of its own in lower case; i has it already.
	const tag = text.trim().replace(/^#/, '').normalize('NFKC').toLowerCase().replaceAll('i\u0307', 'i');
	return tagForm.test(tag) && shownTextProblem(tag, { maximum: maximumTagLength }) === null ? tag : null;
}

/** `text` cut at its hashtags; the parts together are the text. */
export function splitHashtags(text: string): readonly TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const match of text.matchAll(hashtag)) {
		const tag = readTag(match[1] ?? '');
		if (tag === null) continue;
		if (match.index > end) parts.push({ text: text.slice(end, match.index), tag: null });
		parts.push({ text: match[0], tag });
		end = match.index + match[0].length;
	}
	if (end < text.length) parts.push({ text: text.slice(end), tag: null });
	return parts;
}

/**
 * The tags of a picture: those that were given, then those in its title, each once. Throws `INVALID_INPUT` for a given
 * one that is no tag, and when there are more than 20.
 */
export function tagsOfPicture(given: readonly string[], title: string): readonly string[] {
	const tags = new Set<string>();
	for (const [index, text] of given.entries()) {
		const tag = readTag(text);
		if (tag === null)
			throw refused(
				`tags.${index}`,
				`must be one word of at most ${maximumTagLength} letters, digits and underscores, with a letter`,
			);
		tags.add(tag);
	}
	for (const { tag } of splitHashtags(title)) if (tag !== null) tags.add(tag);
	if (tags.size > maximumTags) throw refused('tags', `must be at most ${maximumTags}; these are ${tags.size}`);
	return [...tags];
}

function refused(path: string, message: string): RenderError {
	return new RenderError('INVALID_INPUT', `The tags cannot be used: ${path} ${message}`, {
		issues: [{ path, message }],
	});
}
