/** @file Text inside of markup, so that whatever people wrote stays text. */

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text for an element or a quoted attribute of HTML. */
export function escapeMarkup(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Text that XML 1.0 can hold (its production `Char`): control characters and half surrogates stand in no document. */
export function xmlText(text: string): string {
	return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}

/** Paragraphs of plain text as HTML: an empty line parts two of them, other line breaks stay. */
export function paragraphs(text: string): string {
	return text
		.split(/\n{2,}/)
		.filter((paragraph) => paragraph.trim() !== '')
		.map((paragraph) => `<p>${escapeMarkup(paragraph.trim()).replaceAll('\n', '<br/>')}</p>`)
		.join('');
}
