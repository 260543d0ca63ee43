/**
 * @file A pass over a whole model: what multiplies by weights is done in half precision, everything between in single
 * precision. Norms, softmax and the products of attention have no weights, so they keep what they have.
 */
import {
	halvesOf,
	type Model,
	makeModel,
	makeNode,
	makeTensor,
	type Node,
	type Tensor,
	type ValueInfo,
} from '@galatea/onnx';

/** Operators that multiply their first input by their second. */
const products: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul']);

/** ONNX's numbers of element types, as Cast takes them. */
const castTo = { float32: 1, float16: 10 } as const;

/**
 * Halves the products by weights of every node whose name `isMeant` accepts: y = half⁻¹(half(x) · half(W) + half(b)). Inputs
 * and outputs of the model stay as they are. Weights that nothing reads in single precision any more are left out.
 */
export function halveProducts({ graph }: Model, isMeant: (node: string) => boolean): Model {
	const values = new Map<string, ValueInfo>(graph.values);
	const known = new Map([...graph.inputs, ...graph.outputs, ...graph.values.values()].map((info) => [info.name, info]));
	const initialisers = new Map<string, Tensor>(graph.initialisers);
	const nodes: Node[] = [];
	const halved = new Map<string, string>();

	/** The name under which `input` is there in half precision. */
	const half = (input: string): string => {
		const found = halved.get(input);
		if (found !== undefined || input === '') return found ?? input;
		const name = `${input}/half`;
		halved.set(input, name);
		const weights = graph.initialisers.get(input);
		if (weights !== undefined)
			initialisers.set(name, makeTensor('float16', weights.shape, halvesOf(weights.data as Float32Array)));
		else {
			nodes.push(cast(input, name, 'float16'));
			const info = known.get(input);
			if (info !== undefined) values.set(name, { ...info, name, dtype: 'float16' });
		}
		return name;
	};

	for (const node of graph.nodes) {
		const weights = graph.initialisers.get(node.inputs[1] ?? '');
		if (!products.has(node.opType) || weights?.dtype !== 'float32' || !isMeant(node.name)) {
			nodes.push(node);
			continue;
		}
		const [output = ''] = node.outputs;
		const product = `${output}/product`;
		nodes.push(
			makeNode({ ...node, inputs: node.inputs.map(half), outputs: [product] }),
			cast(product, output, 'float32'),
		);
		const info = known.get(output);
		if (info !== undefined) values.set(product, { ...info, name: product, dtype: 'float16' });
	}
	const read = new Set([...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)]);
	for (const name of graph.initialisers.keys()) if (!read.has(name)) initialisers.delete(name);
	return makeModel({ ...graph, nodes, initialisers, values });
}

function cast(from: string, to: string, dtype: keyof typeof castTo): Node {
	return makeNode({
		name: `${to}/cast`,
		opType: 'Cast',
		inputs: [from],
		outputs: [to],
		attributes: { to: { kind: 'int', value: castTo[dtype] } },
	});
}
