/** @file Captions as somebody writes them into one field: one on each line. */
import { maximumCaptionLength, maximumCaptions, minimumCaptions } from '@galatea/render';

/** The captions of a text, without empty lines and repetitions. */
export function readCaptions(text: string): readonly string[] {
	return [...new Set(text.split('\n').map((line) => line.trim()))].filter((caption) => caption !== '');
}

/** What keeps captions from being compared; null for nothing. */
export function captionsProblem(captions: readonly string[]): 'tooFew' | 'tooManyLines' | 'tooLong' | null {
	if (captions.length < minimumCaptions) return 'tooFew';
	if (captions.length > maximumCaptions) return 'tooManyLines';
	return captions.some(({ length }) => length > maximumCaptionLength) ? 'tooLong' : null;
}
