/** @file AdamW (Loshchilov and Hutter, 2019): Adam, after z has shrunk by PyTorch's weight decay of 0.01 × rate. */
import { adam } from './adam.ts';
import type { OptimiserRule } from './rule.ts';

const weightDecay = 0.01;

/** z ← z · (1 − rate · 0.01), then Adam. */
export const adamw: OptimiserRule = {
	memory: adam.memory,
	move(z, gradient, memory, step, rate) {
		const kept = 1 - rate * weightDecay;
		for (let index = 0; index < z.length; index++) z[index] = (z[index] as number) * kept;
		adam.move(z, gradient, memory, step, rate);
	},
};
