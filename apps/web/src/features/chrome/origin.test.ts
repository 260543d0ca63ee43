import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

const forged = new Headers({ host: 'gallery.example', 'x-forwarded-host': 'evil.example' });

test('what others keep is at PUBLIC_URL, in one spelling, whatever the headers of a request say', async () => {
	vi.stubEnv('PUBLIC_URL', 'HTTPS://Gallery.Example:443/');
	const { publicOrigin, visitedOrigin } = await import('./origin.ts');
	expect(publicOrigin(forged)).toBe('https://gallery.example');
	expect(visitedOrigin(forged)).toBe('http://evil.example');
});

test('without PUBLIC_URL it is where the visitor is', async () => {
	vi.stubEnv('PUBLIC_URL', '');
	const { publicOrigin } = await import('./origin.ts');
	expect(publicOrigin(forged)).toBe('http://evil.example');
});

test.each([
	[{ host: 'Gallery.Example:80' }, 'http://gallery.example'],
	[{ host: 'gallery.example:443', 'x-forwarded-proto': 'https, http' }, 'https://gallery.example'],
	[{ host: 'a', 'x-forwarded-host': 'gallery.example, inner:3000' }, 'http://gallery.example'],
	[{ host: '[::1]:3000' }, 'http://[::1]:3000'],
	[{ host: 'gallery.example', 'x-forwarded-proto': 'javascript' }, 'http://gallery.example'],
	[{ host: 'no host at all' }, 'http://localhost'],
])('a visitor with the headers %j is at %s', async (headers, origin) => {
	const { visitedOrigin } = await import('./origin.ts');
	expect(visitedOrigin(new Headers(headers as Record<string, string>))).toBe(origin);
});
