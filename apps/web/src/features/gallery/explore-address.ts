/**
 * @file What a list of pictures shows, as its address says it and as the API is asked for it. Anything in an address
 * that is not understood counts as left out: addresses are typed by hand, cut off and grow old.
 */
import { maximumSearchLength, readTag } from '@galatea/render';
import type {
	ArtworkFilter,
	ArtworkOrder,
	ContentLevel,
	Period,
	PictureShape,
} from '../../graphql/generated/graphql.ts';

/** Which list, as the tabs have it. */
export const shows = ['new', 'trending', 'following', 'random'] as const;
export type Show = (typeof shows)[number];

/** Pixels of the longer side that one may ask for at least. */
export const minimumSides = [256, 512, 1024] as const;
/** Values of the filters as the address has them. */
export const shapes = ['square', 'portrait', 'landscape'] as const;
export const levels = ['everyone', 'sensitive', 'adults'] as const;
export const periods = ['day', 'week', 'month', 'year'] as const;

/** Null for what does not narrow the list. */
export interface Explored {
	readonly show: Show;
	/** Of the random order; null until one is drawn. */
	readonly seed: number | null;
	/** What is looked for in titles, tags and prompts. */
	readonly words: string | null;
	readonly tag: string | null;
	readonly pack: string | null;
	readonly shape: (typeof shapes)[number] | null;
	readonly side: (typeof minimumSides)[number] | null;
	/** For whom the pictures are. */
	readonly level: (typeof levels)[number] | null;
	readonly period: (typeof periods)[number] | null;
	/** Only what can be rendered again here. */
	readonly renderable: boolean;
}

/** A page's `searchParams`. */
export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Seeds are 31 bits: the API takes a GraphQL `Int`. */
const seedBound = 2 ** 31;

/** Reads what an address asks for. */
export function readExplored(search: Search): Explored {
	const given = (name: string): string | null => {
		const value = search[name];
		return typeof value === 'string' && value !== '' ? value : null;
	};
	const among = <Value extends string | number>(values: readonly Value[], name: string): Value | null =>
		values.find((value) => String(value) === given(name)) ?? null;
	const seed = given('seed');
	return {
		show: among(shows, 'show') ?? 'new',
		seed: seed !== null && /^\d{1,10}$/.test(seed) && Number(seed) < seedBound ? Number(seed) : null,
		words: given('q')?.trim().slice(0, maximumSearchLength) || null,
		tag: readTag(given('tag') ?? ''),
		pack: given('pack'),
		shape: among(shapes, 'shape'),
		side: among(minimumSides, 'side'),
		level: among(levels, 'level'),
		period: among(periods, 'period'),
		renderable: given('renderable') === '1',
	};
}

/** The address of a list under `path`; `after` is a cursor of it. The same list has one address. */
export function printExplored(path: string, explored: Partial<Explored>, after?: string | null): string {
	const { show = 'new', seed, words: q, tag, pack, shape, side, level, period, renderable } = explored;
	const search = new URLSearchParams();
	if (show !== 'new') search.set('show', show);
	if (show === 'random' && seed != null) search.set('seed', String(seed));
	for (const [name, value] of Object.entries({ q, tag, pack, shape, side, level, period }))
		if (value != null) search.set(name, String(value));
	if (renderable) search.set('renderable', '1');
	if (after != null) search.set('after', after);
	const text = search.toString();
	return text === '' ? path : `${path}?${text}`;
}

/** What an address says of a list beside its filters. */
export function keptByFilters({ show, seed, words }: Explored): Readonly<Record<string, string>> {
	return {
		...(show !== 'new' && { show }),
		...(words !== null && { q: words }),
		...(show === 'random' && { seed: String(seed ?? '') }),
	};
}

/** A seed that nobody chose. */
export function drawSeed(): number {
	return Math.floor(Math.random() * seedBound);
}

/** What the API is asked for. */
export interface ExploreVariables {
	readonly order: ArtworkOrder;
	readonly seed: number | null;
	readonly filter: ArtworkFilter;
}

/** The list as the API takes it. */
export function exploreVariables({
	show,
	seed,
	words,
	tag,
	pack,
	shape,
	side,
	level,
	period,
	renderable,
}: Explored): ExploreVariables {
	const usual = words === null ? 'NEWEST' : 'RELEVANCE';
	const order = show === 'trending' ? 'TRENDING' : show === 'random' ? 'RANDOM' : usual;
	const filter: ArtworkFilter = {
		words,
		tag,
		packId: pack,
		shape: (shape?.toUpperCase() ?? null) as PictureShape | null,
		minimumSidePx: side,
		contentLevel: (level?.toUpperCase() ?? null) as ContentLevel | null,
		isRenderable: renderable || null,
		period: (period?.toUpperCase() ?? null) as Period | null,
		isFollowed: show === 'following' || null,
	};
	return { order, seed: show === 'random' ? seed : null, filter };
}
