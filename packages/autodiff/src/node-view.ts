/** @file One node as its operator's entry sees it: inputs, attributes and constants, with the checks all entries share. */
import { type Attribute, type AttributeKind, printType, type Tensor } from '@galatea/onnx';
import { GraphError } from './errors.ts';
import { axisOf, type ValueType } from './shape.ts';

/** A value of one graph. Only a GraphBuilder makes values, and each belongs to the builder that made it. */
export interface Value extends ValueType {
	readonly name: string;
}

/** Attributes as plain values; the operator's entry says of which ONNX kind each is. */
export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

export interface NodeParts {
	readonly name: string;
	readonly opType: string;
	readonly inputs: readonly (Value | null)[];
	readonly outputs: readonly Value[];
	readonly attributes: Attributes;
}

/** A node with the questions that shape, gradient and folding rules ask of it. */
export class NodeView implements NodeParts {
	readonly name: string;
	readonly opType: string;
	readonly inputs: readonly (Value | null)[];
	/** Empty while the shape rule runs. */
	readonly outputs: readonly Value[];
	readonly attributes: Attributes;
	/** How many outputs the caller asked for. */
	readonly outputCount: number;
	readonly #constantOf: (value: Value) => Tensor | null;

	constructor(parts: NodeParts, outputCount: number, constantOf: (value: Value) => Tensor | null) {
		this.name = parts.name;
		this.opType = parts.opType;
		this.inputs = parts.inputs;
		this.outputs = parts.outputs;
		this.attributes = parts.attributes;
		this.outputCount = outputCount;
		this.#constantOf = constantOf;
	}

	/** The first output. */
	get output(): Value {
		return this.outputs[0] ?? this.fail('has no outputs yet');
	}

	input(index: number): Value {
		return this.inputs[index] ?? this.fail(`input ${index} is missing`);
	}

	optional(index: number): Value | null {
		return this.inputs[index] ?? null;
	}

	/** The tensor of an input that is a constant, or null. */
	constant(index: number): Tensor | null {
		const value = this.optional(index);
		return value && this.#constantOf(value);
	}

	/** Whole numbers of an input that must be a constant, because shapes are static. */
	integers(index: number): readonly number[] {
		const tensor = this.constant(index);
		if (tensor === null) return this.fail(`input ${index} must be a constant: shapes are static`);
		return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
	}

	number(name: string, fallback: number): number {
		const value = this.attributes[name] ?? fallback;
		return typeof value === 'number' ? value : this.fail(`attribute "${name}" must be a number`);
	}

	ints(name: string, fallback: readonly number[]): readonly number[] {
		const value = this.attributes[name] ?? fallback;
		return typeof value === 'object' ? value : this.fail(`attribute "${name}" must be a list of numbers`);
	}

	text(name: string, fallback: string): string {
		const value = this.attributes[name] ?? fallback;
		return typeof value === 'string' ? value : this.fail(`attribute "${name}" must be a text`);
	}

	/** An axis counted from the front. */
	axis(axis: number, rank: number): number {
		return axisOf(axis, rank) ?? this.fail(`axis ${axis} is outside −${rank} … ${rank - 1}`);
	}

	/** Axes counted from the front, in rising order, each once. */
	axes(axes: readonly number[], rank: number): readonly number[] {
		const normal = axes.map((axis) => this.axis(axis, rank)).sort((a, b) => a - b);
		if (new Set(normal).size !== normal.length) this.fail(`an axis occurs twice in [${axes.join(', ')}]`);
		return normal;
	}

	/** All inputs that are given must have one element type. */
	sameDType(): void {
		const [first, ...rest] = this.inputs.filter((input) => input !== null);
		for (const other of rest)
			if (first && other.dtype !== first.dtype) this.fail(`inputs are ${this.describeInputs()}; one type is needed`);
	}

	describeInputs(): string {
		return this.inputs.map((input) => (input ? printType(input) : 'nothing')).join(' and ');
	}

	fail(problem: string): never {
		throw new GraphError(`${this.opType} "${this.name}"`, problem);
	}
}

/** Plain attributes as ONNX writes them. */
export function toOnnxAttributes(
	node: NodeParts,
	kinds: Readonly<Record<string, AttributeKind>>,
): Readonly<Record<string, Attribute>> {
	const result: Record<string, Attribute> = {};
	for (const [name, value] of Object.entries(node.attributes)) {
		const kind = kinds[name];
		const wanted = kind === 'int' || kind === 'float' ? 'number' : kind === 'string' ? 'string' : 'object';
		if (kind === undefined || typeof value !== wanted)
			throw new GraphError(
				`${node.opType} "${node.name}"`,
				kind === undefined
					? `has no attribute "${name}"; it has ${Object.keys(kinds).join(', ') || 'none'}`
					: `attribute "${name}" must be of kind ${kind}`,
			);
		result[name] = { kind, value } as Attribute;
	}
	return result;
}
