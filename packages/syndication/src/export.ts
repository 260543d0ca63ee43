/**
 * @file A collection that somebody takes along, and the files that describe it: a manifest, a table, credits and a page.
 * Each is printed piece by piece, so that a collection of any size takes no more memory than one of its items.
 */
import { printCredits } from './export-credits.ts';
import { printIndexPage } from './export-index-page.ts';
import { printManifest } from './export-manifest.ts';
import { printTable } from './export-table.ts';
import type { ExportedCollection, ExportedItem, ExportOptions } from './exported.ts';

/** A file that describes an exported collection. */
export interface ExportDocument {
	/** With its extension. */
	readonly name: string;
	/** The content, piece by piece. `items` is read once. */
	print(items: AsyncIterable<ExportedItem>): AsyncGenerator<string, void>;
}

/** The files that describe a collection; the page links to the others by their names. */
export function exportDocuments(collection: ExportedCollection, options: ExportOptions): readonly ExportDocument[] {
	return [
		{ name: 'index.html', print: (items) => printIndexPage(collection, items, options) },
		{ name: 'collection.json', print: (items) => printManifest(collection, items, options) },
		{ name: 'collection.csv', print: printTable },
		{ name: 'credits.txt', print: (items) => printCredits(collection, items, options) },
	];
}
