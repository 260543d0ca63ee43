/** @file Every operator's gradient on the real runtime, against finite differences. */
import { operators, opTypes } from '@galatea/autodiff';
import { checkGradient, gradientSamples, type Prepare, unitSamples } from '@galatea/autodiff/testing';
import { encodeModel, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';

const prepare: Prepare = async (model) => {
	const session = await ort.InferenceSession.create(encodeModel(model).bytes, { logSeverityLevel: 3 });
	return async (feeds) => {
		const given = Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(tensor)] as const);
		const results = await session.run(Object.fromEntries(given));
		return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, fromRuntime(result)]));
	};
};

function toRuntime({ shape, data }: Tensor): ort.Tensor {
	return new ort.Tensor('float32', data as Float32Array, shape);
}

function fromRuntime(result: ort.Tensor): Tensor {
	return makeTensor('float32', result.dims, result.data as TensorData);
}

// Finite differences in single precision are good for three digits of the sum, and better for most.
const tolerance = 2e-3;

describe.each(opTypes)('%s', (opType) => {
	const samples = gradientSamples[opType] ?? [];
	const { gradient } = operators[opType];
	if (gradient.kind === 'rule') {
		test('has samples', () => expect(samples.length).toBeGreaterThan(0));
		for (const sample of samples)
			test(`${sample.title}: the gradient is that of finite differences`, async () => {
				const { error, differences, gradient: found } = await checkGradient(sample, prepare);
				expect(error, `${found} for ${differences}`).toBeLessThan(tolerance);
			});
	} else test('is not differentiable, and has no samples', () => expect(samples).toEqual([]));
});

describe('units', () => {
	for (const sample of unitSamples)
		test(`${sample.title}: the gradient is that of finite differences`, async () => {
			const { error, differences, gradient } = await checkGradient(sample, prepare);
			expect(error, `${gradient} for ${differences}`).toBeLessThan(tolerance);
		});
});
