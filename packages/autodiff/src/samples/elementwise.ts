import * as f from '../functions/index.ts';
import { quickGelu, silu } from '../units/activation.ts';
import { one, two } from './sample.ts';

const vector = { shape: [2, 5] };
const positive = { shape: [2, 5], low: 0.5, high: 2 };
const distinct = { shape: [2, 5], distinct: true };
const row = { shape: [5] };
const column = { shape: [2, 1] };

export const elementwiseSamples = {
	Add: [two('same shape', [vector, vector], f.add), two('a row and a column', [row, column], f.add)],
	Sub: [two('same shape', [vector, vector], f.sub), two('a column and a scalar', [column, { shape: [] }], f.sub)],
	Mul: [two('same shape', [vector, vector], f.mul), two('a row', [vector, row], f.mul)],
	Div: [
		two('same shape', [vector, positive], f.div),
		two('by a column', [vector, { ...positive, shape: [2, 1] }], f.div),
	],
	Pow: [two('varying exponent', [positive, vector], f.pow), one('square', vector, (g, x) => f.pow(g, x, 2))],
	Max: [two('same shape', [distinct, { ...row, low: -0.05, high: 0.05 }], f.maximum)],
	Min: [two('same shape', [distinct, { ...row, low: -0.05, high: 0.05 }], f.minimum)],
	Mod: [
		two(
			'between jumps',
			[
				{ ...distinct, low: 0.1, high: 0.9 },
				{ ...row, low: 3, high: 4 },
			],
			f.mod,
		),
	],
	Neg: [one('any', vector, f.neg)],
	Abs: [one('away from 0', distinct, f.abs)],
	Sqrt: [one('positive', positive, f.sqrt)],
	Reciprocal: [one('positive', positive, f.reciprocal)],
	Exp: [one('any', vector, f.exp)],
	Log: [one('positive', positive, f.log)],
	Sin: [one('any', vector, f.sin)],
	Cos: [one('any', vector, f.cos)],
	Asin: [one('inside', { ...vector, low: -0.8, high: 0.8 }, f.asin)],
	Acos: [one('inside', { ...vector, low: -0.8, high: 0.8 }, f.acos)],
	Atan: [one('any', vector, f.atan)],
	Tanh: [one('any', vector, f.tanh)],
	Sigmoid: [one('any', vector, f.sigmoid)],
	Erf: [one('any', vector, f.erf)],
	Softplus: [one('any', vector, f.softplus)],
	Relu: [one('away from 0', distinct, f.relu)],
	Gelu: [one('exact', vector, f.gelu), one('tanh', vector, (g, x) => f.gelu(g, x, 'tanh'))],
	QuickGelu: [
		one('alpha 1.702', vector, (g, x) => g.node('QuickGelu', [x], { alpha: 1.702 }), { contributedOperators: true }),
		one('alpha 1', vector, (g, x) => g.node('QuickGelu', [x], { alpha: 1 }), { contributedOperators: true }),
	],
	Clip: [
		one('both bounds', { ...distinct, low: -1, high: 1 }, (g, x) => f.clip(g, x, -0.43, 0.57)),
		one('one bound', distinct, (g, x) => f.clip(g, x, null, 0.3)),
		{
			title: 'varying bounds',
			inputs: [distinct, { shape: [], low: -0.6, high: -0.55 }, { shape: [], low: 0.4, high: 0.45 }],
			build: (g: Parameters<typeof f.add>[0], [x, low, high]: readonly ReturnType<typeof f.add>[]) => [
				f.clip(g, x!, low!, high!),
			],
		},
	],
	Where: [
		two('both sides', [vector, row], (g, a, b) =>
			f.where(g, f.greater(g, g.constant([1, 0, 1, 0, 1], [5]), 0.5), a, b),
		),
	],
	Identity: [one('any', vector, f.identity)],
	Cast: [one('to float64 and back', vector, (g, x) => f.cast(g, f.cast(g, x, 'float64'), 'float32'))],
};

/** Units of one input, elementwise. */
export const activationSamples = [
	one('silu', vector, silu),
	one('silu, contributed', vector, silu, { contributedOperators: true }),
	one('quickGelu', vector, quickGelu),
	one('quickGelu, contributed', vector, quickGelu, { contributedOperators: true }),
];
