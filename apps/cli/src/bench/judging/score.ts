/** @file How many pictures judges named, from what they answered, and how far the judges differ. Pure. */
import { z } from 'zod';
import type { Subject } from './subjects.ts';

const guesses = z.array(z.string().max(200)).max(3, 'must be at most three guesses').readonly();

/** What one judge says: three free guesses, then three from the list, the surest first; colour and ground where asked. */
export const answersSchema = z.strictObject({
	judge: z.string().min(1),
	answers: z
		.array(
			z.strictObject({
				number: z.number().int().positive(),
				free: guesses.default([]),
				list: guesses.default([]),
				colour: z.string().max(200).default(''),
				ground: z.string().max(200).default(''),
			}),
		)
		.readonly(),
});
export type Answers = z.infer<typeof answersSchema>;

/** Which picture stands under which number; kept where judges do not look. */
export const keySchema = z.strictObject({
	/** A set of `subjects.json`. */
	set: z.enum(['names', 'drawn', 'phrases']),
	/** What was rendered with, or `drawings`. */
	pack: z.string(),
	/** Hash of the pack; null of drawings. */
	packSha256: z.string().nullable(),
	commit: z.string(),
	madeAt: z.iso.datetime(),
	shuffleSeed: z.number().int(),
	pictures: z
		.array(
			z.strictObject({
				number: z.number().int().positive(),
				text: z.string(),
				/** Hash of the recipe, or SHA-256 of the drawing's file. */
				picture: z.string(),
			}),
		)
		.readonly(),
	/** What the pack refused to render, such as words that it does not know: on no page, and wrong for every judge. */
	unrendered: z.array(z.string()).readonly().default([]),
});
export type Key = z.infer<typeof keySchema>;

/** Right answers of one judge; null where nobody was asked. */
export interface Score {
	readonly judge: string;
	readonly pictures: number;
	readonly freeFirst: number;
	readonly freeInThree: number;
	readonly listFirst: number;
	readonly listInThree: number;
	/** Right colours and grounds, of as many pictures that have one. */
	readonly colour: { readonly right: number; readonly of: number };
	readonly ground: { readonly right: number; readonly of: number };
	/** Numbers whose picture no free guess named. */
	readonly unnamed: readonly number[];
}

/** Small letters, without articles, signs and plural endings: "The Red Apples!" is "red apple". */
function plainWords(text: string): readonly string[] {
	const bare = text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
	const singular = (word: string): string =>
		word.length > 3 && word.endsWith('ies')
			? `${word.slice(0, -3)}y`
			: /(ss|us|is)$/.test(word) || word.length < 4
				? word
				: word.replace(/(?<=sh|ch|x|o)es$/, '').replace(/s$/, '');
	return bare
		.split(' ')
		.filter((word) => word !== '' && !['a', 'an', 'the'].includes(word))
		.map(singular);
}

/** Whether an answer holds one of the accepted ones, word by word. */
export function isNamed(answer: string, accepted: readonly string[]): boolean {
	const said = ` ${plainWords(answer).join(' ')} `;
	return accepted.some((each) => said.includes(` ${plainWords(each).join(' ')} `));
}

/** Whether each thing of a subject is in one answer. */
function holdsAll(answer: string, { things }: Subject): boolean {
	return things.every((accepted) => isNamed(answer, accepted));
}

/** Counts what one judge has right. Throws when an answer is of a number that no picture has, or of one twice. */
export function scoreOf({ judge, answers }: Answers, key: Key, subjects: readonly Subject[]): Score {
	const subjectOf = new Map(subjects.map((subject) => [subject.text, subject]));
	const given = new Map(answers.map((answer) => [answer.number, answer]));
	const known = new Set(key.pictures.map(({ number }) => number));
	const strange = answers.find(({ number }) => !known.has(number));
	if (strange) throw new RangeError(`${judge} answers number ${strange.number}, which no picture has.`);
	if (given.size !== answers.length) throw new RangeError(`${judge} answers a number twice.`);
	const tally = { freeFirst: 0, freeInThree: 0, listFirst: 0, listInThree: 0 };
	const colour = { right: 0, of: 0 };
	const ground = { right: 0, of: 0 };
	const unnamed: number[] = [];
	const refused = key.unrendered.map((text) => ({ number: 0, text }));
	for (const { number, text } of [...key.pictures, ...refused]) {
		const subject = subjectOf.get(text);
		if (!subject) throw new RangeError(`The key names "${text}", which is not in its set.`);
		const { free = [], list = [], colour: hue = '', ground: below = '' } = given.get(number) ?? {};
		const isFree = free.map((guess) => holdsAll(guess, subject));
		const isListed = list.map((guess) => plainWords(guess).join(' ') === plainWords(text).join(' '));
		tally.freeFirst += Number(isFree[0] ?? false);
		tally.freeInThree += Number(isFree.some(Boolean));
		tally.listFirst += Number(isListed[0] ?? false);
		tally.listInThree += Number(isListed.some(Boolean));
		if (number > 0 && !isFree.some(Boolean)) unnamed.push(number);
		if (subject.colours.length > 0) {
			colour.of++;
			colour.right += Number(subject.colours.every((accepted) => isNamed(hue, accepted)));
		}
		if (subject.ground.length > 0) {
			ground.of++;
			ground.right += Number(isNamed(below, subject.ground));
		}
	}
	return { judge, pictures: key.pictures.length + refused.length, ...tally, colour, ground, unnamed };
}

/** The middle of numbers, and how far they lie apart. */
export function spreadOf(values: readonly number[]): {
	readonly median: number;
	readonly low: number;
	readonly high: number;
} {
	const order = values.toSorted((a, b) => a - b);
	const middle = order.length / 2;
	const [below, above] = [order[Math.ceil(middle) - 1] ?? 0, order[Math.floor(middle)] ?? 0];
	return { median: (below + above) / 2, low: order[0] ?? 0, high: order.at(-1) ?? 0 };
}
