/** @file What a picture shows, in words of its person, for those who do not see it. */
import { maximumAlternativeTextLength, RenderError } from '@galatea/render';

/**
 * The text as one paragraph, each space a single one; null for an empty one, which the title and the prompt stand for. Throws
 * `INVALID_INPUT` for one that is too long or has control characters.
 */
export function checkAlternativeText(text: string | null): string | null {
	const paragraph = (text ?? '').replaceAll(/\s+/gu, ' ').trim();
	const problem =
		[...paragraph].length > maximumAlternativeTextLength
			? `must be at most ${maximumAlternativeTextLength} characters`
			: /\p{Control}|\p{Surrogate}/u.test(paragraph)
				? 'must be text without control characters'
				: null;
	if (problem === null) return paragraph === '' ? null : paragraph;
	throw new RenderError('INVALID_INPUT', `The alternative text ${problem}`, {
		issues: [{ path: 'alternativeText', message: problem }],
	});
}
