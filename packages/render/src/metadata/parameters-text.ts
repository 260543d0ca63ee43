/**
 * @file AUTOMATIC1111's text of parameters: lines of the prompt; then lines that begin with "Negative prompt:"; and a last line
 * of `Key: value` pairs, the first of them Steps. Only there are keys keys: in the prompt they are somebody's words.
 */

/** What such a text says. */
export interface ParametersText {
	readonly prompt: string;
	readonly negative: string;
	/** By key, as the last line has them. */
	readonly values: ReadonlyMap<string, string>;
}

const pair = /\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/gu;
/** With fewer pairs a last line is words that happen to have a colon. */
const fewestPairs = 3;

/** Null when the text has no such last line. */
export function readParametersText(text: string): ParametersText | null {
	const lines = text.trim().split(/\r?\n/u);
	const pairs = [...(lines.pop() ?? '').matchAll(pair)];
	const values = new Map(pairs.map(([, key = '', value = '']) => [key.trim(), unquoted(value.trim())]));
	if (pairs.length < fewestPairs || !values.has('Steps')) return null;
	const mark = 'Negative prompt:';
	const start = lines.findIndex((line) => line.trim().startsWith(mark));
	const [positive, negative] = start < 0 ? [lines, []] : [lines.slice(0, start), lines.slice(start)];
	return {
		prompt: positive.join('\n').trim(),
		negative: negative.join('\n').trim().slice(mark.length).trim(),
		values,
	};
}

function unquoted(value: string): string {
	if (!value.startsWith('"') || !value.endsWith('"') || value.length < 2) return value;
	try {
		return String(JSON.parse(value));
	} catch {
		return value;
	}
}
