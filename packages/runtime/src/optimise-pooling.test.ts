import { differentiate, GraphBuilder, mul, reduceSum, type Value } from '@galatea/autodiff';
import cases from '@galatea/optimiser/fixtures/pooling.json' with { type: 'json' };
import { pool } from '@galatea/optimiser/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

describe('the pooled view', () => {
	it.each(cases)(
		'of $height × $width to $target is PyTorch’s, and so is its gradient among equal pixels',
		async (test) => {
			const { height, width, target } = test;
			const g = new GraphBuilder('pool');
			const picture = g.input('picture', 'float32', [1, 2, height, width]);
			const upstream = g.input('upstream', 'float32', [1, 2, target, target]);
			const made = pool(g, picture, target);
			const [gradient] = differentiate(g, reduceSum(g, mul(g, made, upstream)), [picture]);
			g.output('made', made);
			g.output('gradient', gradient as Value);
			await using session = await runtime.open(g.build(), { name: 'the pooled view' });
			const results = await session.run({
				picture: { dtype: 'float32', shape: picture.shape, data: Float32Array.from(test.picture) },
				upstream: { dtype: 'float32', shape: upstream.shape, data: Float32Array.from(test.upstream) },
			});
			for (const name of ['made', 'gradient'] as const)
				test[name].forEach((value, index) => {
					expect(results[name]?.data[index]).toBeCloseTo(value, 5);
				});
		},
	);
});
