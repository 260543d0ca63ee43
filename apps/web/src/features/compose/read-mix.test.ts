import { describe, expect, test } from 'vitest';
import { readMix } from './read-mix.ts';

const [first, second, third] = ['1', '2', '3'].map((digit) => `art_${digit.repeat(26)}`);

describe('the address of a mix', () => {
	test('names both, the share of the first and where it begins', () => {
		expect(readMix({ mix: first, with: second, share: '60', begin: 'first' })).toEqual({
			firstId: first,
			secondId: second,
			share: 0.6,
			begin: 'first',
		});
	});

	test('is of halves that begin anew unless it says otherwise', () => {
		expect(readMix({ mix: first, with: second })).toMatchObject({ share: 0.5, begin: 'new' });
		expect(readMix({ mix: first, with: second, share: 'x', begin: 'x' })).toMatchObject({ share: 0.5, begin: 'new' });
	});

	test('takes a picture whose address was written before one that was chosen', () => {
		const address = `https://example.org/artworks/${third}?x=1`;
		expect(readMix({ mix: first, with: second, address })).toMatchObject({ secondId: third });
		expect(readMix({ mix: first, with: second, address: 'nothing' })).toMatchObject({ secondId: second });
	});

	test('leaves something of both', () => {
		expect(readMix({ mix: first, with: second, share: '0' })).toMatchObject({ share: 0.05 });
		expect(readMix({ mix: first, with: second, share: '1e9' })).toMatchObject({ share: 0.95 });
	});

	test.each([
		{},
		{ mix: first },
		{ mix: first, with: first },
		{ mix: 'x', with: second },
		{ mix: [String(first)], with: second },
	])('is none where it does not name two pictures: %j', (parameters) => expect(readMix(parameters)).toBeNull());
});
