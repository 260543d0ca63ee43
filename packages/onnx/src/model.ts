/**
 * @file ONNX models as immutable values. A tensor holds its typed array by reference: weights are never copied, and
 * whoever makes a tensor promises not to write to its data again.
 */
import type { DType, TensorData } from './dtype.ts';

/** The one operator set that is read and written. onnxruntime 1.30 runs it on every provider. */
export const opset = 21;

/** The file format version that came with {@link opset}: the oldest that may hold it. */
export const irVersion = 10;

/** Domain of onnxruntime's own operators, the only one beside ONNX's (which is written as ''). */
export const contributedDomain = 'com.microsoft';

/** A name with its type. `shape` is static: whole numbers, 0 allowed. */
export interface ValueInfo {
	readonly name: string;
	readonly dtype: DType;
	readonly shape: readonly number[];
}

/** Numbers in row-major order. */
export interface Tensor {
	readonly dtype: DType;
	readonly shape: readonly number[];
	readonly data: TensorData;
}

/** A tagged attribute value; `int` and `ints` must be safe integers. */
export type Attribute =
	| { readonly kind: 'int'; readonly value: number }
	| { readonly kind: 'float'; readonly value: number }
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'ints'; readonly value: readonly number[] }
	| { readonly kind: 'floats'; readonly value: readonly number[] }
	| { readonly kind: 'strings'; readonly value: readonly string[] }
	| { readonly kind: 'tensor'; readonly value: Tensor };

export type AttributeKind = Attribute['kind'];

/** One operation. An input that is left out, or an output that is not wanted, is ''. */
export interface Node {
	readonly name: string;
	readonly opType: string;
	/** '' for ONNX's own operators. */
	readonly domain: string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly attributes: Readonly<Record<string, Attribute>>;
	/** `metadata_props`: notes that no runtime acts upon. */
	readonly metadata: Readonly<Record<string, string>>;
}

export interface Graph {
	readonly name: string;
	readonly inputs: readonly ValueInfo[];
	readonly outputs: readonly ValueInfo[];
	/** In an order in which every node comes after those it reads. */
	readonly nodes: readonly Node[];
	/** Constants by name, in the order in which they are written. */
	readonly initialisers: ReadonlyMap<string, Tensor>;
	/** Types of values between nodes, as far as they are known. */
	readonly values: ReadonlyMap<string, ValueInfo>;
}

export interface Model {
	readonly irVersion: number;
	readonly opset: number;
	readonly producer: string;
	readonly graph: Graph;
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
	let count = 1;
	for (const dimension of shape) count *= dimension;
	return count;
}

/** A node, frozen, with the usual parts left out. */
export function makeNode(
	parts: Pick<Node, 'name' | 'opType' | 'inputs' | 'outputs'> &
		Partial<Pick<Node, 'domain' | 'attributes' | 'metadata'>>,
): Node {
	return Object.freeze({
		name: parts.name,
		opType: parts.opType,
		domain: parts.domain ?? '',
		inputs: Object.freeze([...parts.inputs]),
		outputs: Object.freeze([...parts.outputs]),
		attributes: Object.freeze({ ...parts.attributes }),
		metadata: Object.freeze({ ...parts.metadata }),
	});
}

/** A tensor, frozen; the typed array is referenced, and its length is checked by `checkModel`. */
export function makeTensor(dtype: DType, shape: readonly number[], data: TensorData): Tensor {
	return Object.freeze({ dtype, shape: Object.freeze([...shape]), data });
}

/** A model of {@link opset} around `graph`, frozen. Not checked: see `checkModel`. */
export function makeModel(graph: Graph, producer = 'galatea'): Model {
	return Object.freeze({
		irVersion,
		opset,
		producer,
		graph: Object.freeze({
			...graph,
			inputs: Object.freeze([...graph.inputs]),
			outputs: Object.freeze([...graph.outputs]),
			nodes: Object.freeze([...graph.nodes]),
		}),
	});
}
