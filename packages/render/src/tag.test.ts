import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTag, splitHashtags, tagsOfPicture } from './tag.ts';

test.each([
	['#VQGAN', 'vqgan'],
	[' clip ', 'clip'],
	['ＶＱＧＡＮ', 'vqgan'],
	['Año_Nuevo', 'año_nuevo'],
	['猫', '猫'],
	['3d', '3d'],
	['#کتاب\u200cخانه', 'کتاب\u200cخانه'],
	['#क्\u200dष', 'क्\u200dष'],
	['#İstanbul', 'istanbul'],
	['#ISTANBUL', 'istanbul'],
])('%j is the tag %j', (text, tag) => expect(readTag(text)).toBe(tag));

test.each([
	'',
	'#',
	'1',
	'#42',
	'two words',
	'a-b',
	'##a',
	'a\0',
	'🍎',
	'x'.repeat(41),
	'a\u200db',
	'کتاب\u200c',
	`a${'\u0301'.repeat(9)}`,
])('%j is no tag', (text) => expect(readTag(text)).toBeNull());

test('hashtags are found where a word begins, and the parts together are the text', () => {
	const text = 'No. #1: a #Sun, C#minor, #sun_set! https://example.org/#part #ñandú #کتاب\u200cخانه #İstanbul';
	const parts = splitHashtags(text);
	expect(parts.map((part) => part.text).join('')).toBe(text);
	expect(parts.flatMap((part) => part.tag ?? [])).toEqual(['sun', 'sun_set', 'ñandú', 'کتاب\u200cخانه', 'istanbul']);
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('#', 'a', 'É', ' ', '1', '_', '/', '́') }), (any) => {
			const cut = splitHashtags(any);
			expect(cut.map((part) => part.text).join('')).toBe(any);
			for (const { tag } of cut) if (tag !== null) expect(readTag(tag)).toBe(tag);
		}),
	);
});

test('a picture has the tags that were given and those of its title, each once', () => {
	expect(tagsOfPicture(['#Clip', 'vqgan'], 'A #red apple #VQGAN')).toEqual(['clip', 'vqgan', 'red']);
	expect(() => tagsOfPicture(['good', 'not good'], '')).toThrow(
		expect.objectContaining({ code: 'INVALID_INPUT', issues: [expect.objectContaining({ path: 'tags.1' })] }),
	);
	const many = Array.from({ length: 20 }, (_, index) => `t${index}`);
	expect(tagsOfPicture(many, '#t3')).toHaveLength(20);
	expect(() => tagsOfPicture(many, '#one_more')).toThrow(/at most 20; these are 21/);
});
