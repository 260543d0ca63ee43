import { expect, test } from 'vitest';
import { contentPolicy } from './content-policy.ts';

const policy = { nonce: 'abc', isDevelopment: false, socket: { publicApiUrl: null, apiPort: 4000 } };

const directive = (text: string, name: string): string | undefined =>
	text
		.split('; ')
		.find((part) => part.startsWith(`${name} `))
		?.slice(name.length + 1);

test('scripts run by the nonce alone, and nothing that is written into a page', () => {
	const text = contentPolicy({ ...policy, origin: 'https://gallery.example' });
	expect(directive(text, 'script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic'");
	expect(directive(text, 'style-src')).toBe("'self' 'nonce-abc'");
	for (const name of ['object-src', 'base-uri', 'frame-src']) expect(directive(text, name)).toBe("'none'");
});

test.each([
	['https://gallery.example', null, 'wss://gallery.example:4000'],
	['http://127.0.0.1:3000', null, 'ws://127.0.0.1:4000'],
	['https://gallery.example', 'https://gallery.example/live', 'wss://gallery.example'],
	['http://[::1]:3000', null, 'ws:'],
])('a page at %s with PUBLIC_API_URL %s may hear live events from %s', (origin, publicApiUrl, source) => {
	const text = contentPolicy({ ...policy, origin, socket: { publicApiUrl, apiPort: 4000 } });
	expect(directive(text, 'connect-src')).toBe(`'self' ${source}`);
});
