import { describe, expect, test } from 'vitest';
import { forbidsRemix, licences, licencesOfRemix, licenceText } from './licence.ts';

describe('what is made from a work', () => {
	// The chart of adapter's licences of Creative Commons, written out by hand for what this gallery offers.
	test.each([
		['CC0', [...licences, null]],
		['CC_BY', ['CC_BY', 'CC_BY_SA', 'CC_BY_NC', 'CC_BY_NC_SA', 'CC_BY_ND', 'CC_BY_NC_ND', 'ALL_RIGHTS_RESERVED', null]],
		['CC_BY_SA', ['CC_BY_SA']],
		['CC_BY_NC', ['CC_BY_NC', 'CC_BY_NC_SA', 'CC_BY_NC_ND', 'ALL_RIGHTS_RESERVED', null]],
		['CC_BY_NC_SA', ['CC_BY_NC_SA']],
		['CC_BY_ND', []],
		['CC_BY_NC_ND', []],
		['ALL_RIGHTS_RESERVED', []],
		[null, [...licences, null]],
	] as const)('under %s may be published under %j', (source, expected) => {
		expect(licencesOfRemix([source])).toEqual(expected);
		expect(forbidsRemix(source)).toBe(expected.length === 0);
	});

	test.each([
		[['CC_BY', 'CC_BY_SA'], ['CC_BY_SA']],
		[['CC_BY_NC', 'CC_BY_NC_SA'], ['CC_BY_NC_SA']],
		[['CC_BY_SA', 'CC_BY_NC_SA'], []],
		[['CC_BY_SA', 'CC_BY_NC'], []],
		[['CC_BY_SA', null], ['CC_BY_SA']],
		[
			['CC0', null],
			[...licences, null],
		],
		[[], [...licences, null]],
	] as const)('meets the terms of %j together', (sources, expected) => {
		expect(licencesOfRemix(sources)).toEqual(expected);
	});
});

test('a file names a licence by the address of its terms', () => {
	expect(licences.map(licenceText)).toEqual([
		'https://creativecommons.org/publicdomain/zero/1.0/',
		'https://creativecommons.org/licenses/by/4.0/',
		'https://creativecommons.org/licenses/by-sa/4.0/',
		'https://creativecommons.org/licenses/by-nc/4.0/',
		'https://creativecommons.org/licenses/by-nc-sa/4.0/',
		'https://creativecommons.org/licenses/by-nd/4.0/',
		'https://creativecommons.org/licenses/by-nc-nd/4.0/',
		'All rights reserved',
	]);
});
