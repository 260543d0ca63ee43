/** @file What pages outside of the gallery say in its languages. */

/** BCP 47. */
export const pageLanguages = ['en', 'es'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

interface PageWords {
	/** `names` is a list of people. */
	by(names: string): string;
	artworks(count: number): string;
	seeAll(gallery: string): string;
	readonly empty: string;
}

export const pageWords: Readonly<Record<PageLanguage, PageWords>> = {
	en: {
		by: (names) => `by ${names}`,
		artworks: (count) => (count === 1 ? '1 artwork' : `${count} artworks`),
		seeAll: (gallery) => `See the collection on ${gallery}`,
		empty: 'There is nothing in this collection yet.',
	},
	es: {
		by: (names) => `de ${names}`,
		artworks: (count) => (count === 1 ? '1 obra' : `${count} obras`),
		seeAll: (gallery) => `Ver la colección en ${gallery}`,
		empty: 'Esta colección aún no tiene nada.',
	},
};

/** Names as a sentence has them: “Ada, Bo and Cy”. */
export function listNames(names: readonly string[], language: PageLanguage): string {
	return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}
