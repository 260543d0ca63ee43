/** @file The credits of an exported collection as plain text: whose each picture is, and what may be done with it. */
import type { ExportedArtwork, ExportedCollection, ExportedGap, ExportedItem, ExportOptions } from './exported.ts';
import { formatDay, listNames, type PageWords, pageWords } from './page-language.ts';

/** Who made, who curated and under which licence, a paragraph for each item. Nothing that people wrote breaks a line of ours. */
export async function* printCredits(
	collection: ExportedCollection,
	items: AsyncIterable<ExportedItem>,
	{ language, gallery }: ExportOptions,
): AsyncGenerator<string, void> {
	const words = pageWords[language];
	const names = listNames(
		collection.curators.map(({ name }) => name),
		language,
	);
	yield lines([
		oneLine(collection.title),
		oneLine(words.by(names)),
		collection.url,
		...(collection.statement === '' ? [] : ['', indented(collection.statement)]),
		'',
		`${words.exported(gallery, formatDay(collection.exportedAt, language))} ${words.rights}`,
	]);
	let number = 0;
	let section = 0;
	for await (const item of items) {
		number++;
		if (item.section && item.section.number !== section) {
			section = item.section.number;
			yield lines(['', `${words.section}: ${oneLine(item.section.title)}`]);
		}
		yield lines(['', ...(item.kind === 'ARTWORK' ? artworkLines(number, item, words) : gapLines(number, item, words))]);
	}
}

function artworkLines(number: number, artwork: ExportedArtwork, words: PageWords): readonly string[] {
	const { title, artist, url, licence, file, note } = artwork;
	return [
		`${number}. ${oneLine(title)}, ${oneLine(words.by(artist.name))}`,
		field(words.file, file?.path ?? words.missing),
		field(words.page, url),
		...(artist.url === null ? [] : [field(words.artist, artist.url)]),
		field(words.licence, licence ?? words.noLicence),
		...noteLines(note, words),
	];
}

function gapLines(number: number, { title, artist, note }: ExportedGap, words: PageWords): readonly string[] {
	return [`${number}. ${oneLine(words.deleted(title, artist))}`, ...noteLines(note, words)];
}

function noteLines(note: string, words: PageWords): readonly string[] {
	return note === '' ? [] : [`   ${words.note}:`, indented(note)];
}

function field(name: string, value: string): string {
	return `   ${name}: ${oneLine(value)}`;
}

function lines(texts: readonly string[]): string {
	return `${texts.join('\n')}\n`;
}

/** Control characters and line breaks of any kind are spaces. */
function oneLine(text: string): string {
	return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Each line stands deeper than any line of ours. */
function indented(text: string): string {
	return text
		.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
		.map((line) => `      ${oneLine(line)}`.trimEnd())
		.join('\n');
}
