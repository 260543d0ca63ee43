import { expect, test } from 'vitest';
import { linksInText } from './links-in-text.ts';

const linksOf = (text: string) => linksInText(text).flatMap(({ href }) => href ?? []);

test.each([
	['see https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
	['(https://example.org).', ['https://example.org/']],
	[
		'https://en.wikipedia.org/wiki/Galatea_(mythology), http://a.example!',
		['https://en.wikipedia.org/wiki/Galatea_(mythology)', 'http://a.example/'],
	],
	['HTTPS://EXAMPLE.ORG', ['https://example.org/']],
	['javascript:alert(1) data:text/html,x //example.org www.example.org ftp://example.org', []],
	['javascript://https://example.org', ['https://example.org/']],
	['https:// http://', []],
	['<a href="https://example.org">x</a>', ['https://example.org/']],
])('in "%s" the addresses of the web are links, and nothing else is', (text, links) => {
	expect(linksOf(text)).toEqual(links);
});

test('no text loses a character, and a long one takes no longer than it is', () => {
	const texts = [
		'',
		'a',
		'https://example.org',
		'x https://example.org. y',
		`${'https://a('.repeat(200)}${'.'.repeat(2_000)}`,
	];
	for (const text of texts)
		expect(
			linksInText(text)
				.map((piece) => piece.text)
				.join(''),
		).toBe(text);
});

test('an address cannot hide its direction', () => {
	expect(linksOf('https://example.org/\u202egpj.exe')).toEqual(['https://example.org/']);
});
