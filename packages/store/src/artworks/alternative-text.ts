/** @file What a picture shows, in words of its person, for those who do not see it. */
import { maximumAlternativeTextLength, RenderError, shownTextIssues } from '@galatea/render';

/**
 * The text as one paragraph, each space a single one; null for an empty one, which the title and the prompt stand for. Throws
 * `INVALID_INPUT` for one that may not be shown.
 */
export function checkAlternativeText(text: string | null): string | null {
	const paragraph = (text ?? '').replaceAll(/\s+/gu, ' ').trim();
	const issues = shownTextIssues(paragraph, 'alternativeText', {
		maximum: maximumAlternativeTextLength,
		optional: true,
	});
	const [issue] = issues;
	if (issue === undefined) return paragraph === '' ? null : paragraph;
	throw new RenderError('INVALID_INPUT', `The alternative text ${issue.message}`, { issues });
}
