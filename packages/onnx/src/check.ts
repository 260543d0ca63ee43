/**
 * @file What every model must keep before it is written, differentiated or run: one opset, static shapes, every name
 * assigned once and before it is read, tensors as long as their shapes say.
 */
import { holds } from './dtype.ts';
import { OnnxError } from './errors.ts';
import { maximumDimension, maximumRank } from './limits.ts';
import { contributedDomain, elementCount, type Graph, type Model, type Node, opset, type Tensor } from './model.ts';

/** Throws an OnnxError that names the first thing wrong; returns the model for chaining. */
export function checkModel(model: Model): Model {
	if (model.opset !== opset) {
		const first = model.graph.nodes[0];
		const example = first ? ` (first node: ${first.opType}, "${first.name}")` : '';
		throw new OnnxError('model', `opset ${model.opset}${example}; only opset ${opset} is supported`);
	}
	checkNames(model.graph);
	return model;
}

function checkNames(graph: Graph): void {
	const assigned = new Set<string>();
	const assign = (name: string, where: string): void => {
		if (name === '') throw new OnnxError(where, 'a name is empty');
		if (assigned.has(name)) throw new OnnxError(where, `"${name}" is assigned a second time`);
		assigned.add(name);
	};
	for (const input of graph.inputs) {
		checkShape(input.shape, `input "${input.name}"`);
		assign(input.name, 'graph inputs');
	}
	for (const [name, tensor] of graph.initialisers) {
		checkTensor(tensor, `tensor "${name}"`);
		assign(name, 'initialisers');
	}
	for (const node of graph.nodes) {
		checkNode(node);
		for (const input of node.inputs)
			if (input !== '' && !assigned.has(input))
				throw new OnnxError(describe(node), `reads "${input}", which nothing before it computes`);
		for (const output of node.outputs) if (output !== '') assign(output, describe(node));
	}
	for (const [name, info] of graph.values) checkShape(info.shape, `value "${name}"`);
	for (const output of graph.outputs) {
		checkShape(output.shape, `output "${output.name}"`);
		if (!assigned.has(output.name)) throw new OnnxError(`output "${output.name}"`, 'nothing computes it');
	}
}

function checkNode(node: Node): void {
	if (node.domain !== '' && node.domain !== contributedDomain)
		throw new OnnxError(
			describe(node),
			`domain "${node.domain}" is not supported; supported are "" and "${contributedDomain}"`,
		);
	if (node.outputs.every((output) => output === '')) throw new OnnxError(describe(node), 'has no output');
	for (const [name, attribute] of Object.entries(node.attributes))
		if (attribute.kind === 'tensor') checkTensor(attribute.value, `${describe(node)}, attribute "${name}"`);
}

function describe(node: Node): string {
	return `node "${node.name}" (${node.opType}, opset ${opset})`;
}

function checkTensor(tensor: Tensor, where: string): void {
	checkShape(tensor.shape, where);
	if (!holds(tensor.dtype, tensor.data)) throw new OnnxError(where, `its data is not an array of ${tensor.dtype}`);
	const count = elementCount(tensor.shape);
	if (tensor.data.length !== count)
		throw new OnnxError(
			where,
			`shape [${tensor.shape.join(',')}] needs ${count} elements, and it has ${tensor.data.length}`,
		);
}

/** Throws an OnnxError unless every dimension is a whole number from 0 to {@link maximumDimension}. */
export function checkShape(shape: readonly number[], where: string): void {
	if (shape.length > maximumRank) throw new OnnxError(where, `rank ${shape.length} is above ${maximumRank}`);
	for (const dimension of shape)
		if (!Number.isInteger(dimension) || dimension < 0 || dimension > maximumDimension)
			throw new OnnxError(where, `dimension ${dimension} in [${shape.join(',')}] is not a whole number from 0 to 2^40`);
}
