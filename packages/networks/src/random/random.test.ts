import { elementCount, type TensorSource } from '@galatea/checkpoint';
import { expect, test } from 'vitest';
import { clipVitB32Config, randomClip } from './random-clip.ts';
import { randomVqgan, vqganF16Config } from './random-vqgan.ts';

const count = (source: TensorSource, prefix = '') =>
	source.names
		.filter((name) => name.startsWith(prefix))
		.reduce((sum, name) => sum + elementCount(source.info(name).shape), 0);

test('the f16-16384 VQGAN has the tensors and numbers of the published file', () => {
	const source = randomVqgan(vqganF16Config, 1);
	expect([source.names.length, count(source)]).toEqual([343, 76_073_859]);
	expect(count(source, 'decoder.')).toBe(42_449_795);
	expect(count(source, 'encoder.')).toBe(29_298_176);
	expect(source.info('decoder.up.3.block.0.nin_shortcut.weight').shape).toEqual([256, 512, 1, 1]);
});

test('ViT-B/32 has the tensors and numbers of the published file', () => {
	const source = randomClip(clipVitB32Config, 1);
	expect([source.names.length, count(source)]).toEqual([302, 151_277_313]);
	expect(count(source, 'visual.')).toBe(87_849_216);
});

test('numbers depend on seed and name alone, and have the mean and spread asked for', async () => {
	const read = (seed: number, name: string) => randomVqgan(vqganF16Config, seed).read(name);
	const kernel = await read(7, 'decoder.conv_in.weight');
	const again = await read(7, 'decoder.conv_in.weight');
	expect(Buffer.from(again.buffer).equals(Buffer.from(kernel.buffer))).toBe(true);
	expect((await read(8, 'decoder.conv_in.weight'))[0]).not.toBe(kernel[0]);
	const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length;
	const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
	expect(Math.abs(mean)).toBeLessThan(1e-4);
	expect(variance * 256 * 9).toBeCloseTo(1, 2);
});
