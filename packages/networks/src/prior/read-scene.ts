/**
 * @file Reads a prompt as a scene: things, how they stand, and the ground. A prior draws each phrase for itself, because the one
 * vector that a text tower gives for a whole sentence does not say which word belongs to which thing.
 */
import { mostThings, type SceneLayout } from './layouts.ts';
import type { SceneWords } from './scene-words.ts';

/** Red, green and blue, 0 to 255. */
export type SceneColour = readonly [red: number, green: number, blue: number];

/** A thing as a prior draws it. */
export interface SceneThing {
	/** The name under which the prior has learnt it; where the phrase holds none, the phrase without the colour. */
	readonly text: string;
	/** Null where none is asked for beside the name of the thing: a "red apple" may be a thing of its own. */
	readonly colour: SceneColour | null;
}

/** What a text asks a prior to draw. */
export interface Scene {
	readonly layout: SceneLayout;
	/** One for each cell of the layout; the same one for several of a kind. */
	readonly things: readonly SceneThing[];
	/** Null where the text names no ground. */
	readonly ground: string | null;
	/** Place of the drawing style that the text names among the variation's choices; null where it names none. */
	readonly style: number | null;
}

type Relation = keyof SceneWords['joining'];

interface Part {
	readonly words: readonly string[];
	/** How it stands to the part before it. */
	readonly relation: Relation;
}

/** Indices of words that belong to a name and join nothing: "cat with tears of joy". */
type Fixed = ReadonlySet<number>;

