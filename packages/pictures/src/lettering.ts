/**
 * @file Words as outlines, in the gallery's own lettering. The font is read from its package, and no system is asked for any: a host
 * without fonts draws the same, bit for bit, and what the font has no sign for is left out rather than drawn as a box.
 */
import { fileURLToPath } from 'node:url';
import { type Font, openSync } from 'fontkit';

/** As pages load them (apps/web's globals.css): each has the signs of some languages, and all have the same measures. */
const files = [
	import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2'),
	import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-latin-ext-wght-normal.woff2'),
	import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-vietnamese-wght-normal.woff2'),
];

/** One line of text, drawn. */
export interface Lettering {
	/** A `d` of SVG: pixels, the baseline at 0, the beginning at 0, y downwards. */
	readonly path: string;
	readonly widthPx: number;
}

let opened: readonly Font[] | undefined;

function fonts(): readonly Font[] {
	opened ??= files.map((file) => openSync(fileURLToPath(file)) as Font);
	return opened;
}

function fontOf(sign: string): Font | undefined {
	return fonts().find((font) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
}

/** The text in composed signs, without those that the font does not have, and with single spaces. */
export function drawable(text: string): string {
	const known = [...text.normalize('NFC')].map((sign) => (/\s/u.test(sign) ? ' ' : fontOf(sign) ? sign : ' '));
	return known.join('').replace(/ +/g, ' ').trim();
}

/** Draws what of a text is {@link drawable} on one line; `sizePx` is the font size. */
export function letter(text: string, sizePx: number): Lettering {
	const parts: string[] = [];
	let x = 0;
	for (const { font, signs } of runsOf(drawable(text))) {
		const scale = sizePx / font.unitsPerEm;
		const { glyphs, positions } = font.layout(signs);
		for (const [index, glyph] of glyphs.entries()) {
			const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
			const shifted = glyph.path.scale(scale, -scale).translate(x + xOffset * scale, -yOffset * scale);
			parts.push(shifted.toSVG());
			x += xAdvance * scale;
		}
	}
	return { path: parts.join(''), widthPx: x };
}

/** Signs in a row that one font has. */
function runsOf(text: string): readonly { readonly font: Font; readonly signs: string }[] {
	const runs: { font: Font; signs: string }[] = [];
	for (const sign of text) {
		const last = runs.at(-1);
		const font = last?.font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? last.font : fontOf(sign);
		if (!font) continue;
		if (last?.font === font) last.signs += sign;
		else runs.push({ font, signs: sign });
	}
	return runs;
}

/**
 * What of a text is {@link drawable} in lines that are at most `widthPx` wide, broken between words, or within one that is wider
 * than a line. What is more than `maximumLines` is cut, and the last line ends in an ellipsis. None for nothing.
 */
export function wrap(text: string, sizePx: number, widthPx: number, maximumLines: number): readonly string[] {
	const fits = (line: string): boolean => letter(line, sizePx).widthPx <= widthPx;
	const lines: string[] = [];
	let line = '';
	const add = (word: string): void => {
		const longer = line === '' ? word : `${line} ${word}`;
		if (fits(longer)) {
			line = longer;
			return;
		}
		if (line !== '') lines.push(line);
		line = '';
		const signs = [...word];
		while (signs.length > 0 && !fits(signs.join(''))) {
			let count = 1;
			while (fits(signs.slice(0, count + 1).join(''))) count++;
			lines.push(signs.splice(0, count).join(''));
		}
		line = signs.join('');
	};
	for (const word of drawable(text).split(' ')) if (lines.length <= maximumLines) add(word);
	if (line !== '') lines.push(line);
	if (lines.length <= maximumLines) return lines;
	const last = [...(lines[maximumLines - 1] ?? '')];
	while (last.length > 0 && !fits(`${last.join('').trimEnd()}…`)) last.pop();
	return [...lines.slice(0, maximumLines - 1), `${last.join('').trimEnd()}…`];
}
