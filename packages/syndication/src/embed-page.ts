/** @file A collection in a frame on another site: its first pictures, and the way to the rest. It runs nothing. */
import type { ShownCollection, ShownItem } from './collection.ts';
import { escapeMarkup } from './markup.ts';
import { pageColours, printPage } from './page.ts';
import { listNames, type PageLanguage, pageWords } from './page-language.ts';

const style = `${pageColours}
body { padding: 1rem; }
header { display: grid; gap: 0.125rem; margin-bottom: 1rem; }
h1 { font-size: 1.375rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); }
li a { display: block; text-decoration: none; }
li span { display: grid; place-items: center; aspect-ratio: 1; padding: 8%; background: var(--mat); }
img { display: block; max-width: 100%; max-height: 100%; width: auto; height: auto; min-width: 0; min-height: 0; object-fit: contain; }
li p { margin-top: 0.25rem; }
footer { margin-top: 1rem; }
`;

/** The page in the frame. Links leave the frame, whose site nobody wants to lose. */
export function printEmbedPage(
	collection: ShownCollection,
	items: readonly ShownItem[],
	{ language, gallery }: { readonly language: PageLanguage; readonly gallery: string },
): string {
	const words = pageWords[language];
	const link = (url: string, content: string) =>
		`<a href="${escapeMarkup(url)}" target="_blank" rel="noopener">${content}</a>`;
	const names = listNames(
		collection.curators.map(({ name }) => name),
		language,
	);
	const pictures = items.map(({ title, url, artist, alternativeText, picture }) => {
		const { width, height } = picture;
		const image = `<img src="${escapeMarkup(picture.url)}" width="${width}" height="${height}" alt="${escapeMarkup(alternativeText)}" loading="lazy">`;
		const caption = `<p class="soft"><bdi>${escapeMarkup(title)}</bdi>, ${escapeMarkup(words.by(artist.name))}</p>`;
		return `<li>${link(url, `<span>${image}</span>${caption}`)}</li>`;
	});
	const body = `<header>
<h1>${link(collection.url, `<bdi>${escapeMarkup(collection.title)}</bdi>`)}</h1>
<p class="soft">${escapeMarkup(words.by(names))} · ${words.artworks(collection.itemCount)}</p>
</header>
<main>
${pictures.length === 0 ? `<p>${words.empty}</p>` : `<ul>\n${pictures.join('\n')}\n</ul>`}
</main>
<footer><p class="soft">${link(collection.url, escapeMarkup(words.seeAll(gallery)))}</p></footer>`;
	return printPage({ language, title: collection.title, style, body });
}
