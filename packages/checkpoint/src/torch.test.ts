/** @file Files that PyTorch wrote (fixtures/make.py), against the numbers that it says are in them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type Checkpoint, weightsOf } from './checkpoint.ts';
import { openCheckpoint, openReader } from './open.ts';
import { readerOfBytes } from './reader.ts';
import type { TensorSource } from './tensor.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

const opened: Checkpoint[] = [];
afterEach(async () => {
	for (const checkpoint of opened.splice(0)) await checkpoint.close();
});

async function open(name: string): Promise<Checkpoint> {
	const checkpoint = await openCheckpoint(fixture(name), { file: name });
	opened.push(checkpoint);
	return checkpoint;
}

/** How far a number of this type may be from the one in `views.safetensors`: all but F64 are exact as float32. */
const relativeTolerance = (dtype: string) => (dtype === 'F64' ? 2 ** -24 : 0);

async function expectSame(found: TensorSource, expected: TensorSource): Promise<void> {
	for (const name of expected.names) {
		const { dtype, shape } = found.info(name);
		expect({ name, shape }).toEqual({ name, shape: expected.info(name).shape });
		const [numbers, wanted] = [await found.read(name), await expected.read(name)];
		const wrong = [...wanted].filter((value, at) => {
			return !(Math.abs((numbers[at] as number) - value) <= Math.abs(value) * relativeTolerance(dtype));
		});
		expect({ name, wrong }).toEqual({ name, wrong: [] });
	}
}

describe.each([
	['torch-zip', 'training.ckpt'],
	['torch-legacy', 'training-legacy.ckpt'],
])('a training checkpoint in the container %s', (format, name) => {
	test('gives its weights, whatever their type, offset and strides, row-major', async () => {
		const checkpoint = await open(name);
		expect(checkpoint.format).toBe(format);
		const weights = weightsOf(checkpoint);
		await expectSame(weights, await open('views.safetensors'));
		expect(weights.info('half').dtype).toBe('F16');
		expect(weights.info('brain').dtype).toBe('BF16');
		expect(weights.info('double').dtype).toBe('F64');
	});

	test('lists tensors of other types and says which could be read', async () => {
		const weights = weightsOf(await open(name));
		expect(['long', 'byte', 'flag', 'complex'].map((tensor) => weights.info(tensor).dtype)).toEqual([
			'I64',
			'U8',
			'BOOL',
			'C64',
		]);
		await expect(weights.read('long')).rejects.toMatchObject({
			failure: 'UNEXPECTED_TENSOR',
			message: expect.stringMatching(
				new RegExp(`^${name}, tensor "state_dict.long": must be one of F64, .* got "I64"$`),
			),
		});
	});

	test('gives what stands beside the weights, classes as keys by their names, objects by their attributes', async () => {
		const { metadata } = await open(name);
		expect(Object.fromEntries(metadata)).toEqual({
			epoch: 3,
			'pytorch-lightning_version': '1.0.8',
			best: Number.POSITIVE_INFINITY,
			seed: 2n ** 70n,
			done: true,
			none: null,
			'callbacks.pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint.monitor': 'val/rec_loss',
			'rates.0': 0.5,
			'rates.1.0': 1,
			'rates.1.1': 'é',
			'arguments.embed_dim': 256,
			'7.size.0': 2,
			'7.size.1': 3,
		});
	});

	test('never runs what it asks to run', async () => {
		expect((await readFile(fixture(name))).includes('touch galatea-was-here')).toBe(true);
		await expectSame(weightsOf(await open(name)), await open('views.safetensors'));
		expect(existsSync('galatea-was-here')).toBe(false);
	});
});

test.each([
	['torch-zip', 'module.pt'],
	['torch-legacy', 'module-legacy.pt'],
	['torchscript', 'module-script.pt'],
])('a module that was saved whole as %s has the names of its state_dict', async (format, name) => {
	const checkpoint = await open(name);
	expect(checkpoint.format).toBe(format);
	const expected = await open('module.safetensors');
	expect([...checkpoint.names].sort()).toEqual([...expected.names].sort());
	await expectSame(checkpoint, expected);
	expect(checkpoint.metadata.get('blocks.0.training')).toBe(true);
});

test('checksums are compared when asked for: of a changed weight, its storage is named', async () => {
	const bytes = await readFile(fixture('training.ckpt'));
	const clean = weightsOf(await openReader(readerOfBytes(bytes), { verifyChecksums: true }));
	const numbers = await clean.read('plain');
	const at = bytes.indexOf(Buffer.from(numbers.buffer));
	bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
	await expect(weightsOf(await openReader(readerOfBytes(bytes))).read('plain')).resolves.toHaveLength(6);
	const changed = weightsOf(await openReader(readerOfBytes(bytes), { verifyChecksums: true }));
	await expect(changed.read('plain')).rejects.toThrow(/training\/data\/0 must have CRC-32 [0-9a-f]+, got "[0-9a-f]+"/);
});

test('a legacy file that is cut off says which storage is missing', async () => {
	const bytes = await readFile(fixture('training-legacy.ckpt'));
	const cut = readerOfBytes(bytes.subarray(0, bytes.length - 20), 'cut.ckpt');
	await expect(openReader(cut)).rejects.toThrow(/cut\.ckpt: (storage \d+ ends beyond the file|has \d+ bytes)/);
});
