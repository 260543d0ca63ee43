/**
 * @file Captions that are compared for a picture: two to eight different texts. The command line, the API and the form go
 * by the same rules.
 */
import { RenderError } from './errors.ts';
import type { InputIssue, IssueCode } from './input-issue.ts';
import { maximumCaptionLength, maximumCaptions, minimumCaptions } from './limits.ts';

/** How well one caption fits a picture, as one perceptor sees it. */
export interface CaptionFit {
	readonly caption: string;
	/** Of the angle between picture and caption, -1 to 1; null when the perceptor knows no word of the caption. */
	readonly cosine: number | null;
	/**
	 * Its part in the softmax of logit scale times cosine over all captions that have a cosine; these sum to 1. Null without a
	 * cosine, and where the perceptor came without its logit scale.
	 */
	readonly share: number | null;
	/** Words of the caption that the perceptor does not know, each once. */
	readonly unknownWords: readonly string[];
	/** Whether the caption is longer than the perceptor reads, so that its end does not count. */
	readonly truncated: boolean;
}

/** What one perceptor says of the captions of a picture. */
export interface PerceptorRanking {
	/** What cosines are multiplied by before the softmax, as the perceptor was trained; null when its weights came without. */
	readonly logitScale: number | null;
	/** The best first; captions without a cosine last. As good ones keep the order in which they were given. */
	readonly fits: readonly CaptionFit[];
}

/** Control characters and halves of surrogate pairs: no perceptor reads them, and no database stores all of them. */
const notText = /[\p{Cc}\p{Surrogate}]/u;

/**
 * The captions without space around them, in their order. Throws `INVALID_INPUT` with an issue for everything that is wrong:
 * too few or too many, empty or too long, one that is there twice, or characters that are no text.
 */
export function checkCaptions(captions: readonly string[]): readonly string[] {
	const trimmed = captions.map((caption) => caption.trim());
	const issues = captionIssues(trimmed);
	if (issues.length === 0) return trimmed;
	const what = issues.map(({ path, message }) => `${path} ${message}`).join('; ');
	throw new RenderError('INVALID_INPUT', `The captions cannot be compared: ${what}`, { issues });
}

function captionIssues(captions: readonly string[]): readonly InputIssue[] {
	const { length } = captions;
	if (length < minimumCaptions)
		return [issue('captions', 'TOO_FEW', `must be at least ${minimumCaptions}, not ${length}`, minimumCaptions)];
	if (length > maximumCaptions)
		return [issue('captions', 'TOO_MANY', `must be at most ${maximumCaptions}, not ${length}`, maximumCaptions)];
	return captions.flatMap((caption, index) => {
		const path = `captions.${index}`;
		if (caption === '') return [issue(path, 'EMPTY', 'must not be empty')];
		if (caption.length > maximumCaptionLength) {
			const message = `must have at most ${maximumCaptionLength} characters, not ${caption.length}`;
			return [issue(path, 'TOO_LONG', message, maximumCaptionLength)];
		}
		if (notText.test(caption)) return [issue(path, 'NOT_TEXT', 'must be text without control characters')];
		if (captions.indexOf(caption) < index) return [issue(path, 'OTHER', 'must differ from the captions before it')];
		return [];
	});
}

function issue(path: string, code: IssueCode, message: string, bound?: number): InputIssue {
	if (bound === undefined) return { path, code, message };
	return { path, code, message, values: code === 'TOO_FEW' ? { minimum: bound } : { maximum: bound } };
}
