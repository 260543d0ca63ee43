/** @file An exported collection as JSON, for programs. */
import type { ExportedCollection, ExportedItem, ExportOptions } from './exported.ts';

/** Rises when a reader of the last one could no longer read it. */
const manifestFormat = 1;

/** A JSON document: what is known of the collection, and its items in their order. */
export async function* printManifest(
	collection: ExportedCollection,
	items: AsyncIterable<ExportedItem>,
	{ gallery }: Pick<ExportOptions, 'gallery'>,
): AsyncGenerator<string, void> {
	const head = JSON.stringify({ format: manifestFormat, gallery, ...collection }, null, '\t');
	yield `${head.slice(0, head.lastIndexOf('\n}'))},\n\t"items": [`;
	let separator = '\n';
	for await (const item of items) {
		yield `${separator}\t\t${JSON.stringify(item)}`;
		separator = ',\n';
	}
	yield '\n\t]\n}\n';
}
