/** @file Views of storages as PyTorch's files describe them: what is read, and what is refused. */
import { describe, expect, test } from 'vitest';
import { CheckpointError } from './errors.ts';
import { openReader } from './open.ts';
import { type ByteReader, readerOfBytes } from './reader.ts';
import { type CraftedTensor, craftedTorchZip } from './torch.crafted.ts';

const mebibyte = 2 ** 20;

/** Watches what is read of a file. */
function watched(bytes: Uint8Array) {
	const inner = readerOfBytes(bytes, 'a.pt');
	const seen = { bytes: 0, longest: 0 };
	const reader: ByteReader = {
		...inner,
		async readInto(target, offset) {
			seen.bytes += target.length;
			seen.longest = Math.max(seen.longest, target.length);
			await inner.readInto(target, offset);
		},
	};
	return { reader, seen };
}

describe('of a large file', () => {
	test.each<[string, readonly number[], readonly number[]]>([
		['as they lie', [4096, 2048], [2048, 1]],
		['transposed', [2048, 4096], [1, 2048]],
	])(
		'only the wanted numbers are read, in parts, in less than 1.5 times their memory: %s',
		async (_how, shape, strides) => {
			const half = new Uint8Array(16 * mebibyte).fill(0x3c);
			const { reader, seen } = watched(
				craftedTorchZip(
					{
						wanted: { key: '0', storage: 'HalfStorage', shape, strides },
						other: { key: '1', shape: [1], strides: [1] },
					},
					{ 0: half, 1: new Uint8Array(32 * mebibyte) },
				),
			);
			const checkpoint = await openReader(reader);
			Object.assign(seen, { bytes: 0, longest: 0 });
			const before = process.memoryUsage().arrayBuffers;
			const numbers = await checkpoint.read('wanted');
			const taken = process.memoryUsage().arrayBuffers - before;
			// 0x3c3c is 1 + 60/1024.
			expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([2 ** 23, 1.05859375, 1.05859375]);
			expect(seen.bytes).toBeLessThanOrEqual(half.length + 30);
			expect(seen.longest).toBeLessThanOrEqual(mebibyte);
			expect(taken).toBeLessThan(1.5 * numbers.byteLength);
		},
	);
});

test('a storage in the other byte order is turned round', async () => {
	const bytes = Buffer.alloc(8);
	bytes.writeFloatBE(1.5, 0);
	bytes.writeFloatBE(-2, 4);
	const byteorder = { name: 'archive/byteorder', content: Buffer.from('big') };
	const file = craftedTorchZip({ w: { key: '0', shape: [2], strides: [1] } }, { 0: bytes }, [byteorder]);
	expect(await (await openReader(readerOfBytes(file))).read('w')).toEqual(Float32Array.of(1.5, -2));
	const neither = craftedTorchZip({}, {}, [{ ...byteorder, content: Buffer.from('middle') }]);
	await expect(openReader(readerOfBytes(neither))).rejects.toThrow(/must be 'little' or 'big', got "middle"/);
});

test.each<[string, Partial<CraftedTensor>, RegExp]>([
	['ends beyond its storage', { shape: [5] }, /shape \[5\] of F32 needs 20 bytes, got 16/],
	['starts beyond its storage', { offset: 4 }, /needs 32 bytes, got 16/],
	['starts before its storage', { offset: -1 }, /its offset must be a whole number from 0 on, got -1/],
	['walks backwards', { strides: [-1] }, /strides must be 1 whole numbers from 0 on, got \[-1\]/],
	['has a stride too few', { shape: [2, 2] }, /strides must be 2 whole numbers/],
	['overlaps itself', { shape: [2, 3], strides: [1, 1] }, /must not overlap itself: .* got \[1,1\]/],
	[
		'repeats one number 2^30 times',
		{ shape: [2 ** 30], strides: [0] },
		/that repeats may hold at most 16777216 numbers/,
	],
	['has an axis of 2^40', { shape: [2 ** 40], strides: [0] }, /an axis may have at most 2147483647 places/],
	['has nine axes', { shape: Array(9).fill(1), strides: Array(9).fill(1) }, /at most 8 axes, got 9/],
	['lies in no storage', { key: '7' }, /its storage is not in the archive, got "7"/],
	['lies in another folder', { key: '../data.pkl' }, /its storage is not in the archive/],
	['has numbers of no known kind', { storage: 'QInt8Storage' }, /must be of a known type, got "QInt8Storage"/],
	['has bytes without a type', { storage: 'UntypedStorage' }, /must have a dtype and an offset/],
])('a tensor that %s is refused by name', async (_what, change, message) => {
	const tensor = { key: '0', shape: [4], strides: [1], ...change };
	const failure = openReader(readerOfBytes(craftedTorchZip({ w: tensor }, { 0: new Uint8Array(16) }), 'a.pt'));
	await expect(failure).rejects.toBeInstanceOf(CheckpointError);
	await expect(failure).rejects.toThrow(/^a\.pt, tensor "w": /);
	await expect(failure).rejects.toThrow(message);
});
