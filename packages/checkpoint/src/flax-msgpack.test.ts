import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { weightsOf } from './checkpoint.ts';
import { CheckpointError } from './errors.ts';
import { openCheckpoint, openReader } from './open.ts';
import { readerOfBytes } from './reader.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

describe('a file of Flax', () => {
	test('gives the numbers that were written, of every float type, whole or in chunks', async () => {
		const checkpoint = await openCheckpoint(fixture('flax_model.msgpack'));
		const expected = await openCheckpoint(fixture('views.safetensors'));
		expect(checkpoint.format).toBe('flax-msgpack');
		const weights = weightsOf(checkpoint);
		expect([...weights.names].sort()).toEqual([...expected.names].sort());
		for (const name of expected.names) {
			const tolerance = weights.info(name).dtype === 'F64' ? 2 ** -24 : 0;
			const numbers = await weights.read(name);
			const wrong = [...(await expected.read(name))].filter((value, at) => {
				return !(Math.abs((numbers[at] as number) - value) <= Math.abs(value) * tolerance);
			});
			expect({ name, shape: weights.info(name).shape, wrong }).toEqual({
				name,
				shape: expected.info(name).shape,
				wrong: [],
			});
		}
		await checkpoint.close();
		await expected.close();
	});

	test('gives what stands beside the arrays', async () => {
		const { metadata, info, close } = await openCheckpoint(fixture('flax_model.msgpack'));
		expect(info('step')).toEqual({ dtype: 'I32', shape: [] });
		expect(Object.fromEntries([...metadata].filter(([name]) => !name.startsWith('many.')))).toEqual({
			...{ epoch: 3, rate: -0.1, large: 2n ** 63n, below: -(2 ** 40), short: -200, name: 'é'.repeat(40) },
			...{ done: true, none: null, 'list.0': 1, 'list.1.0': 2, 5: 'number as key' },
		});
		expect(metadata.get('many.19')).toBe(19);
		await close();
	});

	test('is read without its numbers, a tensor at a time', async () => {
		const bytes = await readFile(fixture('flax_model.msgpack'));
		// The same file around an array of 64 MiB.
		const start = bytes.indexOf(Buffer.from('\xa5plain', 'latin1'));
		const array = Buffer.from(
			'\xa5large\xc9\x04\x00\x00\x12\x01\x93\x91\xce\x01\x00\x00\x00\xa7float32\xc6\x04\x00\x00\x00',
			'latin1',
		);
		array.writeUInt32BE(64 * 2 ** 20 + 20, 7);
		const file = Buffer.concat([bytes.subarray(0, start), array, Buffer.alloc(64 * 2 ** 20), bytes.subarray(start)]);
		file[start - 1] = (file[start - 1] as number) + 1;
		let bytesRead = 0;
		const inner = readerOfBytes(file);
		const checkpoint = await openReader({
			...inner,
			readInto: (target, offset) => {
				bytesRead += target.length;
				return inner.readInto(target, offset);
			},
		});
		expect(checkpoint.info('params.large')).toEqual({ dtype: 'F32', shape: [2 ** 24] });
		expect(await checkpoint.read('params.scalar')).toEqual(Float32Array.of(-2.5));
		expect(bytesRead).toBeLessThan(100_000);
	});
});

test.each<[string, string, RegExp]>([
	['cut off', '\x81\xa1a', /has \d+ bytes; 1 from byte 3|reach beyond byte 3/],
	['of a length that lies', '\x81\xa1a\xc6\xff\xff\xff\xff', /4294967295 bytes reach beyond byte 8/],
	['followed by something', '\x81\xa1a\x01\x02', /its value ends at byte 4 of 5/],
	['of a type that is not used', '\x81\xa1a\xc1', /no value begins so .* got 193/],
	['nested too deep', `\x81\xa1a${'\x91'.repeat(70)}\x00`, /may nest at most 64 levels/],
	['of too many values', `\x81\xa1a\xdd\x00\x10\x00\x00${'\x00'.repeat(2 ** 20)}`, /may hold at most 524288 values/],
	['whose text is not UTF-8', '\x81\xa1\xff\x01', /must be UTF-8/],
	[
		'whose tensor comes twice',
		`\x82${'\xa1w\xc7\x0c\x01\x93\x91\x01\xa5uint8\xc4\x01\x00'.repeat(2)}`,
		/tensor "w": its name comes twice/,
	],
	['whose array is a number', '\x81\xa1w\xd4\x01\x05', /tensor "w": an array must be \[shape, dtype, bytes\]/],
	[
		'whose array is shorter than its shape',
		'\x81\xa1w\xc7\x10\x01\x93\x91\x02\xa7float32\xc4\x03\x00\x00\x00',
		/tensor "w": shape \[2\] of F32 needs 8 bytes, got 3/,
	],
	[
		'whose array reaches beyond its extension',
		'\x81\xa1w\xc7\x0c\x01\x93\x91\x01\xa7float32\xc4\x04\x00\x00\x00\x00',
		/beyond byte/,
	],
	[
		'whose chunks are none',
		'\x81\xa1w\x82\xb9__msgpack_chunked_array__\xc3\xa5shape\x81\xa10\x01',
		/tensor "w": an array in chunks must have a shape and chunks/,
	],
])('MessagePack %s is refused', async (_what, text, message) => {
	const failure = openReader(readerOfBytes(Buffer.from(text, 'latin1'), 'a.msgpack'));
	await expect(failure).rejects.toBeInstanceOf(CheckpointError);
	await expect(failure).rejects.toThrow(message);
});
