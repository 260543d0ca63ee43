/** @file Where in a text that somebody wrote the addresses are. Everything else stays text, whatever it looks like. */

/** A piece of the text; `href` where it is an address. */
export interface TextPiece {
	readonly text: string;
	readonly href: string | null;
}

// Only the web: an address with another scheme may run with the reader's cookies. The pattern cannot go back over itself.
const webAddress = /\bhttps?:\/\/[^\s<>"'`\p{Control}\u202a-\u202e\u2066-\u2069]+/giu;

/** The pieces in order; together they are the text again. */
export function linksInText(text: string): readonly TextPiece[] {
	const pieces: TextPiece[] = [];
	let end = 0;
	for (const match of text.matchAll(webAddress)) {
		const address = withoutPunctuation(match[0]);
		if (!URL.canParse(address)) continue;
		if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null });
		pieces.push({ text: address, href: new URL(address).href });
		end = match.index + address.length;
	}
	if (end < text.length) pieces.push({ text: text.slice(end), href: null });
	return pieces;
}

/** What ends a sentence does not belong to the address in it; a bracket does if it was opened there. */
function withoutPunctuation(address: string): string {
	let end = address.length;
	for (; end > 0; end--) {
		const last = address[end - 1] ?? '';
		if (/[.,;:!?…]/.test(last)) continue;
		if (last === ')' && !address.slice(0, end).includes('(')) continue;
		break;
	}
	return address.slice(0, end);
}
