/** @file The guide: the pages for artists in the repository's docs, in both languages. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Marked } from 'marked';
import type { Locale } from '../../i18n/locale.ts';

/** Where the pages are, seen from the folder that the web server runs in; the build takes them along. */
const folder = path.join(process.cwd(), '../../docs/artists');

/** Pages by their names in addresses, in the order of the first one. */
export const guidePages = [
	'README',
	'prompts',
	'beginning',
	'cutouts',
	'losses',
	'optimiser',
	'tiling',
	'motion',
	'settings',
	'presets',
	'from-other-programs',
	'collections',
] as const;
export type GuidePage = (typeof guidePages)[number];

export interface GuideText {
	readonly title: string;
	/** Of everything below the title. */
	readonly html: string;
}

/** One page. The texts are the repository's own, so what they hold is trusted. */
export async function readGuidePage(page: GuidePage, locale: Locale): Promise<GuideText> {
	return renderGuide(await readFile(path.join(folder, locale, `${page}.md`), 'utf8'));
}

/** The content of a picture of the guide; null when there is none of that name. */
export async function readGuidePicture(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
	if (!/^[a-z0-9-]+\.webp$/.test(name)) return null;
	return readFile(path.join(folder, name)).then(
		(bytes) => new Uint8Array(bytes),
		() => null,
	);
}

/** Markdown as HTML, with links and pictures at their addresses in the gallery. */
export function renderGuide(markdown: string): GuideText {
	const [, title = '', text = ''] = /^# ([^\n]*)\n([\s\S]*)$/.exec(markdown) ?? [];
	const marked = new Marked({
		walkTokens(token) {
			if (token.type === 'link') token.href = linkOf(token.href);
			if (token.type === 'image') token.href = token.href.replace(/^\.\.\//, '/guide/pictures/');
		},
	});
	const html = marked.parse(text, { async: false });
	// What is wider than a narrow screen scrolls by itself, with the keyboard too.
	return {
		title,
		html: html
			.replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
			.replaceAll('</table>', '</table></div>')
			.replaceAll('<pre>', '<pre tabindex="0">'),
	};
}

function linkOf(href: string): string {
	const page = guidePages.find((name) => href === `${name}.md`);
	if (page !== undefined) return `/guide/${page}`;
	// To the same texts in another language: the gallery's own switch does that.
	return /^\.\.\/\w+\/README\.md$/.test(href) ? '/guide/README' : href;
}
