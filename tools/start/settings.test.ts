import { expect, test } from 'vitest';
import { readSettings, repository } from './settings.mjs';

test('without anything set, all state lies in one folder of the repository', () => {
	const settings = readSettings([], {});
	expect(settings).toMatchObject({
		role: 'all',
		dataDir: `${repository}/.galatea`,
		storageDir: `${repository}/.galatea/storage`,
		databaseUrl: null,
		queueUrl: null,
		host: '127.0.0.1',
		web: { port: 3000, chosen: false },
		api: { port: 4000, chosen: false },
	});
});

test('who is trusted are addresses, networks and words, and normally what runs on the same machine', () => {
	expect(readSettings([], {}).trustedProxies).toBe('loopback');
	expect(readSettings([], { TRUSTED_PROXIES: 'loopback, 10.0.0.7 fd00::/8' }).trustedProxies).toBe(
		'loopback,10.0.0.7,fd00::/8',
	);
});

test('the address of the gallery is known in one spelling', () => {
	expect(readSettings([], { PUBLIC_URL: 'HTTPS://Gallery.Example:443/' }).publicUrl).toBe('https://gallery.example');
});

test('an empty variable counts as not set', () => {
	expect(readSettings([], { DATABASE_URL: '', WEB_PORT: '' })).toMatchObject({
		databaseUrl: null,
		web: { port: 3000 },
	});
});

test.each([
	[['--role=painter'], {}, 'There is no role "painter".'],
	[['--rol=api'], {}, "Unknown option '--rol'"],
	[[], { WEB_PORT: '70000' }, 'WEB_PORT=70000 is not a port.'],
	[[], { WEB_PORT: '-1' }, 'WEB_PORT=-1 is not a port.'],
	[[], { PUBLIC_URL: 'https://gallery.example/art' }, 'PUBLIC_URL=https://gallery.example/art has a path'],
	[[], { DATABASE_URL: 'mysql://localhost/galatea' }, 'DATABASE_URL is not an address that can be used (mysql://…).'],
	[[], { DATABASE_URL: 'localhost' }, 'DATABASE_URL is not an address that can be used.'],
	[[], { QUEUE_URL: 'http://localhost' }, 'QUEUE_URL is not an address that can be used'],
	[[], { TRUSTED_PROXIES: 'loopback, proxy.example' }, 'TRUSTED_PROXIES has "proxy.example"'],
	[[], { TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES has "10.0.0.0/33"'],
	[['--role=worker'], {}, 'A worker on its own needs the database of the gallery it works for.'],
	[['--role=web'], {}, 'A web server on its own needs the API.'],
	[[], { QUEUE_URL: 'postgres://localhost/q' }, 'DATABASE_URL is not set'],
])('%j with %j is refused: %s', (words, environment, message) => {
	expect(() => readSettings(words, environment)).toThrow(message);
});
