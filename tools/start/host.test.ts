import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { type Host, resolveHost } from './host.mjs';

const hasSix = Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6'));

const spellings: readonly (readonly [string, Host])[] = [
	['127.0.0.1', { address: '127.0.0.1', place: '127.0.0.1', isLoopback: true }],
	['127.0.0.2', { address: '127.0.0.2', place: '127.0.0.2', isLoopback: true }],
	['0.0.0.0', { address: '0.0.0.0', place: '127.0.0.1', isLoopback: true }],
	['::1', { address: '::1', place: '[::1]', isLoopback: true }],
	['[::1]', { address: '::1', place: '[::1]', isLoopback: true }],
	['::', { address: '::', place: '[::1]', isLoopback: true }],
	['0:0:0:0:0:0:0:0', { address: '0:0:0:0:0:0:0:0', place: '[::1]', isLoopback: true }],
];

// A machine may have no IPv6 at all.
test.each(spellings.filter(([name]) => hasSix || !name.includes(':')))(
	'HOST=%s is listened on, and is reached where a program of this machine looks for it',
	async (name, expected) => {
		const host = await resolveHost(name);
		expect(host).toEqual(expected);
		const server = createServer((_request, response) => response.end('here'));
		await new Promise<void>((resolve) => server.listen(0, host.address, resolve));
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		expect(await (await fetch(`http://${host.place}:${port}/`)).text()).toBe('here');
		await new Promise((resolve) => server.close(resolve));
	},
);

test('a name stands for its first address that is one of this machine', async () => {
	const { address, isLoopback } = await resolveHost('localhost');
	expect(['127.0.0.1', '::1']).toContain(address);
	expect(isLoopback).toBe(true);
});

test.each([
	['192.0.2.1', 'HOST=192.0.2.1 is not an address of this machine'],
	['2001:db8::1', 'HOST=2001:db8::1 is not an address of this machine'],
	['gallery.invalid', 'HOST=gallery.invalid is not an address of this machine: the name is not known here'],
	['fe80::1%lo', 'HOST=fe80::1%lo names a network interface'],
])('HOST=%s ends the start with the reason', async (name, message) => {
	await expect(resolveHost(name)).rejects.toThrow(message);
});
