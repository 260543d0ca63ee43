/**
 * @file Somebody's words within a sentence of ours. In an element of their own (`bdi`) they keep their direction of writing to
 * themselves: a Hebrew title does not turn the English around it, nor does a character that nobody sees.
 */
import type { ReactNode } from 'react';

/** Two characters that are never text, around what `isolate` marks. */
const [begin, end] = ['\ufdd0', '\ufdd1'];

/** Marks somebody's words that go into a message whose text a {@link Sentence} shows. */
export function isolate(words: string): string {
	return begin + words.replaceAll(/[\ufdd0\ufdd1]/g, '') + end;
}

/** A sentence whose marked parts are isolated. */
export function Sentence({ text }: { readonly text: string }): ReactNode {
	return text.split(/(\ufdd0[^\ufdd0\ufdd1]*\ufdd1)/).map((part, index) =>
		part.startsWith(begin) ? (
			// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence.
			<bdi key={index}>{part.slice(1, -1)}</bdi>
		) : (
			part
		),
	);
}
