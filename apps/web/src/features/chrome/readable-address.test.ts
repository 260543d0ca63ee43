import { expect, test } from 'vitest';
import { readableAddress } from './readable-address.ts';

test.each([
	['/%ff', '/%25ff'],
	['/tags/%ff?a=%ff&b=1?2', '/tags/%25ff?a=%ff&b=1?2'],
	['/tags/%C3%B1/%E0%A4%A', '/tags/%C3%B1/%25E0%25A4%25A'],
	['/100%', '/100%25'],
])('%s, which encodes no text, is read as %s', (address, readable) => {
	expect(readableAddress(address)).toBe(readable);
	expect(() => decodeURIComponent(readable.split('?')[0] ?? '')).not.toThrow();
});

test.each(['/', '/tags/%C3%B1and%C3%BA?after=a%3D&x', '/@ada', '/%2e%2e%2f', '*'])('%s stays as it is', (address) =>
	expect(readableAddress(address)).toBe(address),
);
