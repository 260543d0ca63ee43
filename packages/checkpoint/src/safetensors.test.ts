import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointError, type CheckpointFailure } from './errors.ts';
import { openCheckpoint } from './open.ts';
import { readerOfBytes } from './reader.ts';
import { openSafetensors } from './safetensors.ts';
import type { CheckpointOptions } from './view-source.ts';
import { writeSafetensors } from './write-safetensors.ts';

/** A file with this header text and so many bytes of data. */
function crafted(header: unknown, dataLength = 0, headerLength?: bigint): Uint8Array {
	const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
	const bytes = new Uint8Array(8 + json.length + dataLength);
	new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(json.length), true);
	bytes.set(json, 8);
	return bytes;
}

const open = (bytes: Uint8Array, options?: CheckpointOptions) =>
	openSafetensors(readerOfBytes(bytes), 'weights.safetensors', options);

async function failureOf(action: Promise<unknown>): Promise<CheckpointError> {
	const error = await action.then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return error as CheckpointError;
}

const small = writeSafetensors({
	first: { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-40, 3e38) },
	scalar: { shape: [], data: Float32Array.of(7) },
	empty: { shape: [0, 4], data: new Float32Array(0) },
});

describe('a file that keeps the format', () => {
	test('gives back names, shapes and numbers as they were written', async () => {
		const source = await open(small);
		expect(source.names).toEqual(['first', 'scalar', 'empty']);
		expect(source.info('first')).toEqual({ dtype: 'F32', shape: [2, 3] });
		expect(await source.read('first')).toEqual(Float32Array.of(1, -2, 3.5, 0, 1e-40, 3e38));
		expect(await source.read('scalar')).toEqual(Float32Array.of(7));
		expect(await source.read('empty')).toHaveLength(0);
	});

	test('is read from disk, a tensor at a time', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'galatea-checkpoint-'));
		try {
			const path = join(folder, 'small.safetensors');
			await writeFile(path, small);
			const source = await openCheckpoint(path);
			expect(await source.read('scalar')).toEqual(Float32Array.of(7));
			await source.close();
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	test('is only read where a wanted tensor lies', async () => {
		const reads: [number, number][] = [];
		const reader = readerOfBytes(small);
		const source = await openSafetensors(
			{
				...reader,
				readInto: (target, offset) => {
					reads.push([offset, target.length]);
					return reader.readInto(target, offset);
				},
			},
			'watched',
		);
		reads.length = 0;
		await source.read('scalar');
		expect(reads).toEqual([[small.length - 4, 4]]);
	});

	test('may hold metadata and tensors of other types, which are listed but not read', async () => {
		const source = await open(
			crafted({ __metadata__: { format: 'pt' }, ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, 8),
		);
		expect(source.names).toEqual(['ids']);
		const error = await failureOf(source.read('ids'));
		expect(error.failure).toBe('UNEXPECTED_TENSOR');
		expect(error.message).toBe(
			'weights.safetensors, tensor "ids": must be one of F64, F32, F16, BF16, F8_E4M3, F8_E5M2, got "I64"',
		);
	});
});

describe('a matrix of 8-bit whole numbers', () => {
	const matrix = { dtype: 'I8', shape: [2, 3], data_offsets: [0, 6] };
	const file = (scale: object | null, ...numbers: number[]) => {
		const bytes = crafted({ w: matrix, ...(scale === null ? {} : { w_scale: scale }) }, 6 + numbers.length * 4);
		const data = bytes.subarray(bytes.length - 6 - numbers.length * 4);
		data.set(new Uint8Array(new Int8Array([-127, 0, 127, 1, -1, 64]).buffer));
		data.set(new Uint8Array(new Float32Array(numbers).buffer), 6);
		return bytes;
	};

	test('is read as its rows times their scales', async () => {
		const source = await open(file({ dtype: 'F32', shape: [2], data_offsets: [6, 14] }, 0.5, 0.25));
		expect(source.info('w')).toEqual({ dtype: 'I8', shape: [2, 3] });
		expect([...(await source.read('w'))]).toEqual([-63.5, 0, 63.5, 0.25, -0.25, 16]);
	});

	test('is not read where no scales lie beside it, or not one for each row', async () => {
		const bare = await failureOf((await open(file(null))).read('w'));
		expect(bare.message).toMatch(/tensor "w": must be one of F64, .* got "I8"/);
		const short = await open(file({ dtype: 'F32', shape: [1], data_offsets: [6, 10] }, 0.5));
		expect((await failureOf(short.read('w'))).message).toMatch(
			/tensor "w_scale": must have a real number for each row of "w" \[2,3\], got "F32 \[1\]"/,
		);
	});
});

describe('half precision is widened exactly', () => {
	/** Sign, exponent and fraction by their definition, independent of the bit tricks under test. */
	const float16 = (half: number): number => {
		const sign = half & 0x8000 ? -1 : 1;
		const exponent = (half >> 10) & 0x1f;
		const fraction = half & 0x3ff;
		if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
		return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
	};
	const all = new Uint16Array(65_536).map((_, at) => at);
	const file = (dtype: string) => {
		const header = crafted({ all: { dtype, shape: [65_536], data_offsets: [0, 131_072] } }, 131_072);
		header.set(new Uint8Array(all.buffer), header.length - 131_072);
		return header;
	};

	test('all 65,536 values of F16', async () => {
		const numbers = await (await open(file('F16'), { refuseNotFinite: false })).read('all');
		const wrong = [...all].filter((half) => !Object.is(numbers[half], float16(half)));
		expect(wrong).toEqual([]);
	});

	test('all 65,536 values of BF16', async () => {
		const numbers = await (await open(file('BF16'), { refuseNotFinite: false })).read('all');
		const view = new DataView(new ArrayBuffer(4));
		const wrong = [...all].filter((half) => {
			view.setUint32(0, half << 16);
			return !Object.is(numbers[half], view.getFloat32(0));
		});
		expect(wrong).toEqual([]);
	});
});

describe('a hostile or damaged file is refused before memory is taken', () => {
	const one = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
	const cases: [title: string, bytes: Uint8Array, failure: CheckpointFailure, message: RegExp][] = [
		['an empty file', new Uint8Array(0), 'MALFORMED', /too short/],
		['a header length of 2^63', crafted({}, 0, 2n ** 63n), 'TOO_LARGE', /at most 100000000 bytes/],
		['a header that ends beyond the file', crafted({}, 0, 1000n), 'MALFORMED', /cut off/],
		['a zip archive', Uint8Array.from(Buffer.from('PK\x03\x04\0\0\0\0\0\0\0\0')), 'MALFORMED', /cut off/],
		['a header that is not JSON', crafted('{"a":'), 'MALFORMED', /not JSON/],
		['a header that is a list', crafted([]), 'MALFORMED', /must be an object/],
		['a tensor that is a number', crafted({ a: 1 }), 'MALFORMED', /described by an object, got 1/],
		['a dtype that is a number', crafted({ a: { ...one, dtype: 4 } }, 4), 'MALFORMED', /dtype must be a string, got 4/],
		['a negative axis', crafted({ a: { ...one, shape: [-1] } }, 4), 'MALFORMED', /whole numbers from 0 on, got \[-1\]/],
		['a fractional axis', crafted({ a: { ...one, shape: [0.5, 2] } }, 4), 'MALFORMED', /whole numbers/],
		['nine axes', crafted({ a: { ...one, shape: Array(9).fill(1) } }, 4), 'TOO_LARGE', /at most 8 axes, got 9/],
		['an axis of 2^40', crafted({ a: { ...one, shape: [2 ** 40] } }, 4), 'TOO_LARGE', /an axis may have/],
		[
			'axes that multiply to 2^248',
			crafted({ a: { ...one, shape: Array(8).fill(2 ** 31 - 1) } }, 4),
			'MALFORMED',
			/needs .* bytes, got 4/,
		],
		['one offset', crafted({ a: { ...one, data_offsets: [0] } }, 4), 'MALFORMED', /two whole numbers/],
		['offsets that fall', crafted({ a: { ...one, data_offsets: [4, 0] } }, 4), 'MALFORMED', /must rise/],
		['offsets beyond the data', crafted({ a: one }, 3), 'MALFORMED', /within the 3 bytes/],
		[
			'a shape that disagrees with its bytes',
			crafted({ a: { ...one, shape: [2] } }, 4),
			'MALFORMED',
			/needs 8 bytes, got 4/,
		],
		['overlapping tensors', crafted({ a: one, b: one }, 4), 'MALFORMED', /"b": overlaps the tensor before it/],
		[
			'a hole between tensors',
			crafted({ a: one, b: { ...one, data_offsets: [8, 12] } }, 12),
			'MALFORMED',
			/"b": leaves a hole .* byte 4, got 8/,
		],
		['bytes after the last tensor', crafted({ a: one }, 5), 'MALFORMED', /end at byte 4 of the data, got 5/],
		['a name of 600 characters', crafted({ ['n'.repeat(600)]: one }, 4), 'TOO_LARGE', /name may have at most 512/],
	];
	test.each(cases)('%s', async (_title, bytes, failure, message) => {
		const error = await failureOf(open(bytes));
		expect(error.message).toMatch(message);
		expect(error.failure).toBe(failure);
		expect(error.file).toBe('weights.safetensors');
	});

	test('a tensor named __proto__ is a tensor like any other', async () => {
		const source = await open(crafted(`{"__proto__":${JSON.stringify(one)}}`, 4));
		expect(source.names).toEqual(['__proto__']);
		expect(source.has('toString')).toBe(false);
	});

	test('a file that is not there, or is a folder', async () => {
		expect((await failureOf(openCheckpoint('/nowhere/at/all.safetensors'))).failure).toBe('UNREADABLE');
		expect((await failureOf(openCheckpoint(tmpdir()))).message).toMatch(/is not a regular file/);
	});

	test('a wanted tensor that is missing is named', async () => {
		const source = await open(small);
		const error = await failureOf(source.read('decoder.conv_in.weight'));
		expect([error.failure, error.tensor]).toEqual(['MISSING_TENSOR', 'decoder.conv_in.weight']);
	});

	test.each([Number.NaN, Number.POSITIVE_INFINITY])('a weight of %d is named, unless it is allowed', async (value) => {
		const bytes = writeSafetensors({ w: { shape: [3], data: Float32Array.of(1, value, 2) } });
		const error = await failureOf((await open(bytes)).read('w'));
		expect(error.failure).toBe('NOT_FINITE');
		expect(error.message).toBe(`weights.safetensors, tensor "w": number 1 of 3 must be finite, got ${value}`);
		expect(await (await open(bytes, { refuseNotFinite: false })).read('w')).toHaveLength(3);
	});
});

describe('whatever happens to the bytes', () => {
	test('reading ends in tensors that fit their shapes, or in a CheckpointError', async () => {
		const mutation = fc.record({
			cutAt: fc.option(fc.nat({ max: small.length })),
			changes: fc.array(fc.record({ at: fc.nat({ max: small.length - 1 }), byte: fc.nat({ max: 255 }) }), {
				maxLength: 6,
			}),
		});
		await fc.assert(
			fc.asyncProperty(mutation, async ({ cutAt, changes }) => {
				const bytes = small.slice(0, cutAt ?? small.length);
				for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
				try {
					const source = await open(bytes);
					for (const name of source.names) {
						const count = source.info(name).shape.reduce((product, length) => product * length, 1);
						expect(await source.read(name)).toHaveLength(count);
					}
				} catch (error) {
					expect(error).toBeInstanceOf(CheckpointError);
				}
			}),
			{ numRuns: 500 },
		);
	});

	test('what is written is read back, for any names and shapes', async () => {
		const tensor = fc.array(fc.nat({ max: 4 }), { maxLength: 4 }).chain((shape) =>
			fc
				.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
					minLength: shape.reduce((a, b) => a * b, 1),
					maxLength: shape.reduce((a, b) => a * b, 1),
				})
				.map((numbers) => ({ shape, data: Float32Array.from(numbers) })),
		);
		const name = fc.string({ maxLength: 20 }).filter((text) => text !== '__metadata__' && text !== '__proto__');
		await fc.assert(
			fc.asyncProperty(fc.dictionary(name, tensor, { maxKeys: 5 }), async (tensors) => {
				const source = await open(writeSafetensors(tensors));
				expect([...source.names].sort()).toEqual(Object.keys(tensors).sort());
				for (const [key, { shape, data }] of Object.entries(tensors)) {
					expect(source.info(key).shape).toEqual(shape);
					expect(await source.read(key)).toEqual(data);
				}
			}),
			{ numRuns: 100 },
		);
	});
});
