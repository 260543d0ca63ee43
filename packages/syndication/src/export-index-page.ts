/**
 * @file An exported collection as a page that a browser opens from the disk: its pictures lie beside it. It runs nothing and loads
 * nothing from anywhere else; links lead to the gallery.
 */
import type { ExportedArtwork, ExportedCollection, ExportedGap, ExportedItem, ExportOptions } from './exported.ts';
import type { FeedPerson } from './feed.ts';
import { escapeMarkup, paragraphs } from './markup.ts';
import { closingOfPage, openPage, pageColours } from './page.ts';
import { formatDay, listNames, type PageWords, pageWords } from './page-language.ts';

const style = `${pageColours}
body { max-width: 90rem; margin-inline: auto; padding: clamp(1rem, 4vw, 3rem); }
header, footer { max-width: 65ch; }
header { display: grid; gap: 0.5rem; margin-bottom: 2.5rem; }
h1 { font-size: clamp(1.75rem, 5vw, 2.75rem); }
h2, h3 { font-size: 1.125rem; }
.section { margin: 3.5rem 0 1.5rem; font-size: 1.5rem; }
.section:first-child { margin-top: 0; }
.words p + p { margin-top: 0.75em; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2.5rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
figure { margin: 0; }
.mat { display: grid; place-items: center; aspect-ratio: 1; padding: 9%; background: var(--mat); text-align: center; }
img { display: block; max-width: 100%; max-height: 100%; width: auto; height: auto; min-width: 0; min-height: 0; object-fit: contain; }
figcaption { display: grid; gap: 0.25rem; margin-top: 0.75rem; }
figcaption .words { margin-top: 0.25rem; font-size: 0.9375rem; }
footer { margin-top: 3rem; display: grid; gap: 0.5rem; }
`;

/** Each picture with its title, its description for who does not see it, its credit and the note of the curators. */
export async function* printIndexPage(
	collection: ExportedCollection,
	items: AsyncIterable<ExportedItem>,
	{ language, gallery }: ExportOptions,
): AsyncGenerator<string, void> {
	const words = pageWords[language];
	const { title, statement, url, curators, itemCount } = collection;
	const listed = listNames(curators.map(linkedName), language);
	yield openPage({ language, title, style });
	yield `<header>
<h1>${link(url, bdi(title))}</h1>
<p class="soft">${words.by(listed)} · ${words.artworks(itemCount)}</p>
${statement === '' ? '' : wordsOf(statement)}
</header>
<main>
${itemCount === 0 ? `<p>${words.empty}</p>\n` : ''}`;
	let open: number | null = null;
	for await (const item of items) {
		const { number, title: heading } = item.section ?? { number: 0, title: null };
		if (number !== open) {
			const titled = heading === null ? '' : `<h2 class="section">${bdi(heading)}</h2>\n`;
			yield `${open === null ? '' : '</ol>\n'}${titled}<ol>\n`;
			open = number;
		}
		yield `<li>${item.kind === 'ARTWORK' ? artworkFigure(item, words) : gapFigure(item, words)}</li>\n`;
	}
	yield `${open === null ? '' : '</ol>\n'}</main>
<footer>
<p class="soft">${escapeMarkup(words.exported(gallery, formatDay(collection.exportedAt, language)))} ${words.rights}</p>
<p class="soft">${words.beside}: ${['collection.json', 'collection.csv', 'credits.txt'].map((name) => `<a href="${name}">${name}</a>`).join(', ')}</p>
</footer>`;
	yield closingOfPage;
}

function artworkFigure(artwork: ExportedArtwork, words: PageWords): string {
	const { title, url, artist, alternativeText, licence, file, note, section } = artwork;
	const heading = section ? 'h3' : 'h2';
	const place = file && escapeMarkup(file.path.split('/').map(encodeURIComponent).join('/'));
	const picture = file
		? `<a class="mat" href="${place}"><img src="${place}" width="${file.width}" height="${file.height}" alt="${escapeMarkup(alternativeText)}" loading="lazy"></a>`
		: `<p class="mat soft">${words.missing}</p>`;
	const stated = licence === null ? words.noLicence : isWebAddress(licence) ? link(licence, licence) : bdi(licence);
	return `<figure>${picture}<figcaption>
<${heading}>${link(url, bdi(title))}</${heading}>
<p class="soft">${words.by(linkedName(artist))}</p>
<p class="soft">${words.licence}: ${stated}</p>
${wordsOf(note)}</figcaption></figure>`;
}

function gapFigure({ title, artist, note }: ExportedGap, words: PageWords): string {
	const said = escapeMarkup(words.deleted(title, artist));
	return `<figure><p class="mat soft">${said}</p><figcaption>${wordsOf(note)}</figcaption></figure>`;
}

/** Plain text in the direction in which it is written; nothing for an empty one. */
function wordsOf(text: string): string {
	return text.trim() === '' ? '' : `<div class="words" dir="auto">${paragraphs(text)}</div>`;
}

function linkedName({ name, url }: FeedPerson): string {
	return url === null ? bdi(name) : link(url, bdi(name));
}

/** `content` is markup. */
function link(url: string, content: string): string {
	return `<a href="${escapeMarkup(url)}" rel="noreferrer">${content}</a>`;
}

/** A name that may be written in another direction than the page. */
function bdi(text: string): string {
	return `<bdi>${escapeMarkup(text)}</bdi>`;
}

function isWebAddress(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
