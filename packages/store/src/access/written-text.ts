/** @file What people write to each other: kept as they wrote it, within bounds, and never more than text. */
import { type InputIssue, shownTextIssues } from '@galatea/render';

/** Without spaces around it, and with at most one empty line in a row. */
export function cleanText(written: string): string {
	return written
		.replaceAll('\r\n', '\n')
		.trim()
		.replaceAll(/\n{3,}/g, '\n\n');
}

/** What is wrong with a cleaned text of 1 to `maximum` characters that may have several lines. */
export function textIssues(text: string, path: string, maximum: number): readonly InputIssue[] {
	return shownTextIssues(text, path, { maximum, lines: true });
}
