/** @file What the search page looks for, as its address says it. */
import { isIdentifier, maximumSearchLength } from '@galatea/render';
import { type Explored, printExplored, type Search } from '../gallery/explore-address.ts';

/** Words in texts; a text by its meaning; words of collections; what is like an artwork, or like a picture that was kept; or nothing yet. */
export type Searched =
	| { readonly by: SearchMode; readonly text: string }
	| { readonly by: 'artwork' | 'picture'; readonly id: string }
	| null;

/** What a text is looked for in: texts of artworks, what pictures show, texts of collections. */
export const searchModes = ['words', 'meaning', 'collections'] as const;
export type SearchMode = (typeof searchModes)[number];

/** With it in the address, the page comes at once with what was found, and is not shown before: for who has no script. */
export const wholeParameter = 'whole';

/** Anything that is not understood counts as left out. */
export function readSearched(search: Search): Searched {
	const { q, by, like, picture } = search;
	if (typeof like === 'string' && isIdentifier('artwork', like)) return { by: 'artwork', id: like };
	if (typeof picture === 'string' && /^[0-9a-f]{64}$/.test(picture)) return { by: 'picture', id: picture };
	const text = typeof q === 'string' ? q.trim().slice(0, maximumSearchLength) : '';
	if (text === '') return null;
	return { by: searchModes.find((mode) => mode === by) ?? 'words', text };
}

/** What narrows a search, whatever is looked for. */
export type SearchFilters = Omit<Explored, 'seed' | 'show' | 'words'>;

/** What the address of a search says beside what narrows it. */
export function keptBySearch(searched: NonNullable<Searched>): Readonly<Record<string, string>> {
	if ('id' in searched) return { [searched.by === 'artwork' ? 'like' : 'picture']: searched.id };
	return { q: searched.text, ...(searched.by !== 'words' && { by: searched.by }) };
}

/** The address of a search, of what narrows it, and of a cursor. */
export function printSearched(
	searched: NonNullable<Searched>,
	filters: Partial<SearchFilters> = {},
	after?: string | null,
): string {
	const kept = new URLSearchParams(keptBySearch(searched)).toString();
	const rest = printExplored('', filters, after).slice(1);
	return `/search?${kept}${rest === '' ? '' : `&${rest}`}`;
}
