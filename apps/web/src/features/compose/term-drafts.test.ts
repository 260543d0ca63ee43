import { parsePrompt } from '@galatea/render';
import { describe, expect, test } from 'vitest';
import { anyPlace, movePlaces, printPlace, readPlace } from './term-drafts.ts';

const left = { ...anyPlace, region: '0 0 0.5 1' };
const late = { ...anyPlace, keyframes: '1=0 50=1' };

describe('what is said of a term goes with its words', () => {
	test.each([
		['a word is added', 'sky | sea', 'sky | blue sea', { 0: left, 1: late }],
		['a term comes last', 'sky | sea', 'sky | sea | sun', { 0: left, 1: late }],
		['a term comes first', 'sky | sea', 'sun | sky | sea', { 1: left, 2: late }],
		['a term comes between', 'sky | sea', 'sky | sun | sea', { 0: left, 2: late }],
		['the last goes', 'sky | sea', 'sky', { 0: left }],
		['the first goes', 'sky | sea', 'sea', { 0: late }],
		['two become one', 'sky | sea', 'sky sea', { 0: left }],
		['all goes', 'sky | sea', '', {}],
	])('%s', (_title, before, after, places) => {
		expect(movePlaces({ 0: left, 1: late }, parsePrompt(before), parsePrompt(after))).toEqual(places);
	});
});

test('places are read as they are printed', () => {
	const term = {
		region: { left: 0.1, top: 0.2, width: 0.3, height: 0.4 },
		schedule: {
			curve: 'hold' as const,
			keyframes: [
				{ step: 1, share: 0 },
				{ step: 20, share: 0.125 },
			],
		},
	};
	expect(readPlace(printPlace(term))).toEqual(term);
	const masked = { ...term, region: undefined, mask: { sha256: 'c'.repeat(64) } };
	expect(readPlace(printPlace(masked))).toEqual({ schedule: term.schedule, mask: masked.mask });
	expect(readPlace(printPlace({}))).toEqual({});
});
