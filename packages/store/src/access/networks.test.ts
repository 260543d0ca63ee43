import { expect, test } from 'vitest';
import { isLoopback, networksOf } from './networks.ts';

test.each([
	['192.0.2.7', '192.0.2.7', null],
	['::ffff:192.0.2.7', '192.0.2.7', null],
	['::ffff:c000:207', '192.0.2.7', null],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
	['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
	['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
	['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64', '64:ff9b:0::/48'],
	['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
	['', 'unknown', null],
	['192.0.2.7, 10.0.0.1', 'unknown', null],
])('%s counts as %s, and within %s', (address, network, site) => {
	expect(networksOf(address)).toEqual({ network, site });
});

test('this machine is known by each of its own addresses', () => {
	expect(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'].filter((each) => !isLoopback(each))).toEqual([]);
	expect(['128.0.0.1', '::2', '2001:db8::1', ''].filter(isLoopback)).toEqual([]);
});
