import { expect, test } from 'vitest';
import { socketUrl } from './socket-url.ts';

test('the socket is on the host of the page, at the port of the API', () => {
	const place = { publicApiUrl: null, apiPort: 4000 };
	expect(socketUrl(place, { protocol: 'http:', hostname: '192.168.1.5' })).toBe('ws://192.168.1.5:4000/graphql');
	expect(socketUrl(place, { protocol: 'https:', hostname: 'art.example' })).toBe('wss://art.example:4000/graphql');
});

test('an address of its own is used as it is given', () => {
	const place = { publicApiUrl: 'https://api.art.example/galatea', apiPort: 4000 };
	expect(socketUrl(place, { protocol: 'https:', hostname: 'art.example' })).toBe(
		'wss://api.art.example/galatea/graphql',
	);
});
