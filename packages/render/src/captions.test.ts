import { expect, test } from 'vitest';
import { checkCaptions } from './captions.ts';
import { RenderError } from './errors.ts';
import { maximumCaptionLength } from './limits.ts';

function problemsOf(captions: readonly string[]): readonly string[] {
	try {
		checkCaptions(captions);
		return [];
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'INVALID_INPUT') throw error;
		return error.issues.map(({ path, code }) => `${path} ${code}`);
	}
}

test('captions keep their order and lose the space around them', () => {
	expect(checkCaptions([' a pear', 'an apple\n'])).toEqual(['a pear', 'an apple']);
});

test('everything that is wrong with captions is told at its place', () => {
	const long = 'x'.repeat(maximumCaptionLength);
	expect(problemsOf(['a pear'])).toEqual(['captions TOO_FEW']);
	expect(problemsOf(Array.from({ length: 9 }, (_, index) => `pear ${index}`))).toEqual(['captions TOO_MANY']);
	expect(problemsOf(['a pear', ' ', long, `${long}x`, 'a\0b', 'a pear ', '\ud800'])).toEqual([
		'captions.1 EMPTY',
		'captions.3 TOO_LONG',
		'captions.4 NOT_TEXT',
		'captions.5 OTHER',
		'captions.6 NOT_TEXT',
	]);
});
