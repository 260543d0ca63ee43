/** @file For a word that a vocabulary lacks: the words in it that the writer may have meant. */
import { distance } from 'fastest-levenshtein';

/** Words that share this many first letters are related more often than not (`paint`, `painterly`). */
const sharedPrefixLength = 4;

/** Edits that are still a slip of the pen, however long the word. */
const mostEditsEver = 3;

/**
 * Up to `count` known words near `word`, best first: other inflections of it, then words that differ in one letter, then
 * words that begin with it or that it begins with, then words within a third of its letters by edit distance. Those much
 * farther than the best are left out. Ties in alphabetical order.
 */
export function nearWords(word: string, known: readonly string[], count = 5): readonly string[] {
	const inflections = inflectionsOf(word);
	const mostEdits = Math.min(mostEditsEver, Math.max(1, Math.round(word.length / 3)));
	const scored: { readonly candidate: string; readonly score: number }[] = [];
	for (const candidate of known) {
		const score = inflections.has(candidate) ? 0 : distanceTo(word, candidate, mostEdits);
		if (score !== null) scored.push({ candidate, score });
	}
	scored.sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1));
	const farthest = Math.max(scored[0]?.score ?? 0, 1) + 1;
	return scored
		.filter(({ score }) => score <= farthest)
		.slice(0, count)
		.map(({ candidate }) => candidate);
}

/** Lower is nearer, 1 and above; null is too far. */
function distanceTo(word: string, candidate: string, mostEdits: number): number | null {
	const lengthGap = Math.abs(word.length - candidate.length);
	const shorter = Math.min(word.length, candidate.length);
	const isPrefix = shorter >= sharedPrefixLength && (word.startsWith(candidate) || candidate.startsWith(word));
	const byPrefix = isPrefix && lengthGap <= shorter ? 1.2 + lengthGap / 8 : null;
	if (lengthGap > mostEdits || candidate.length < 3) return byPrefix;
	const edits = distance(word, candidate);
	if (edits > mostEdits) return byPrefix;
	// People mistype the end of a word more often than its start.
	const byEdits = edits + (word[0] === candidate[0] ? 0 : 0.5);
	return byPrefix === null ? byEdits : Math.min(byPrefix, byEdits);
}

/** English plural, -ing and -ed forms of a word and the stems it may be such a form of, well-formed or not. */
function inflectionsOf(word: string): ReadonlySet<string> {
	const stems = new Set([word]);
	const add = (stem: string) => {
		if (stem.length < 2) return;
		stems.add(stem);
		stems.add(`${stem}e`);
		const [last, before] = [stem.at(-1), stem.at(-2)];
		if (last === before) stems.add(stem.slice(0, -1));
		if (last === 'i') stems.add(`${stem.slice(0, -1)}y`);
	};
	if (word.endsWith('s')) stems.add(word.slice(0, -1));
	for (const ending of ['es', 'ed', 'er', 'ing']) if (word.endsWith(ending)) add(word.slice(0, -ending.length));
	if (word.endsWith('ves')) {
		stems.add(`${word.slice(0, -3)}f`);
		stems.add(`${word.slice(0, -3)}fe`);
	}
	const forms = new Set<string>();
	for (const stem of stems) {
		const short = stem.replace(/e$/u, '');
		const doubled = stem + (stem.at(-1) ?? '');
		for (const form of [stem, `${stem}s`, `${stem}es`, `${short}ed`, `${short}ing`, `${doubled}ed`, `${doubled}ing`]) {
			forms.add(form);
		}
		if (stem.endsWith('y')) forms.add(`${stem.slice(0, -1)}ies`);
		if (stem.endsWith('f')) forms.add(`${stem.slice(0, -1)}ves`);
		if (stem.endsWith('fe')) forms.add(`${stem.slice(0, -2)}ves`);
	}
	return forms;
}
