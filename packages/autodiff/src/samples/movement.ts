import type { GraphBuilder } from '../builder.ts';
import * as f from '../functions/index.ts';
import type { Value } from '../node-view.ts';
import { one, two } from './sample.ts';

const box = { shape: [2, 3, 4] };
const picture = { shape: [2, 3, 4, 6] };

function indices(g: GraphBuilder, values: readonly number[], shape: readonly number[]): Value {
	return g.constant(BigInt64Array.from(values, BigInt), shape, 'indices');
}

export const movementSamples = {
	Reshape: [one('any', box, (g, x) => f.reshape(g, x, [4, -1]))],
	Squeeze: [one('one axis', { shape: [2, 1, 3] }, (g, x) => f.squeeze(g, x, [1]))],
	Unsqueeze: [one('two axes', { shape: [2, 3] }, (g, x) => f.unsqueeze(g, x, [0, -1]))],
	Flatten: [one('middle', box, (g, x) => f.flatten(g, x, 2))],
	Transpose: [one('three axes', box, (g, x) => f.transpose(g, x, [2, 0, 1]))],
	Expand: [one('new and old axes', { shape: [3, 1] }, (g, x) => f.expand(g, x, [2, 3, 4]))],
	Concat: [two('inner axis', [box, { shape: [2, 2, 4] }], (g, a, b) => f.concat(g, [a, b, a], 1))],
	Split: [
		{
			title: 'three parts, one unused',
			inputs: [{ shape: [2, 6] }],
			build: (g: GraphBuilder, [x]: readonly Value[]) => f.split(g, x!, [1, 3, 2], -1).slice(1),
		},
	],
	Slice: [
		one('a box', picture, (g, x) =>
			f.slice(g, x, [
				{ axis: 2, start: 1, end: 3 },
				{ axis: -1, start: -4 },
			]),
		),
		one('backwards', box, (g, x) => f.flip(g, x, [0, 2])),
		one('part of it backwards', box, (g, x) => f.slice(g, x, [{ axis: 2, start: 2, end: 0, step: -1 }])),
		one('every second, every third from the end', { shape: [5, 7] }, (g, x) =>
			f.slice(g, x, [
				{ axis: 0, start: 1, step: 2 },
				{ axis: 1, start: -1, step: -3 },
			]),
		),
	],
	Pad: [
		one('zeros', box, (g, x) => f.pad(g, x, [0, 1, 2], [1, 0, 3])),
		one('cut on one side', box, (g, x) => f.pad(g, x, [0, -1, 2], [1, 0, -1], 'constant', 0.5)),
	],
	Tile: [one('two axes', box, (g, x) => f.tile(g, x, [2, 1, 3]))],
	DepthToSpace: [
		one('DCR', { shape: [1, 8, 2, 3] }, (g, x) => f.depthToSpace(g, x, 2)),
		one('CRD', { shape: [1, 8, 2, 3] }, (g, x) => f.depthToSpace(g, x, 2, 'CRD')),
	],
	SpaceToDepth: [one('blocks of 2', picture, (g, x) => f.spaceToDepth(g, x, 2))],
	Gather: [
		one('rows, one twice', { shape: [4, 3] }, (g, x) => f.gather(g, x, indices(g, [2, 0, 2, -1], [2, 2]))),
		one('inner axis', box, (g, x) => f.gather(g, x, indices(g, [2, 0, 2], [3]), 1)),
		one('a single one', box, (g, x) => f.gather(g, x, indices(g, [1], []), 2)),
	],
	GatherElements: [
		one('some twice', { shape: [3, 3] }, (g, x) => f.gatherElements(g, x, indices(g, [0, 2, 2, 1, 0, 2], [2, 3]), 0)),
	],
	GatherND: [one('points', box, (g, x) => f.gatherNd(g, x, indices(g, [0, 1, 1, 2, 0, 1], [3, 2])))],
	ScatterElements: [
		two('adding', [{ shape: [3, 4] }, { shape: [3, 2] }], (g, x, u) =>
			f.scatterElements(g, x, indices(g, [0, 0, 3, 1, 2, 2], [3, 2]), u, 1, 'add'),
		),
		two('writing', [{ shape: [3, 4] }, { shape: [3, 2] }], (g, x, u) =>
			f.scatterElements(g, x, indices(g, [0, 1, 3, 1, 2, 0], [3, 2]), u, 1, 'none'),
		),
	],
	ScatterND: [
		two('adding', [{ shape: [4, 3] }, { shape: [3, 3] }], (g, x, u) =>
			f.scatterNd(g, x, indices(g, [2, 0, 2], [3, 1]), u, 'add'),
		),
		two('writing', [{ shape: [4, 3] }, { shape: [2, 3] }], (g, x, u) =>
			f.scatterNd(g, x, indices(g, [3, 1], [2, 1]), u, 'none'),
		),
	],
	Resize: [one('nearest, doubled', picture, (g, x) => f.resizeNearest(g, x, 2))],
	AveragePool: [
		one('patches', picture, (g, x) => f.averagePool(g, x, { kernel: [2, 2], strides: [2, 2] })),
		one('overlapping, padded', picture, (g, x) =>
			f.averagePool(g, x, { kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
		),
		one('padding counted', picture, (g, x) =>
			f.averagePool(g, x, { kernel: [3, 2], pads: [1, 1, 1, 0], countPadding: true }),
		),
	],
	MaxPool: [
		one('patches', { shape: [1, 2, 4, 4], distinct: true, low: -3, high: 3 }, (g, x) =>
			f.maxPool(g, x, { kernel: [2, 2], strides: [2, 2] }),
		),
		one('overlapping', { shape: [1, 1, 5, 5], distinct: true, low: -3, high: 3 }, (g, x) =>
			f.maxPool(g, x, { kernel: [3, 3], pads: [1, 1, 1, 1] }),
		),
	],
	GlobalAveragePool: [one('pictures', picture, f.globalAveragePool)],
};
