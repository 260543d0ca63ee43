/** @file What pages outside of the gallery say in its languages. */

/** BCP 47. */
export const pageLanguages = ['en', 'es'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** What pages and files say themselves; none of it has characters of markup. */
export interface PageWords {
	/** `names` is a list of people. */
	by(names: string): string;
	artworks(count: number): string;
	seeAll(gallery: string): string;
	readonly empty: string;
	/** Of an artwork that is no longer there; null for what is not told. */
	deleted(title: string | null, artist: string | null): string;
	readonly licence: string;
	readonly noLicence: string;
	/** In place of a picture that could not be exported. */
	readonly missing: string;
	readonly file: string;
	readonly page: string;
	readonly artist: string;
	readonly note: string;
	readonly section: string;
	exported(gallery: string, day: string): string;
	/** Who may do what where nothing else is said. */
	readonly rights: string;
	/** Before the names of the files that say the same. */
	readonly beside: string;
}

export const pageWords: Readonly<Record<PageLanguage, PageWords>> = {
	en: {
		by: (names) => `by ${names}`,
		artworks: (count) => (count === 1 ? '1 artwork' : `${count} artworks`),
		seeAll: (gallery) => `See the collection on ${gallery}`,
		empty: 'There is nothing in this collection yet.',
		deleted: (title, artist) =>
			title === null ? 'This artwork was deleted.' : `“${title}” by ${artist ?? ''} was deleted.`,
		licence: 'Licence',
		noLicence: 'none stated',
		missing: 'This picture could not be saved.',
		file: 'File',
		page: 'Page',
		artist: 'Artist',
		note: 'Note',
		section: 'Section',
		exported: (gallery, day) => `Saved from ${gallery} on ${day}.`,
		rights: 'Where no licence is stated, all rights stay with the artist.',
		beside: 'The same for programs and to print',
	},
	es: {
		by: (names) => `de ${names}`,
		artworks: (count) => (count === 1 ? '1 obra' : `${count} obras`),
		seeAll: (gallery) => `Ver la colección en ${gallery}`,
		empty: 'Esta colección aún no tiene nada.',
		deleted: (title, artist) =>
			title === null ? 'Esta obra se ha eliminado.' : `«${title}», de ${artist ?? ''}, se ha eliminado.`,
		licence: 'Licencia',
		noLicence: 'no indicada',
		missing: 'Esta imagen no se ha podido guardar.',
		file: 'Archivo',
		page: 'Página',
		artist: 'Artista',
		note: 'Nota',
		section: 'Sección',
		exported: (gallery, day) => `Guardado de ${gallery} el ${day}.`,
		rights: 'Si no se indica ninguna licencia, todos los derechos son del artista.',
		beside: 'Lo mismo, para programas y para imprimir',
	},
};

/** Names as a sentence has them: “Ada, Bo and Cy”. */
export function listNames(names: readonly string[], language: PageLanguage): string {
	return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** The day of a time in RFC 3339, in UTC, as a text has it. */
export function formatDay(time: string, language: PageLanguage): string {
	return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(time));
}
