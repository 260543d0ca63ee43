import { expect, test } from 'vitest';
import { transferMeter } from './transfer-meter.ts';

test('the speed is that of what moved in the last five seconds, without what was there before', () => {
	const meter = transferMeter();
	meter.expect(
		new Map([
			['local/a.ckpt', 4_000],
			['local/b.pt', 6_000],
		]),
	);
	expect(meter.read(0)).toEqual({ file: null, bytes: 0, totalBytes: 10_000, bytesPerSecond: null });
	meter.moved('a.ckpt', 4_000, 0);
	meter.moved('b.pt', 1_000, 1_000);
	expect(meter.read(1_000)).toMatchObject({ bytes: 5_000, bytesPerSecond: null });
	for (let second = 2; second <= 4; second++) meter.moved('b.pt', 1_000 * second, second * 1_000);
	// From 0 s to 4 s, 3,000 bytes.
	expect(meter.read(4_000)).toEqual({ file: 'b.pt', bytes: 8_000, totalBytes: 10_000, bytesPerSecond: 750 });
	// Seven seconds later all of it is long ago.
	expect(meter.read(11_000).bytesPerSecond).toBeNull();
});

test('bytes that a server sends again are moved, and counted once among those that are there', () => {
	const meter = transferMeter();
	meter.moved('a', 0, 0);
	meter.moved('a', 500, 1_000);
	meter.moved('a', 0, 1_500);
	meter.moved('a', 500, 2_000);
	expect(meter.read(2_000)).toEqual({ file: 'a', bytes: 500, totalBytes: null, bytesPerSecond: 500 });
});