const wordPattern = /[\p{L}\p{N}'’]+|[,;.:]/gu;

/**
 * Reads a text, in small letters; a text without anything that it knows is one thing.
 *
 * "two red apples and a fish in the snow" → red apple, red apple, fish; "in the snow".
 */
export function readScene(text: string, known: SceneWords): Scene {
	const words = text.toLowerCase().replaceAll(/[-_]/g, ' ').match(wordPattern) ?? [];
	const { before, ground, after } = splitGround(words, known);
	let style: number | null = null;
	const groups: { words: readonly string[]; count: number; relation: Relation }[] = [];
	for (const part of splitThings([...before, ...(after.length > 0 ? [','] : []), ...after], known)) {
		const shown = stripped(part.words, known);
		style ??= shown.style;
		const { count, rest } = counted(shown.words, known);
		groups.push({ words: rest, count, relation: part.relation });
	}
	const named = groups.length > 1 ? groups.filter((group) => holdsName(group.words, known)) : groups;
	const things = (named.length > 0 ? named : groups.slice(0, 1)).slice(0, mostThings);
	const { layout, phrases } = arranged(things);
	return { layout, things: phrases.map((phrase) => thingOf(phrase, known)), ground, style };
}

/** "a castle in the snow" → a castle; in the snow. */
function splitGround(words: readonly string[], known: SceneWords) {
	const { openings, nouns, scenes } = known.grounds;
	const fixed = fixedWords(words, known);
	for (let at = 1; at < words.length; at++) {
		if (fixed.has(at)) continue;
		const comma = words.findIndex((word, index) => index > at && isStop(word));
		const end = comma < 0 ? words.length : comma;
		const phrase = words.slice(at, end);
		const text = phrase.join(' ');
		const opening = longestAt(words, at, openings);
		const isGround =
			scenes.some((scene) => startsWith(phrase, scene.split(' '))) ||
			(opening > 0 && nouns.includes(phrase.at(-1) as string)) ||
			(opening > 0 && phrase.length > opening && places.has(phrase.slice(0, opening).join(' ')));
		if (isGround) return { before: words.slice(0, at), ground: text, after: words.slice(end + 1) };
	}
	return { before: words, ground: null, after: [] };
}

/** Openings behind which anything is a place: "in a volcano". Behind the others it may be a thing: "on a table". */
const places: ReadonlySet<string> = new Set(['in', 'inside', 'at', 'in front of']);

function splitThings(words: readonly string[], known: SceneWords): readonly Part[] {
	const fixed = fixedWords(words, known);
	const parts: Part[] = [];
	let current: string[] = [];
	let relation: Relation = 'left';
	const close = (next: Relation) => {
		if (current.length > 0) parts.push({ words: current, relation });
		[current, relation] = [[], next];
	};
	for (let at = 0; at < words.length; at++) {
		const word = words[at] as string;
		if (isStop(word)) {
			close('left');
			continue;
		}
		const joint = fixed.has(at) || current.length === 0 ? null : jointAt(words, at, known);
		if (joint === null) current.push(word);
		else {
			close(joint.relation);
			at += joint.length - 1;
		}
	}
	close('left');
	return parts;
}

function jointAt(words: readonly string[], at: number, { joining }: SceneWords) {
	let found: { readonly relation: Relation; readonly length: number } | null = null;
	for (const [relation, phrases] of Object.entries(joining) as [Relation, string[]][]) {
		const length = longestAt(words, at, phrases);
		if (length > (found?.length ?? 0)) found = { relation, length };
	}
	return found;
}

/** Takes away what only says that it is a picture, and what names a style. */
function stripped(words: readonly string[], known: SceneWords) {
	let rest = words;
	let style: number | null = null;
	const styles = Object.keys(known.styles);
	for (;;) {
		const [picture, styled] = [longestAt(rest, 0, known.pictures), longestAt(rest, 0, styles)];
		const length = Math.max(picture, styled);
		if (length === 0 || length >= rest.length) return { words: rest, style };
		if (styled === length) style ??= known.styles[rest.slice(0, length).join(' ')] ?? null;
		rest = rest.slice(length);
	}
}

function counted(words: readonly string[], known: SceneWords) {
	const length = longestAt(words, 0, Object.keys(known.counts));
	if (length === 0 || length >= words.length) return { count: 1, rest: words };
	return { count: known.counts[words.slice(0, length).join(' ')] ?? 1, rest: words.slice(length) };
}

/** As many things as there is room for, at least one of each. */
function arranged(groups: readonly { words: readonly string[]; count: number; relation: Relation }[]) {
	const counts = groups.map(({ count }) => count);
	const sum = () => counts.reduce((total, count) => total + count, 0);
	while (sum() > mostThings) counts[counts.indexOf(Math.max(...counts))]! -= 1;
	const phrases = groups.flatMap(({ words }, at) => Array.from({ length: counts[at] ?? 1 }, () => words));
	const relation =
		groups.length === 2 && phrases.length === 2 ? (groups[1] as (typeof groups)[number]).relation : 'left';
	const layouts = ['one', relation === 'left' || relation === 'right' ? 'beside' : 'above', 'three', 'four'] as const;
	const turned = relation === 'right' || relation === 'below';
	const layout: SceneLayout = layouts[Math.max(phrases.length, 1) - 1] ?? 'four';
	return { layout, phrases: phrases.length === 0 ? [[]] : turned ? phrases.toReversed() : phrases };
}

/** The thing that a phrase is of: a name, and a colour that is no part of it. */
function thingOf(words: readonly string[], known: SceneWords): SceneThing {
	const { text, colour } = withoutColour(words, known);
	return { text: nameIn(text.split(' '), known) ?? text, colour };
}

/** Behind these a phrase says something about its thing: "an owl of ice". */
const furtherWords: ReadonlySet<string> = new Set(['of', 'from', 'made', 'in', 'like', 'that', 'who', 'which', 'as']);

/**
 * The name that a phrase is or holds: rather one that many drawings showed, then the longest, then the last, as English puts it
 * behind what is said of it. "a steampunk castle" → castle; "wizards" → mage.
 */
function nameIn(words: readonly string[], known: SceneWords): string | null {
	const whole = drawnName(words.filter((word) => !articles.has(word)).join(' '), known);
	if (whole !== null) return whole;
	const fixed = fixedWords(words, known);
	const cut = words.findIndex((word, at) => at > 0 && furtherWords.has(word) && !fixed.has(at));
	const heads = cut > 0 ? [words.slice(0, cut), words] : [words];
	for (const head of heads) {
		let best: { readonly name: string; readonly rank: number } | null = null;
		for (let from = 0; from < head.length; from++) {
			for (let to = from + 1; to <= Math.min(from + namesIn(known).length, head.length); to++) {
				const name = drawnName(head.slice(from, to).join(' '), known);
				if (name === null) continue;
				const rank = (namesIn(known).rare.has(name) ? 0 : 1e6) + 1e3 * (to - from) + to;
				if (rank > (best?.rank ?? -1)) best = { name, rank };
			}
		}
		if (best !== null) return best.name;
	}
	return null;
}

/** The name under which a phrase is drawn; null where it is none. */
function drawnName(phrase: string, known: SceneWords): string | null {
	for (const form of singulars(phrase)) {
		if (Object.hasOwn(known.drawnAs, form)) return known.drawnAs[form] as string;
		if (namesIn(known).all.has(form)) return form;
	}
	return null;
}

/**
 * Takes the first colour out of a phrase, where it belongs to no name of several words and something else is said: "a purple
 * elephant" → "a elephant", purple; "a red apple" stays.
 */
function withoutColour(words: readonly string[], known: SceneWords): SceneThing {
	const named = new Set<number>();
	const { all, length: longest } = namesIn(known);
	for (let length = Math.min(longest, words.length); length > 1; length--)
		for (let at = 0; at + length <= words.length; at++)
			if (all.has(words.slice(at, at + length).join(' ')))
				for (let word = at; word < at + length; word++) named.add(word);
	for (let at = 0; at < words.length; at++)
		for (let length = longestColour; length > 0; length--) {
			const name = words.slice(at, at + length).join(' ');
			if (at + length > words.length || !Object.hasOwn(known.colours, name)) continue;
			const rest = [...words.slice(0, at), ...words.slice(at + length)];
			const isFree = words.slice(at, at + length).every((_, index) => !named.has(at + index));
			if (isFree && rest.some((word) => !articles.has(word)))
				return { text: rest.join(' '), colour: known.colours[name] as SceneColour };
		}
	return { text: words.join(' '), colour: null };
}

/** Words of the longest name of a colour. */
const longestColour = 3;
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** Words of names that would join or open something elsewhere. */
function fixedWords(words: readonly string[], known: SceneWords): Fixed {
	const fixed = new Set<number>();
	for (const name of joinedNames(known))
		for (let at = words.indexOf(name[0] as string); at >= 0; at = words.indexOf(name[0] as string, at + 1))
			if (name.every((word, index) => words[at + index] === word))
				for (let word = at; word < at + name.length; word++) fixed.add(word);
	return fixed;
}

const joinedNamesOf = new WeakMap<SceneWords, readonly (readonly string[])[]>();

function joinedNames(known: SceneWords): readonly (readonly string[])[] {
	const found = joinedNamesOf.get(known);
	if (found !== undefined) return found;
	const joints = [...Object.values(known.joining).flat(), ...known.grounds.openings].filter(
		(joint) => !joint.includes(' '),
	);
	const made = known.names.map((name) => name.split(' ')).filter((name) => name.some((word) => joints.includes(word)));
	joinedNamesOf.set(known, made);
	return made;
}

interface Names {
	readonly all: ReadonlySet<string>;
	readonly rare: ReadonlySet<string>;
	/** Words of the longest. */
	readonly length: number;
}

const namesOf = new WeakMap<SceneWords, Names>();

function namesIn(known: SceneWords): Names {
	const found = namesOf.get(known);
	if (found !== undefined) return found;
	const made = {
		all: new Set(known.names),
		rare: new Set(known.rare),
		length: Math.max(...known.names.map((name) => name.split(' ').length)),
	};
	namesOf.set(known, made);
	return made;
}

function holdsName(words: readonly string[], known: SceneWords): boolean {
	const { length } = namesIn(known);
	for (let from = 0; from < words.length; from++)
		for (let to = from + 1; to <= Math.min(from + length, words.length); to++)
			if (drawnName(words.slice(from, to).join(' '), known) !== null) return true;
	return false;
}

/** What a plural may be of: "berries" → berries, berrie, berry. */
function singulars(name: string): readonly string[] {
	return [name, name.replace(/s$/, ''), name.replace(/es$/, ''), name.replace(/ies$/, 'y')];
}

/** How many words the longest of these phrases has that stands at this place; 0 if none does. */
function longestAt(words: readonly string[], at: number, phrases: readonly string[]): number {
	let longest = 0;
	for (const phrase of phrases) {
		const parts = phrase.split(' ');
		if (parts.length > longest && startsWith(words.slice(at, at + parts.length), parts)) longest = parts.length;
	}
	return longest;
}

function startsWith(words: readonly string[], beginning: readonly string[]): boolean {
	return words.length >= beginning.length && beginning.every((word, at) => words[at] === word);
}

function isStop(word: string): boolean {
	return /^[,;.:]$/.test(word);
}
