/** @file A tree of dicts, lists and objects → tensors and metadata by the path to each, joined with '.'. */
import type { MetadataValue } from './checkpoint.ts';
import { CheckpointError } from './errors.ts';
import { maximumNameLength, maximumNesting, maximumNodeCount, maximumTensorCount } from './limits.ts';
import { checkedView, type TensorView } from './view.ts';

/** What one value of a format is in the tree. */
export type TreeNode<Value> =
	| { readonly kind: 'tensor'; readonly view: TensorView }
	| { readonly kind: 'leaf'; readonly value: MetadataValue }
	| { readonly kind: 'branch'; readonly children: readonly (readonly [key: string | null, value: Value])[] }
	// A child without a key cannot be named, and is left out with what is under it.
	/** Stands for another value under the same name. */
	| { readonly kind: 'alias'; readonly value: Value }
	/** Nothing that a reader of weights could use. */
	| { readonly kind: 'nothing' };

/** Tensors and metadata by name, in the order of the file. */
export interface Leaves {
	readonly views: ReadonlyMap<string, TensorView>;
	readonly metadata: ReadonlyMap<string, MetadataValue>;
}

/**
 * Names every leaf under `root`. `nodeOf` says what a value is; it may throw `CheckpointError`, as this does for two
 * tensors of one name and for trees that are too deep or too large. A value within itself is left out there, and so is
 * metadata whose name is too long or has been given away.
 */
export function flatten<Value>(
	file: string,
	root: Value,
	nodeOf: (value: Value, name: string) => TreeNode<Value>,
): Leaves {
	const views = new Map<string, TensorView>();
	const metadata = new Map<string, MetadataValue>();
	const within = new Set<Value>();
	let visited = 0;
	const visit = (value: Value, name: string): void => {
		if (within.size > maximumNesting) {
			throw new CheckpointError('TOO_LARGE', `may nest at most ${maximumNesting} levels`, { file, value: name });
		}
		if (within.has(value)) return;
		const node = nodeOf(value, name);
		switch (node.kind) {
			case 'nothing':
				return;
			case 'leaf':
				// Objects that are dicts of themselves say everything twice.
				if (!metadata.has(name) && name.length <= maximumNameLength) metadata.set(name, node.value);
				return;
			case 'tensor':
				if (views.has(name)) {
					throw new CheckpointError('MALFORMED', 'its name comes twice in this file', { file, tensor: name });
				}
				views.set(name, checkedView(file, name, node.view));
				if (views.size > maximumTensorCount) {
					throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumTensorCount} tensors`, { file });
				}
				return;
			case 'alias':
				within.add(value);
				visit(node.value, name);
				within.delete(value);
				return;
			case 'branch':
				// Whatever is below has a longer name still, and a tensor's would be refused.
				if (name.length > maximumNameLength) return;
				within.add(value);
				for (const [key, child] of node.children) {
					if (++visited > maximumNodeCount) {
						throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumNodeCount} values`, { file });
					}
					if (key !== null) visit(child, name === '' ? key : `${name}.${key}`);
				}
				within.delete(value);
				return;
		}
	};
	visit(root, '');
	return { views, metadata };
}
