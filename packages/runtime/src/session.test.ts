import { makeModel, makeNode, makeTensor } from '@galatea/onnx';
import type { TensorValue } from '@galatea/optimiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { productModel } from './trial.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 2 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const floats = (shape: readonly number[], ...values: number[]): TensorValue => ({
	dtype: 'float32',
	shape,
	data: Float32Array.from(values),
});

describe('a session', () => {
	it('computes, as often as it is asked', async () => {
		await using session = await runtime.open(productModel(1, 2, 1));
		for (const scale of [1, 2]) {
			const { c } = await session.run({ a: floats([1, 2], 3, 4), b: floats([2, 1], scale, 10) });
			expect(c).toEqual(floats([1, 1], 3 * scale + 40));
		}
	});

	it('reads large weights from outside the model', async () => {
		const data = Float32Array.from({ length: 4_096 }, (_, index) => index % 7);
		const model = makeModel({
			name: 'sum',
			inputs: [{ name: 'x', dtype: 'float32', shape: [4_096] }],
			outputs: [{ name: 'y', dtype: 'float32', shape: [4_096] }],
			nodes: [makeNode({ name: 'sum', opType: 'Add', inputs: ['x', 'w'], outputs: ['y'] })],
			initialisers: new Map([['w', makeTensor('float32', [4_096], data)]]),
			values: new Map(),
		});
		await using session = await runtime.open(model);
		const { y } = await session.run({ x: { dtype: 'float32', shape: [4_096], data: new Float32Array(4_096) } });
		expect(y?.data).toEqual(data);
	});

	it('names the input that does not fit, and what would', async () => {
		await using session = await runtime.open(productModel(1, 2, 1), { name: 'the product' });
		const b = floats([2, 1], 1, 2);
		await expect(session.run({ b })).rejects.toThrow('the product needs an input "a" of float32 [1, 2]');
		await expect(session.run({ a: floats([2], 1, 2), b })).rejects.toThrow(
			'the product needs its input "a" as float32 [1, 2], not float32 [2]',
		);
		await expect(session.run({ a: floats([1, 2], 1), b })).rejects.toThrow('needs 2 numbers in its input "a", not 1');
		await expect(session.run({ a: floats([1, 2], 1, 2), b, c: b })).rejects.toThrow('has no input "c"');
	});

	it('gives buffers away only when told to', async () => {
		await using session = await runtime.open(productModel(1, 1, 1));
		const kept = { a: floats([1, 1], 2), b: floats([1, 1], 3) };
		await session.run(kept);
		expect(kept.a.data.length).toBe(1);
		await session.run(kept, { transfer: true });
		expect(kept.a.data.length).toBe(0);
	});

	it('refuses to run once closed', async () => {
		const session = await runtime.open(productModel(1, 1, 1), { name: 'the product' });
		await session[Symbol.asyncDispose]();
		await session[Symbol.asyncDispose]();
		await expect(session.run({ a: floats([1, 1], 2), b: floats([1, 1], 3) })).rejects.toThrow('the product is closed');
	});

	it('says that memory is short in words that help', async () => {
		// 2^46 numbers: more than any machine has.
		const model = makeModel({
			name: 'huge',
			inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
			outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
			nodes: [
				makeNode({ name: 'grow', opType: 'Expand', inputs: ['x', 'shape'], outputs: ['wide'] }),
				makeNode({
					name: 'shrink',
					opType: 'ReduceSum',
					inputs: ['wide', 'axes'],
					outputs: ['sum'],
				}),
				makeNode({ name: 'reshape', opType: 'Reshape', inputs: ['sum', 'one'], outputs: ['y'] }),
			],
			initialisers: new Map([
				['shape', makeTensor('int64', [2], BigInt64Array.of(1n << 23n, 1n << 23n))],
				['axes', makeTensor('int64', [2], BigInt64Array.of(0n, 1n))],
				['one', makeTensor('int64', [1], BigInt64Array.of(1n))],
			]),
			values: new Map(),
		});
		await using session = await runtime.open(model, { name: 'a huge model' });
		await expect(session.run({ x: floats([1], 1) })).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', retryable: false });
	});

	it('says which model could not be opened', async () => {
		const model = makeModel({
			name: 'wrong',
			inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
			outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
			nodes: [makeNode({ name: 'wrong', opType: 'NoSuchOperator', inputs: ['x'], outputs: ['y'] })],
			initialisers: new Map(),
			values: new Map(),
		});
		await expect(runtime.open(model, { name: 'the wrong model' })).rejects.toThrow(
			/opening the wrong model on CPU, 2 threads failed/,
		);
	});
});

describe('a runtime', () => {
	it('leaves the process free while a session runs', async () => {
		await using session = await runtime.open(productModel(2_048, 2_048, 2_048));
		const a: TensorValue = { dtype: 'float32', shape: [2_048, 2_048], data: new Float32Array(2_048 * 2_048) };
		let turns = 0;
		let running = true;
		const turn = (): void => {
			turns += 1;
			if (running) setImmediate(turn);
		};
		setImmediate(turn);
		await session.run({ a, b: a });
		running = false;
		expect(turns).toBeGreaterThan(10);
	});

	it('falls back to the CPU with a reason when a provider is not there', async () => {
		await using cuda = await openRuntime({ provider: 'cuda', threads: 1 });
		expect(cuda.reason).toMatch(/CUDA was asked for/);
		if (cuda.provider === 'cpu') expect(cuda.device).toBe('CPU, 1 thread');
	});

	it('chooses something that works, and says why', async () => {
		await using chosen = await openRuntime();
		expect(chosen.reason).not.toBe('');
		await using session = await chosen.open(productModel(1, 1, 1));
		expect(await session.run({ a: floats([1, 1], 2), b: floats([1, 1], 3) })).toEqual({ c: floats([1, 1], 6) });
	});

	it('refuses a number of threads that is none', async () => {
		await expect(openRuntime({ threads: 0 })).rejects.toThrow('threads must be a positive whole number, not 0');
	});
});
