/**
 * @file Words as outlines, in the gallery's own lettering. Fonts are read from their packages, and no system is asked for any: a
 * host without fonts draws the same, bit for bit. A text is drawn whole, in one family that has all of its letters, or not at all.
 */
import { fileURLToPath } from 'node:url';
import { type Font, openSync } from 'fontkit';

/** Each file has the signs of some languages, and all of a family have the same measures. The first is that of the pages. */
const families: readonly (readonly string[])[] = [
	[
		import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-latin-ext-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-vietnamese-wght-normal.woff2'),
	],
	// A book face like it, for what has Cyrillic or Greek in it.
	[
		import.meta.resolve('@fontsource-variable/literata/files/literata-latin-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-latin-ext-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-vietnamese-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-cyrillic-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-cyrillic-ext-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-greek-wght-normal.woff2'),
		import.meta.resolve('@fontsource-variable/literata/files/literata-greek-ext-wght-normal.woff2'),
	],
];

/** One line of text, drawn. */
export interface Lettering {
	/** A `d` of SVG: pixels, the baseline at 0, the beginning at 0, y downwards. */
	readonly path: string;
	readonly widthPx: number;
}

type Family = readonly Font[];

const opened = new Map<readonly string[], Family>();

function open(files: readonly string[]): Family {
	const family = opened.get(files) ?? files.map((file) => openSync(fileURLToPath(file)) as Font);
	opened.set(files, family);
	return family;
}

function fontOf(family: Family, sign: string): Font | undefined {
	return family.find((font) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
}

/** The first family that has every sign of `text`; undefined where none has. */
function familyOf(text: string): Family | undefined {
	const signs = [...new Set(text.replaceAll(' ', ''))];
	// Files are opened when a text needs them.
	for (const files of families) {
		const family = open(files);
		if (signs.every((sign) => fontOf(family, sign) !== undefined)) return family;
	}
	return undefined;
}

/** Emoji stand for no letter: they may be left out, and the words are whole without them. */
const emoji =
	/(?![\u00a9\u00ae\u2122\u203c\u2049\u2194-\u21aa])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{Default_Ignorable_Code_Point}|\p{Control}|\u20e3/gu;

/**
 * The text in composed signs, with single spaces and without emoji; empty where one family has not all of its signs, since half
 * a title may say the opposite.
 */
export function drawable(text: string): string {
	const words = text.normalize('NFC').replace(/\s/gu, ' ').replace(emoji, ' ').replace(/ +/g, ' ').trim();
	return familyOf(words) === undefined ? '' : words;
}

/** Draws a text on one line if it is {@link drawable}; `sizePx` is the font size. */
export function letter(text: string, sizePx: number): Lettering {
	const parts: string[] = [];
	let x = 0;
	const words = drawable(text);
	for (const { font, signs } of runsOf(words, familyOf(words) ?? [])) {
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
function runsOf(text: string, family: Family): readonly { readonly font: Font; readonly signs: string }[] {
	const runs: { font: Font; signs: string }[] = [];
	for (const sign of text) {
		const last = runs.at(-1);
		const font = last?.font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? last.font : fontOf(family, sign);
		if (!font) continue;
		if (last?.font === font) last.signs += sign;
		else runs.push({ font, signs: sign });
	}
	return runs;
}

/**
 * A text that is {@link drawable} in lines that are at most `widthPx` wide, broken between words, or within one that is wider
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
