/** @file What a gallery sends out: feeds of what is new, and collections as pages that stand by themselves. */
export type { ShownCollection, ShownItem } from './collection.ts';
export { printEmbedPage } from './embed-page.ts';
export { type ExportDocument, exportDocuments } from './export.ts';
export type {
	ExportedArtwork,
	ExportedCollection,
	ExportedFile,
	ExportedGap,
	ExportedItem,
	ExportedSection,
} from './exported.ts';
export { type Feed, type FeedEntry, type FeedPerson, type FeedPicture, printAtom, printJsonFeed } from './feed.ts';
export { type PageLanguage, pageLanguages } from './page-language.ts';
