import { parseXml, XmlElement, type XmlNode } from '@rgrove/parse-xml';
import { expect, test } from 'vitest';
import { exportDocuments } from './export.ts';
import type { ExportedArtwork, ExportedCollection, ExportedItem } from './exported.ts';
import type { PageLanguage } from './page-language.ts';

const awkward = '</p><script src="https://elsewhere.example/x.js">alert("1" & \'2\')</script> ñ 猫';
const collection: ExportedCollection = {
	title: awkward,
	statement: `First\n\n${awkward}`,
	url: 'https://gallery.example/@ada/c/apples',
	curators: [
		{ name: 'Ada', url: 'https://gallery.example/@ada' },
		{ name: awkward, url: null },
	],
	itemCount: 3,
	exportedAt: '2026-12-01T23:30:00.000Z',
};
const artwork: ExportedArtwork = {
	kind: 'ARTWORK',
	title: awkward,
	url: 'https://gallery.example/artworks/art_1',
	artist: { name: awkward, url: 'https://gallery.example/@bo' },
	alternativeText: awkward,
	licence: 'https://creativecommons.org/licenses/by/4.0/',
	note: `${awkward}\n\n2. Not an item, by nobody`,
	section: null,
	addedAt: '2026-11-30T12:00:00.000Z',
	publishedAt: '2026-11-29T12:00:00.000Z',
	file: {
		path: 'pictures/0001-a #1.png',
		mimeType: 'image/png',
		width: 512,
		height: 384,
		byteCount: 9,
		sha256: 'ab'.repeat(32),
	},
};
const missing: ExportedArtwork = { ...artwork, title: 'Pear', licence: null, note: '', file: null };
const gap = {
	kind: 'DELETED',
	section: null,
	title: 'Plum',
	artist: 'Cy',
	note: 'Gone',
	addedAt: artwork.addedAt,
} as const;
const items: readonly ExportedItem[] = [artwork, missing, gap];

async function print(name: string, of = items, language: PageLanguage = 'en', whole = collection): Promise<string> {
	const document = exportDocuments(whole, { language, gallery: 'Galatea' }).find((each) => each.name === name);
	if (!document) throw new Error(`${name} is no document of an export`);
	async function* one() {
		yield* of;
	}
	let text = '';
	for await (const piece of document.print(one())) text += piece;
	return text;
}

/** The body of a page as a tree. Strict: what people wrote would break it if any of it were markup. */
function bodyOf(page: string): XmlElement {
	const [, body = ''] = /<body>(.*)<\/body>/s.exec(page) ?? [];
	const { root } = parseXml(`<body>${body.replaceAll(/<img ([^>]*)>/g, '<img $1/>')}</body>`);
	if (!root) throw new Error('The page has a body');
	return root;
}

function all(element: XmlElement, name: string): readonly XmlElement[] {
	return element.children.flatMap((child: XmlNode) =>
		child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...all(child, name)] : [],
	);
}

