/**
 * @file The one rule for text that people write and others see: names, titles, comments, bios, tags, alternative texts. It shows
 * something, it leaves the direction of what stands after it alone, and it does not grow over its neighbours. What scripts need
 * stays: joiners of Persian and Hindi, marks of Thai and Hebrew, sequences of emoji.
 */
import type { InputIssue } from './input-issue.ts';

/** Stable codes of what may be wrong with a text. */
export const shownTextCodes = [
	/** Nothing that can be seen: empty, spaces, characters without a shape, or marks without a letter. */
	'NOTHING_VISIBLE',
	/** More characters than it may have. */
	'TOO_LONG',
	/** A direction is begun and not ended, or ended and not begun, or a character that turns directions round for good. */
	'UNBALANCED_DIRECTION',
	/** More marks over or under one letter than any script has. */
	'TOO_MANY_MARKS',
	/** Control characters, halves of a character, or characters that stand for no text. */
	'NOT_TEXT',
] as const;
export type ShownTextCode = (typeof shownTextCodes)[number];

export interface ShownTextBounds {
	/** Characters as Unicode counts them, code points. */
	readonly maximum: number;
	/** Whether it may have line ends and tabs; absent: it is one line. */
	readonly lines?: boolean;
	/** Whether it may be empty; absent: it must show something. */
	readonly optional?: boolean;
}

/** Marks that may stand on any letter, one upon the other: Vietnamese has two, polytonic Greek and phonetic writing three. */
const maximumGeneralMarks = 4;
/** Marks of a script of its own, which Tibetan and Burmese stack higher. */
const maximumScriptMarks = 10;
/** Characters without a shape, one after the other; a family of emoji has one between two. */
const maximumShapeless = 8;

const openings = new Map<string, string>([
	...['\u202a', '\u202b', '\u202d', '\u202e'].map((sign) => [sign, '\u202c'] as const),
	...['\u2066', '\u2067', '\u2068'].map((sign) => [sign, '\u2069'] as const),
]);
const closings = new Set(openings.values());

/** Flags of regions, such as that of Scotland, are a black flag and letters that have no shape anywhere else. */
const flagSequence = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/gu;
/** Tag letters, deprecated format characters, characters that stand for an object, and those that are none. */
const noText =
	/\p{Surrogate}|\p{Noncharacter_Code_Point}|[\u206a-\u206f\ufff9-\ufffc\u{e0000}-\u{e007f}]|[\u{1d173}-\u{1d17a}]/u;
/** The Braille cell without dots, the only blank that Unicode counts as a sign. */
const blank = /[\s\u2800]|\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Cc}|\p{M}/gu;
const shapeless = /\p{Default_Ignorable_Code_Point}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f]/u;

/** What is wrong with a text, the gravest first; null when it may be shown. Spaces around it count as nothing. */
export function shownTextProblem(
	text: string,
	{ maximum, lines = false, optional = false }: ShownTextBounds,
): ShownTextCode | null {
	const written = text.trim();
	if (written === '' && optional) return null;
	if ([...written].length > maximum) return 'TOO_LONG';
	const plain = written.replace(flagSequence, '\u{1f3f4}');
	const controls = lines ? /[^\P{Cc}\n\t]/u : /\p{Cc}|[\u2028\u2029]/u;
	if (controls.test(plain) || noText.test(plain)) return 'NOT_TEXT';
	if (plain.replace(blank, '') === '') return 'NOTHING_VISIBLE';
	if (!plain.split(/[\n\u2029]/u).every(isBalanced)) return 'UNBALANCED_DIRECTION';
	return hasTooManyMarks(plain) ? 'TOO_MANY_MARKS' : null;
}

const sentences: Readonly<Record<ShownTextCode, (bounds: ShownTextBounds) => string>> = {
	NOTHING_VISIBLE: () => 'must have something that can be seen',
	TOO_LONG: ({ maximum }) => `must be at most ${maximum} characters`,
	UNBALANCED_DIRECTION: () => 'must end every change of writing direction that it begins (such as U+202E)',
	TOO_MANY_MARKS: () => 'must not have so many marks on one letter, or so many invisible characters in a row',
	NOT_TEXT: ({ lines }) => `must be ${lines ? '' : 'one line of '}text without control characters`,
};

/** The same as issues of an input, empty when the text may be shown. */
export function shownTextIssues(text: string, path: string, bounds: ShownTextBounds): readonly InputIssue[] {
	const code = shownTextProblem(text, bounds);
	return code === null ? [] : [{ path, message: sentences[code](bounds), code, values: { maximum: bounds.maximum } }];
}

function isBalanced(line: string): boolean {
	const open: string[] = [];
	for (const sign of line) {
		const closing = openings.get(sign);
		if (closing !== undefined) open.push(closing);
		else if (closings.has(sign) && open.pop() !== sign) return false;
	}
	return open.length === 0;
}

function hasTooManyMarks(text: string): boolean {
	let [general, own, hidden] = [0, 0, 0];
	for (const sign of text.normalize('NFC')) {
		if (/^[\p{Mn}\p{Me}]$/u.test(sign)) {
			if (/^\p{Script=Inherited}$/u.test(sign)) general++;
			own++;
			hidden = 0;
		} else if (shapeless.test(sign)) hidden++;
		// A joiner between marks does not begin another letter.
		else [general, own, hidden] = [0, 0, 0];
		if (general > maximumGeneralMarks || own > maximumScriptMarks || hidden > maximumShapeless) return true;
	}
	return false;
}
