/**
 * @file Numbers as people write them: with a decimal comma, with the typographic minus that our pages print, and with the
 * full-width digits of an East Asian keyboard.
 */

/** The source of a regular expression for one number without an exponent. It has no groups. */
export const numberSource = String.raw`[-+−–－＋]?(?:[\d０-９]+(?:[.,．，][\d０-９]+)?|[.,．，][\d０-９]+)`;

const number =
	/^[-+−–－＋]?(?:[\d０-９]+(?:[.,．，][\d０-９]*)?|[.,．，][\d０-９]+)(?:[eEｅＥ][-+−–－＋]?[\d０-９]+)?$/u;
const minusInfinity = /^[-−–－]inf(?:inity)?$/i;

/** The number that `text` is, spaces around it aside; null for any other text. */
export function readWrittenNumber(text: string): number | null {
	const written = text.trim();
	if (!number.test(written)) return null;
	return Number(written.normalize('NFKC').replaceAll(/[−–]/g, '-').replace(',', '.'));
}

/** Whether `text` says minus infinity, with which the notebooks mean that a term never stops. */
export function isMinusInfinity(text: string): boolean {
	return minusInfinity.test(text.trim());
}
