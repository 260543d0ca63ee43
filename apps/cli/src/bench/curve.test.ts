import { optimise, planRender } from '@galatea/optimiser';
import { openRuntime } from '@galatea/runtime';
import { expect, test } from 'vitest';
// By `galatea bench curve --scale tiny --keep apps/cli/bench/curve-tiny.json`, with PyTorch 1.13.
import curve from '../../bench/curve-tiny.json' with { type: 'json' };
import { curveRecipe, narrowCodebook } from './curve.ts';
import { randomPack } from './packs.ts';

test('nerdyrodent’s preset has the losses of his loop in PyTorch for ten steps, and ends on the same codes', async () => {
	await using runtime = await openRuntime({ provider: 'cpu', threads: 1 });
	const recipe = curveRecipe('tiny', { sidePx: 64, cutouts: 4, steps: 10 });
	const plan = planRender(recipe, await randomPack('tiny', narrowCodebook));
	const codes: Int32Array[] = [];
	const losses: number[] = [];
	for await (const step of optimise({ runtime, plan })) {
		codes.push(step.codes);
		losses.push(step.loss);
	}
	expect(losses).toHaveLength(curve.losses.length);
	for (const [step, loss] of curve.losses.entries()) expect(losses[step]).toBeCloseTo(loss, 5);
	expect([...(codes.at(-1) ?? [])]).toEqual(curve.codes);
	// The losses are those of a picture that changes.
	expect(codes.at(-1)).not.toEqual(codes[0]);
});
