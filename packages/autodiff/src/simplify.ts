/**
 * @file A pass over a whole program: computes what is constant, leaves out nodes that do nothing, merges nodes that do
 * the same, and drops what no output needs. The result computes the same numbers.
 */
import { elementCount, makeTensor, type Tensor } from '@galatea/onnx';
import { NodeView, type Value } from './node-view.ts';
import { type OpType, operators } from './ops/index.ts';
import type { Program, ProgramNode } from './program.ts';
import { broadcast, type Shape, sameShape } from './shape.ts';

// A constant that is larger than what it is computed from, and than this, is left to the run: zeros of a whole
// picture would only make the file longer.
const smallElements = 1_024;

export function simplify(program: Program): Program {
	return dropDead(forward(program));
}

interface Forward {
	readonly constants: Map<string, Tensor>;
	/** By which value another is replaced. */
	readonly replaced: Map<string, Value>;
	readonly producers: Map<string, ProgramNode>;
	readonly known: Map<string, ProgramNode>;
}

function forward(program: Program): Program {
	const state: Forward = {
		constants: new Map(program.constants),
		replaced: new Map(),
		producers: new Map(),
		known: new Map(),
	};
	const current = (value: Value): Value => state.replaced.get(value.name) ?? value;
	const nodes: ProgramNode[] = [];
	for (const original of program.nodes) {
		const node = rewrite({ ...original, inputs: original.inputs.map((input) => input && current(input)) }, state);
		if (foldNode(node, state) || skipNode(node, state) || mergeNode(node, state)) continue;
		for (const output of node.outputs) state.producers.set(output.name, node);
		nodes.push(node);
	}
	const outputs = new Map([...program.outputs].map(([name, value]) => [name, current(value)] as const));
	return { ...program, constants: state.constants, nodes, outputs };
}

function viewOf(node: ProgramNode, state: Forward): NodeView {
	return new NodeView(node, node.outputs.length, (value) => state.constants.get(value.name) ?? null);
}

function foldNode(node: ProgramNode, state: Forward): boolean {
	const { fold } = operators[node.opType];
	const tensors = node.inputs.map((input) => (input ? (state.constants.get(input.name) ?? null) : null));
	if (!fold || node.inputs.some((input, index) => input !== null && tensors[index] === null)) return false;
	const before = tensors.reduce((sum, tensor) => sum + (tensor?.data.length ?? 0), 0);
	const after = node.outputs.reduce((sum, output) => sum + elementCount(output.shape), 0);
	if (after > before && after > smallElements) return false;
	const results = fold(viewOf(node, state), tensors);
	if (results === null) return false;
	for (const [index, output] of node.outputs.entries()) state.constants.set(output.name, results[index]!);
	return true;
}

function skipNode(node: ProgramNode, state: Forward): boolean {
	const same = operators[node.opType].identity?.(viewOf(node, state)) ?? null;
	const [output] = node.outputs;
	if (same === null || !output) return false;
	state.replaced.set(output.name, same);
	return true;
}

function mergeNode(node: ProgramNode, state: Forward): boolean {
	if (node.recompute) return false;
	const attributes = Object.entries(node.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
	const key = JSON.stringify([
		node.opType,
		node.inputs.map((input) => input?.name ?? ''),
		attributes,
		node.outputs.length,
	]);
	const twin = state.known.get(key);
	if (!twin) {
		state.known.set(key, node);
		return false;
	}
	for (const [index, output] of node.outputs.entries()) state.replaced.set(output.name, twin.outputs[index]!);
	return true;
}

// Chains become one node: of reshapes the last, of transposes their product; and what broadcasts anyway is not repeated.
function rewrite(node: ProgramNode, state: Forward): ProgramNode {
	const [x] = node.inputs;
	const producer = x && state.producers.get(x.name);
	if (broadcasting.has(node.opType)) return withoutExpand(node, state);
	if (!producer) return node;
	const source = producer.inputs[0] ?? null;
	const { shape } = node.outputs[0]!;
	// A 0 in a Reshape's shape would copy a dimension of its input.
	if (reshapes.has(node.opType) && reshapes.has(producer.opType) && !shape.includes(0))
		return rewrite({ ...node, opType: 'Reshape', inputs: [source, integers(shape, state)], attributes: {} }, state);
	if (node.opType === 'Transpose' && producer.opType === 'Transpose') {
		const inner = permutationOf(producer);
		const perm = permutationOf(node).map((axis) => inner[axis]!);
		return rewrite({ ...node, inputs: [source], attributes: { perm } }, state);
	}
	return node;
}

const reshapes: ReadonlySet<OpType> = new Set<OpType>(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);

const broadcasting: ReadonlySet<OpType> = new Set<OpType>([
	...(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Max', 'Min', 'Mod', 'Where', 'And', 'Or'] as const),
	...(['Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual', 'Equal'] as const),
]);

function withoutExpand(node: ProgramNode, state: Forward): ProgramNode {
	let { inputs } = node;
	for (const [index, input] of inputs.entries()) {
		const producer = input && state.producers.get(input.name);
		if (producer?.opType !== 'Expand') continue;
		const others = inputs.with(index, producer.inputs[0] ?? null);
		const shape = others.reduce<Shape | null>((all, value) => all && value && broadcast(all, value.shape), []);
		if (shape && sameShape(shape, node.outputs[0]!.shape)) inputs = others;
	}
	return inputs === node.inputs ? node : { ...node, inputs };
}

function integers(values: Shape, state: Forward): Value {
	const tensor = makeTensor('int64', [values.length], BigInt64Array.from(values, BigInt));
	const name = `integers:${values.join(',')}`;
	if (!state.constants.has(name)) state.constants.set(name, tensor);
	return { name, dtype: 'int64', shape: tensor.shape };
}

function permutationOf(node: ProgramNode): readonly number[] {
	const { perm } = node.attributes;
	return typeof perm === 'object' ? perm : node.outputs[0]!.shape.map((_, axis, shape) => shape.length - 1 - axis);
}

function dropDead(program: Program): Program {
	const needed = new Set([...program.outputs.values()].map((value) => value.name));
	const nodes: ProgramNode[] = [];
	for (const node of program.nodes.toReversed()) {
		if (!node.outputs.some((output) => needed.has(output.name))) continue;
		nodes.push(node);
		for (const input of node.inputs) if (input) needed.add(input.name);
	}
	const constants = new Map([...program.constants].filter(([name]) => needed.has(name)));
	return { ...program, nodes: nodes.reverse(), constants };
}
