/**
 * @file Graphs as text, one node a line, for people and for snapshots:
 *
 *     input x: f32[2,3]
 *     constant w: f32[2,3]
 *     v0: f32[2,3] = Mul(x, w)
 *     output y = v0
 */
import { shortDType } from './dtype.ts';
import { type Attribute, elementCount, type Graph, type Tensor, type ValueInfo } from './model.ts';

export interface PrintOptions {
	/** `numbered` calls the values between nodes v0, v1, …; `own` keeps the graph's names. Default `numbered`. */
	readonly names?: 'numbered' | 'own';
}

// Constants of at most this many elements are written out where they are used.
const inlineElements = 8;

/** Prints a graph; the same graph always gives the same text. */
export function printGraph(graph: Graph, options: PrintOptions = {}): string {
	const renamed = options.names === 'own' ? new Map<string, string>() : numberValues(graph);
	const nameOf = (name: string): string => {
		if (name === '') return '_';
		const constant = graph.initialisers.get(name);
		return (constant && inline(constant)) ?? renamed.get(name) ?? name;
	};
	const typeOf = (name: string): string => {
		const info = graph.values.get(name) ?? graph.outputs.find((output) => output.name === name);
		return info ? `: ${printType(info)}` : '';
	};
	const lines = graph.inputs.map((input) => `input ${input.name}: ${printType(input)}`);
	for (const [name, tensor] of graph.initialisers)
		if (inline(tensor) === null) lines.push(`constant ${name}: ${printType(tensor)}`);
	for (const node of graph.nodes) {
		const results = node.outputs.map((output) => `${nameOf(output)}${typeOf(output)}`).join(', ');
		const domain = node.domain === '' ? '' : `${node.domain}.`;
		lines.push(
			`${results} = ${domain}${node.opType}(${node.inputs.map(nameOf).join(', ')})${printAttributes(node.attributes)}`,
		);
	}
	for (const output of graph.outputs)
		lines.push(`output ${output.name}${renamed.has(output.name) ? ` = ${nameOf(output.name)}` : ''}`);
	return lines.join('\n');
}

/** An element type and shape, such as `f32[2,3]`. */
export function printType(type: Pick<ValueInfo, 'dtype' | 'shape'>): string {
	return `${shortDType(type.dtype)}[${type.shape.join(',')}]`;
}

function numberValues(graph: Graph): ReadonlyMap<string, string> {
	const renamed = new Map<string, string>();
	for (const node of graph.nodes)
		for (const output of node.outputs) if (output !== '') renamed.set(output, `v${renamed.size}`);
	return renamed;
}

function inline(tensor: Tensor): string | null {
	const count = elementCount(tensor.shape);
	if (count > inlineElements || tensor.dtype === 'float16' || tensor.dtype === 'bfloat16' || tensor.shape.length > 1)
		return null;
	const numbers = Array.from(tensor.data as ArrayLike<number | bigint>, (value) => printNumber(value));
	return tensor.shape.length === 0 ? (numbers[0] ?? null) : `[${numbers.join(', ')}]`;
}

// float32 values print with the digits that tell them apart, not with the double's tail.
function printNumber(value: number | bigint): string {
	if (typeof value === 'bigint' || Number.isInteger(value)) return String(value);
	for (let digits = 1; digits < 9; digits++) {
		const text = Number(value.toPrecision(digits));
		if (Math.fround(text) === Math.fround(value)) return String(text);
	}
	return String(value);
}

function printAttributes(attributes: Readonly<Record<string, Attribute>>): string {
	const names = Object.keys(attributes).sort();
	if (names.length === 0) return '';
	return ` {${names.map((name) => `${name}=${printAttribute(attributes[name]!)}`).join(', ')}}`;
}

function printAttribute(attribute: Attribute): string {
	switch (attribute.kind) {
		case 'int':
			return String(attribute.value);
		case 'float':
			return printNumber(attribute.value);
		case 'string':
			return attribute.value;
		case 'ints':
			return `[${attribute.value.join(', ')}]`;
		case 'floats':
			return `[${attribute.value.map(printNumber).join(', ')}]`;
		case 'strings':
			return `[${attribute.value.join(', ')}]`;
		case 'tensor':
			return inline(attribute.value) ?? printType(attribute.value);
	}
}
