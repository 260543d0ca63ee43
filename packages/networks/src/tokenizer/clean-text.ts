/**
 * @file A prompt as CLIP's training saw captions: repaired, HTML entities resolved, white space collapsed, lower case,
 * then split into words, single digits and runs of other symbols.
 */
import { decodeHTML } from 'entities';

/**
 * CLIP's pattern (`simple_tokenizer.py`): its two markers, English contractions, runs of letters, single digits, runs of
 * anything else. Case does not matter after `cleanText`.
 */
const wordPattern = /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

/** The text in the form that the vocabulary speaks. */
export function cleanText(text: string): string {
	return decodeHTML(decodeHTML(repairText(text)))
		.replace(/\p{Cc}/gu, (character) => (/\s/u.test(character) ? ' ' : ''))
		.replace(/\s+/gu, ' ')
		.trim()
		.toLowerCase();
}

/** The pieces that are looked up one by one; their order is that of the text. Expects `cleanText`'s result. */
export function splitText(cleaned: string): readonly string[] {
	return cleaned.match(wordPattern) ?? [];
}

/**
 * What ftfy 6 does to text that was decoded correctly: quotes uncurled, Latin ligatures and full-width forms spelt out,
 * canonical composition. Control characters go later, since entities may name some. ftfy's guesses at wrongly decoded
 * text are not followed.
 */
function repairText(text: string): string {
	return text
		.replace(/[\u02bc\u2018-\u201b]/gu, "'")
		.replace(/[\u201c-\u201f]/gu, '"')
		.replace(/[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\uff01-\uffee\u3000]/gu, (character) =>
			character.normalize('NFKC'),
		)
		.normalize('NFC');
}
