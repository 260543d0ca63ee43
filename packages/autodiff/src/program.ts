/** @file A graph between builder and model: an immutable value on which passes work, with operators known by name. */
import {
	checkModel,
	type Graph,
	type Model,
	makeModel,
	makeNode,
	type Node,
	type Tensor,
	type ValueInfo,
} from '@galatea/onnx';
import { type NodeParts, toOnnxAttributes, type Value } from './node-view.ts';
import { type OpType, operators } from './ops/index.ts';

export interface ProgramNode extends NodeParts {
	readonly opType: OpType;
	/** Computed again on purpose: never merged with an equal node. */
	readonly recompute: boolean;
}

export interface Program {
	readonly name: string;
	readonly inputs: readonly Value[];
	readonly constants: ReadonlyMap<string, Tensor>;
	readonly nodes: readonly ProgramNode[];
	/** Results by the name under which the caller gets them. */
	readonly outputs: ReadonlyMap<string, Value>;
}

/** Metadata key of nodes that are computed again on purpose. */
const recomputeKey = 'galatea.recompute';

/** A checked ONNX model. A result takes its public name; where that is not possible, an Identity carries it. */
export function programToModel(program: Program): Model {
	const names = publicNames(program);
	const nameOf = (value: Value): string => names.get(value.name) ?? value.name;
	const nodes: Node[] = program.nodes.map((node) =>
		makeNode({
			name: node.name,
			opType: node.opType,
			domain: operators[node.opType].domain ?? '',
			inputs: node.inputs.map((input) => (input ? nameOf(input) : '')),
			outputs: node.outputs.map(nameOf),
			attributes: toOnnxAttributes(node, operators[node.opType].attributes),
			metadata: node.recompute ? { [recomputeKey]: '1' } : {},
		}),
	);
	const outputs: ValueInfo[] = [];
	for (const [name, value] of program.outputs) {
		outputs.push({ name, dtype: value.dtype, shape: value.shape });
		if (nameOf(value) !== name)
			nodes.push(makeNode({ name: `${name}/Identity`, opType: 'Identity', inputs: [nameOf(value)], outputs: [name] }));
	}
	const outputNames = new Set(outputs.map((output) => output.name));
	const values = new Map<string, ValueInfo>();
	for (const node of program.nodes)
		for (const output of node.outputs) {
			const name = nameOf(output);
			if (!outputNames.has(name)) values.set(name, { name, dtype: output.dtype, shape: output.shape });
		}
	const graph: Graph = {
		name: program.name,
		inputs: program.inputs.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
		outputs,
		nodes,
		initialisers: program.constants,
		values,
	};
	return checkModel(makeModel(graph));
}

// A computed value takes the name of the first result it is; inputs and constants keep their own names. A value that
// happens to have a result's name without being that result gets another.
function publicNames(program: Program): ReadonlyMap<string, string> {
	const computed = new Set(program.nodes.flatMap((node) => node.outputs.map((output) => output.name)));
	const names = new Map<string, string>();
	for (const [name, value] of program.outputs)
		if (computed.has(value.name) && !names.has(value.name)) names.set(value.name, name);
	for (const name of program.outputs.keys()) {
		if (!computed.has(name) || names.has(name)) continue;
		let other = `${name}_inner`;
		while (computed.has(other) || program.constants.has(other)) other += '_';
		names.set(name, other);
	}
	return names;
}
