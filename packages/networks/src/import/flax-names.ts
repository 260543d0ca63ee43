/**
 * @file Networks of Flax under the names and in the layouts of PyTorch, which the importers know: kernels are height,
 * width, inputs, outputs (of matrices inputs, outputs); lists are numbered by underscores; norms of 2021 have four axes.
 */
import type { TensorSource } from '@galatea/checkpoint';
import { derivedSource, type Origin } from './derived-source.ts';

/** The source as it is, or as PyTorch would have it if it is of Flax. */
export function inTorchNames(source: TensorSource): TensorSource {
	if (!source.names.some((name) => name.endsWith('.kernel'))) return source;
	return derivedSource(source, new Map(source.names.map((name) => [torchName(name), originOf(source, name)])));
}

function torchName(name: string): string {
	return name
		.replace(/(^|\.)(down|up)_(\d+)\./, '$1$2.$3.')
		.replace(/(\.(?:down|up)\.\d+\.)(block|attn)_(\d+)\./, '$1$2.$3.')
		.replace(/\.(kernel|scale|embedding)$/, '.weight');
}

function originOf(source: TensorSource, name: string): Origin {
	const { shape } = source.info(name);
	if (name.endsWith('.kernel')) return { kind: shape.length === 4 ? 'kernel' : 'transposed', name };
	const isNorm =
		/\.(scale|bias)$/.test(name) && shape.length === 4 && shape.slice(0, 3).every((length) => length === 1);
	return { kind: isNorm ? 'vector' : 'same', name };
}