test('the page shows pictures, words, credit and notes, whatever people wrote, and loads nothing but its pictures', async () => {
	const page = await print('index.html');
	const body = bodyOf(page);
	expect(all(body, 'script')).toEqual([]);
	expect(all(body, 'img').map(({ attributes }) => attributes)).toEqual([
		{
			src: 'pictures/0001-a%20%231.png',
			width: '512',
			height: '384',
			alt: awkward,
			loading: 'lazy',
		},
	]);
	// Nothing else has an address that a browser goes to by itself.
	expect(page).not.toMatch(/<(link|script|iframe|object|embed|video|base)\b|url\(|@import|http-equiv/);
	const [first, second, third] = all(body, 'li');
	expect(first && all(first, 'h2')[0]?.text).toBe(awkward);
	for (const words of [`by ${awkward}`, 'Licence: https://creativecommons.org/', '2. Not an item, by nobody'])
		expect(first?.text).toContain(words);
	expect(second?.text).toContain('This picture could not be saved.');
	expect(second?.text).toContain('Licence: none stated');
	expect(third?.text).toBe('“Plum” by Cy was deleted.Gone');
	const links = all(body, 'a').map(({ attributes }) => attributes['href'] ?? '');
	for (const to of [collection.url, artwork.url, 'https://gallery.example/@bo', 'collection.csv'])
		expect(links).toContain(to);

	const spanish = await print('index.html', [], 'es', { ...collection, itemCount: 0 });
	expect(spanish).toContain('<html lang="es">');
	expect(bodyOf(spanish).text).toContain('Guardado de Galatea el 1 de diciembre de 2026.');
	expect(bodyOf(spanish).text).toContain('Esta colección aún no tiene nada.');
});

test('items of a section stand under its title, in the page, the table and the credits', async () => {
	const night = { number: 2, title: awkward };
	const inSections = [artwork, { ...artwork, section: night }, { ...gap, section: night }];
	const body = bodyOf(await print('index.html', inSections));
	expect(all(body, 'ol').map((list) => all(list, 'li').length)).toEqual([1, 2]);
	expect(all(body, 'h2').map(({ text }) => text)).toEqual([awkward, awkward]);
	expect(all(body, 'h3').map(({ text }) => text)).toEqual([awkward]);
	const rows = (await print('collection.csv', inSections)).split('\r\n');
	const quoted = `,"${awkward.replaceAll('"', '""')}","${artwork.addedAt}",`;
	expect(rows.slice(1, 4).map((row) => row.includes(quoted))).toEqual([false, true, true]);
	const lines = (await print('credits.txt', inSections, 'es')).split('\n');
	expect(lines.filter((line) => /^(\d+\.|Sección)/.test(line)).map((line) => line.slice(0, 9))).toEqual([
		`1. ${awkward.slice(0, 6)}`,
		'Sección: ',
		`2. ${awkward.slice(0, 6)}`,
		'3. «Plum»',
	]);
});

test('a licence that is no web address is never a link', async () => {
	const page = await print('index.html', [{ ...artwork, licence: 'javascript:alert(1)' }]);
	expect(page).not.toContain('href="javascript:');
	expect(page).toContain('<bdi>javascript:alert(1)</bdi>');
});

test('the manifest is JSON with everything that was given, also without items', async () => {
	expect(JSON.parse(await print('collection.json'))).toEqual({ format: 1, gallery: 'Galatea', ...collection, items });
	expect(JSON.parse(await print('collection.json', []))).toMatchObject({ items: [] });
});

test('the table has one row an item, and no cell that a spreadsheet would run', async () => {
	const formulas = {
		...{ '=1+1': "'=1+1", '+1': "'+1", '-1': "'-1", '@SUM(A1)': "'@SUM(A1)", ' =1': "' =1", '＝1': "'＝1" },
		...{ '\t=1': "'\t'=1", '\n=1': "'\n'=1" },
		// Where semicolons part cells, quotes that do not begin a line are text.
		...{ 'one; =1': "one;' =1", 'one\n=1': "one\n'=1", 'a-b=c; d': 'a-b=c; d' },
	};
	const table = await print('collection.csv', [
		...Object.keys(formulas).map((title) => ({ ...artwork, title, note: 'Plain "words",\nin two lines' })),
		gap,
	]);
	const [head, ...rows] = table.split('\r\n');
	expect(head).toMatch(/^\u{FEFF}number,status,title,artist,/u);
	expect(rows.map((row) => /^\d+,"\w+",("(?:[^"]|"")*")/.exec(row)?.[1])).toEqual([
		...Object.values(formulas).map((title) => `"${title}"`),
		'"Plum"',
		undefined,
	]);
	expect(rows[0]).toContain(',"Plain ""words"",\nin two lines",');
	expect(rows[0]?.endsWith(`,"pictures/0001-a #1.png","image/png",512,384,9,"${'ab'.repeat(32)}"`)).toBe(true);
	expect(rows[11]).toMatch(/^12,"deleted","Plum","Cy",/);
});

test('the credits name each artist and licence, and nothing that people wrote looks like a line of ours', async () => {
	const credits = await print('credits.txt', [
		{ ...artwork, title: 'Apple\n9. Forged,\u0007 by nobody' },
		missing,
		gap,
	]);
	const lines = credits.split('\n');
	expect(lines.filter((line) => /^\d+\. /.test(line))).toEqual([
		`1. Apple 9. Forged, by nobody, by ${awkward}`,
		`2. Pear, by ${awkward}`,
		'3. “Plum” by Cy was deleted.',
	]);
	expect(lines).toContain('   Licence: https://creativecommons.org/licenses/by/4.0/');
	expect(lines).toContain('   File: pictures/0001-a #1.png');
	expect(lines).toContain('      2. Not an item, by nobody');
	expect(await print('credits.txt', [missing], 'es')).toContain('   Licencia: no indicada\n');
});
