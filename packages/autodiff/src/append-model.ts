/** @file A decoded model as part of a graph that is being built: what others exported can be differentiated as well. */
import { type Attribute, contributedDomain, type Model, type Node } from '@galatea/onnx';
import type { GraphBuilder } from './builder.ts';
import { GraphError } from './errors.ts';
import type { Attributes, Value } from './node-view.ts';
import { type OpType, operators } from './ops/index.ts';

/**
 * Appends a model's nodes, with `inputs` for its inputs by name, and returns its outputs by name. Weights are
 * referenced. Throws a GraphError that names node, operator and opset where an operator or one of its attributes is
 * not in the table, and where shapes do not fit.
 */
export function appendModel(
	g: GraphBuilder,
	model: Model,
	inputs: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
	const { graph } = model;
	return g.scope(graph.name || 'model', () => {
		const values = new Map<string, Value>();
		for (const { name, dtype, shape } of graph.inputs) {
			const given = inputs[name];
			if (!given) throw new GraphError(`model "${graph.name}"`, `its input "${name}" is not given`);
			if (given.dtype !== dtype || given.shape.join() !== shape.join())
				throw new GraphError(
					`model "${graph.name}"`,
					`its input "${name}" is ${dtype} [${shape.join(',')}], and ${given.dtype} [${given.shape.join(',')}] is given`,
				);
			values.set(name, given);
		}
		for (const [name, tensor] of graph.initialisers) values.set(name, g.tensor(tensor, name));
		for (const node of graph.nodes) appendNode(g, node, model.opset, values);
		return Object.fromEntries(graph.outputs.map(({ name }) => [name, known(values, name, `output "${name}"`)]));
	});
}

function appendNode(g: GraphBuilder, node: Node, opset: number, values: Map<string, Value>): void {
	const where = `node "${node.name}" (${node.opType}, opset ${opset})`;
	const constant = node.attributes['value'];
	if (node.opType === 'Constant' && node.domain === '' && constant?.kind === 'tensor') {
		values.set(node.outputs[0] ?? '', g.tensor(constant.value, node.name || 'constant'));
		return;
	}
	if (!isOpType(node.opType) || (operators[node.opType].domain ?? '') !== node.domain)
		throw new GraphError(where, `is not among the operators that are known${inDomain(node)}`);
	const inputs = node.inputs.map((name) => (name === '' ? null : known(values, name, where)));
	const attributes = plainAttributes(node, node.opType, where);
	const outputs = g.nodes(node.opType, inputs, attributes, node.outputs.length);
	for (const [index, name] of node.outputs.entries()) {
		const output = outputs[index];
		if (name === '') continue;
		if (!output) throw new GraphError(where, `has an output ${index} ("${name}") that is not known`);
		values.set(name, output);
	}
}

function isOpType(name: string): name is OpType {
	return Object.hasOwn(operators, name);
}

function inDomain({ domain }: Node): string {
	return domain === '' || domain === contributedDomain ? '' : ` (domain "${domain}")`;
}

function known(values: ReadonlyMap<string, Value>, name: string, where: string): Value {
	const value = values.get(name);
	if (!value) throw new GraphError(where, `reads "${name}", which nothing before it computes`);
	return value;
}

function plainAttributes(node: Node, opType: OpType, where: string): Attributes {
	const kinds = operators[opType].attributes;
	return Object.fromEntries(
		Object.entries(node.attributes).map(([name, attribute]) => {
			if (kinds[name] !== attribute.kind)
				throw new GraphError(where, `attribute "${name}" of kind ${attribute.kind} is not known`);
			return [name, plainValue(attribute, where)];
		}),
	);
}

function plainValue(attribute: Attribute, where: string): number | string | readonly number[] {
	if (attribute.kind === 'tensor' || attribute.kind === 'strings')
		throw new GraphError(where, `an attribute of kind ${attribute.kind} is not known`);
	return attribute.value;
}
