/** @file What is exported of a collection. Times are RFC 3339, in UTC; all addresses are whole ones. */
import type { ShownCollection } from './collection.ts';
import type { FeedPerson } from './feed.ts';
import type { PageLanguage } from './page-language.ts';

/** What is exported as a whole; `itemCount` counts the items that are exported. */
export interface ExportedCollection extends ShownCollection {
	readonly exportedAt: string;
}

/** The file of a picture in the export. */
export interface ExportedFile {
	/** Relative to the descriptions, with forward slashes. */
	readonly path: string;
	readonly mimeType: string;
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly byteCount: number;
	/** Of the bytes, in hexadecimal. */
	readonly sha256: string;
}

/** Items that stand together under a title. */
export interface ExportedSection {
	/** From 1, in the order of the collection. */
	readonly number: number;
	readonly title: string;
}

/** What curators did with any item. */
interface ExportedPlace {
	/** Items of a section come one after the other; null for those before the first section. */
	readonly section: ExportedSection | null;
	/** What curators say of it: plain text, empty where they say nothing. */
	readonly note: string;
	/** When it was put into the collection. */
	readonly addedAt: string;
}

/** An artwork in an exported collection. */
export interface ExportedArtwork extends ExportedPlace {
	readonly kind: 'ARTWORK';
	readonly title: string;
	/** Of its page. */
	readonly url: string;
	readonly artist: FeedPerson;
	/** What the picture shows, in words. */
	readonly alternativeText: string;
	/** The address of a licence, or words; null for none stated. */
	readonly licence: string | null;
	readonly publishedAt: string;
	/** Null where the picture could not be exported. */
	readonly file: ExportedFile | null;
}

/** The place of an artwork that was deleted. */
export interface ExportedGap extends ExportedPlace {
	readonly kind: 'DELETED';
	/** Null where not everybody could see the artwork. */
	readonly title: string | null;
	/** The name of its artist then. */
	readonly artist: string | null;
}

export type ExportedItem = ExportedArtwork | ExportedGap;

/** In which language, and from which gallery. */
export interface ExportOptions {
	readonly language: PageLanguage;
	/** The name of the gallery. */
	readonly gallery: string;
}
