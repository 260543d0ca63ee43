// @ts-check
/**
 * @file The same failure is told once a minute: a program that cannot reach another says so for every request, and would
 * fill the screen and the disk with it. How often it was left out is said when it is told the next time.
 */

const everyMs = 60_000;
/** So many failures are remembered; beyond it the oldest is forgotten. */
const remembered = 500;

/**
 * Reads the lines of one program in their order. A failure is a line and what belongs to it: a stack, the fields of an error.
 * @param {{ readonly now?: () => number }} [options] `now` in milliseconds
 */
export function createFailures({ now = () => performance.now() } = {}) {
	/** @type {Map<string, { toldAtMs: number, leftOut: number }>} */
	const known = new Map();
	/** Whether the failure is told to which the next line may belong. */
	let telling = true;

	return {
		/**
		 * The line as it is to be told, or null when it is left out.
		 * @param {string} text one line that tells a failure, or a part of one
		 */
		tell(text) {
			if (isContinuation(text)) return telling ? text : null;
			const key = kindOf(text);
			const found = known.get(key);
			telling = !found || now() - found.toldAtMs >= everyMs;
			if (!telling) {
				if (found) found.leftOut++;
				return null;
			}
			known.delete(key);
			known.set(key, { toldAtMs: now(), leftOut: 0 });
			const [oldest] = known.keys();
			if (known.size > remembered && oldest !== undefined) known.delete(oldest);
			return found?.leftOut ? `${text} (and ${found.leftOut} times more since it was told last)` : text;
		},
	};
}

/** What Node and Next print below the first line of an error: a stack, its fields, its end. @param {string} text */
function isContinuation(text) {
	return /^(\s+\S|\s*[}\])]|\s*$)/.test(text) && !/^\s*⨯/.test(text);
}

/**
 * What two lines have in common that tell the same failure at two times.
 * @param {string} text
 */
function kindOf(text) {
	const record = readRecord(text);
	if (!record) return withoutNumbers(text);
	const { time: _time, requestId: _requestId, err, ...rest } = record;
	const { type = '', message = '' } = err ?? {};
	return JSON.stringify([rest, type, withoutNumbers(String(message))]);
}

/** pino's record, null where the line is none. @param {string} text @returns {Record<string, any> | null} */
function readRecord(text) {
	if (!text.startsWith('{"level"')) return null;
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** @param {string} text */
function withoutNumbers(text) {
	return text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\b[\da-f]{16,}\b|\d+/gi, '#');
}
