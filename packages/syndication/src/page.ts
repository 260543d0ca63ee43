/** @file The frame of pages that stand outside of the gallery: no script, no file beside them but the pictures. */
import { escapeMarkup } from './markup.ts';
import type { PageLanguage } from './page-language.ts';

/** The colours of the gallery's pages, light and dark; contrast of text 7 to 1 and more. */
export const pageColours = `
:root { color-scheme: light dark; --wall: #f7f7f6; --mat: #ebebea; --ink: #1f1d1b; --soft: #56534f; --dot: #a5291a; }
@media (prefers-color-scheme: dark) { :root { --wall: #151514; --mat: #252524; --ink: #edebe8; --soft: #b0aeab; --dot: #ff8a73; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--wall); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2 { margin: 0; font-family: "Iowan Old Style", "Palatino Linotype", Georgia, serif; font-weight: 500; line-height: 1.2; font-style: italic; }
p { margin: 0; }
a { color: inherit; text-underline-offset: 0.2em; }
a:focus-visible { outline: 2px solid var(--dot); outline-offset: 3px; }
.soft { color: var(--soft); font-size: 0.875rem; }
`;

interface PageHead {
	readonly language: PageLanguage;
	/** Text. */
	readonly title: string;
	/** CSS of ours. */
	readonly style: string;
}

/** A whole HTML document; `body` is markup. */
export function printPage({ body, ...head }: PageHead & { readonly body: string }): string {
	return `${openPage(head)}${body}${closingOfPage}`;
}

/** What stands before the body of a page, for one that is printed piece by piece; {@link closingOfPage} ends it. */
export function openPage({ language, title, style }: PageHead): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
`;
}

/** What stands behind the body of a page. */
export const closingOfPage = `
</body>
</html>
`;
