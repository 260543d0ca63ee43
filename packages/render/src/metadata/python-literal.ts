/** @file Lists of texts as Python prints them (`repr`), which is how two of the programs left their prompts in files. */

/** A text, or a list of such. */
export type PythonTexts = string | readonly PythonTexts[];

/** Lists in lists; a story is a list of phrases, each a list of terms. */
const maximumDepth = 3;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Null when `source` is no list of texts from its first bracket to its last. */
export function readPythonTexts(source: string): readonly PythonTexts[] | null {
	let at = 0;
	const skipSpace = (): void => {
		while (source[at] === ' ') at++;
	};
	const readText = (): string | null => {
		const quote = source[at++];
		let text = '';
		for (; at < source.length; at++) {
			const letter = source[at] as string;
			if (letter === quote) {
				at++;
				return text;
			}
			if (letter !== '\\') {
				text += letter;
				continue;
			}
			const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/.exec(source.slice(at + 1, at + 10));
			const point = code ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16) : null;
			if (point !== null && point > 0x10ffff) return null;
			const next = source[at + 1] ?? '';
			text += point === null ? (escapes[next] ?? next) : String.fromCodePoint(point);
			at += code ? code[0].length : 1;
		}
		return null;
	};
	const readList = (depth: number): readonly PythonTexts[] | null => {
		if (source[at++] !== '[' || depth > maximumDepth) return null;
		const items: PythonTexts[] = [];
		for (;;) {
			skipSpace();
			if (source[at] === ']' && items.length === 0) break;
			const item = source[at] === '[' ? readList(depth + 1) : /['"]/.test(source[at] ?? '') ? readText() : null;
			if (item === null) return null;
			items.push(item);
			skipSpace();
			if (source[at] === ']') break;
			if (source[at++] !== ',') return null;
		}
		at++;
		return items;
	};
	skipSpace();
	const list = readList(1);
	skipSpace();
	return at === source.length ? list : null;
}
