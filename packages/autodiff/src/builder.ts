/**
 * @file The builder: the only place where values get their names. A graph is a list of steps in the order in which
 * they were written; a step is one node, or a unit, which is several nodes with a backward of their own.
 */
import { type DType, elementCount, type Model, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import { GraphError } from './errors.ts';
import { type Attributes, NodeView, type Value } from './node-view.ts';
import type { Contribution } from './operator.ts';
import { type OpType, operators } from './ops/index.ts';
import type { Program, ProgramNode } from './program.ts';
import { programToModel } from './program.ts';
import type { Shape } from './shape.ts';
import { simplify } from './simplify.ts';

export interface BuilderOptions {
	/** Whether operators of the com.microsoft domain may be used: a choice per execution provider. Default false. */
	readonly contributedOperators?: boolean;
}

/** One node, as a step of the walk. */
interface NodeStep {
	readonly kind: 'node';
	readonly node: ProgramNode;
}

/** The cotangents of a unit's outputs (null where none flows) and what the unit computed. */
export type UnitBackward = (
	cotangents: readonly (Value | null)[],
	unit: { readonly inputs: readonly Value[]; readonly outputs: readonly Value[] },
) => readonly Contribution[];

/** Several nodes that are differentiated as one. */
export interface UnitStep {
	readonly kind: 'unit';
	readonly name: string;
	readonly inputs: readonly Value[];
	readonly outputs: readonly Value[];
	/** Every value the unit computes, also those inside. */
	readonly inner: ReadonlySet<string>;
	readonly backward: UnitBackward;
}

export type Step = NodeStep | UnitStep;

export class GraphBuilder {
	readonly name: string;
	readonly contributedOperators: boolean;
	readonly #values = new Map<string, Value>();
	readonly #inputs: Value[] = [];
	readonly #constants = new Map<string, Tensor>();
	readonly #smallConstants = new Map<string, Value>();
	readonly #nodes: ProgramNode[] = [];
	readonly #outputs = new Map<string, Value>();
	readonly #counts = new Map<string, number>();
	#steps: Step[] = [];
	#scope = '';
	#recompute = false;

	constructor(name = 'graph', options: BuilderOptions = {}) {
		this.name = name;
		this.contributedOperators = options.contributedOperators ?? false;
	}

	/** Nodes and units in the order in which they were written. */
	get steps(): readonly Step[] {
		return this.#steps;
	}

	/** A value that every run must be given. Names of inputs are not scoped. */
	input(name: string, dtype: DType, shape: Shape): Value {
		if (this.#values.has(name)) throw new GraphError(`input "${name}"`, 'the name is taken');
		const value = this.#define(name, dtype, shape);
		this.#inputs.push(value);
		return value;
	}

	/** Numbers known now, referenced and not copied. float32 from Float32Array or numbers, int64 from BigInt64Array. */
	constant(
		data: Float32Array | BigInt64Array | Int32Array | Uint8Array | readonly number[],
		shape: Shape,
		name?: string,
	): Value {
		const held = isTyped(data) ? data : Float32Array.from(data);
		return this.tensor(makeTensor(dtypeOf(held), shape, held), name);
	}

	/** A constant of any element type. */
	tensor(tensor: Tensor, name?: string): Value {
		const unique = this.#unique(name ?? 'constant');
		if (tensor.data.length !== elementCount(tensor.shape))
			throw new GraphError(
				`constant "${unique}"`,
				`shape [${tensor.shape.join(',')}] needs ${elementCount(tensor.shape)} elements, and it has ${tensor.data.length}`,
			);
		this.#constants.set(unique, tensor);
		return this.#define(unique, tensor.dtype, tensor.shape);
	}

	/** A number, as a tensor of rank 0. The same number is the same value. */
	scalar(value: number, dtype: 'float32' | 'int64' = 'float32'): Value {
		const data = dtype === 'int64' ? BigInt64Array.of(BigInt(value)) : Float32Array.of(value);
		return this.#small(`${dtype}:${Object.is(value, -0) ? '-0' : value}`, makeTensor(dtype, [], data));
	}

	/** Whole numbers, as a vector of int64: axes, shapes, starts. */
	integers(values: readonly number[]): Value {
		const data = BigInt64Array.from(values, BigInt);
		return this.#small(`integers:${values.join(',')}`, makeTensor('int64', [values.length], data));
	}

	/** Runs `body` with names prefixed by `name/`. */
	scope<T>(name: string, body: () => T): T {
		return this.#within(`${this.#scope}${name}/`, body);
	}

	/** Runs `body` with names prefixed by `path/`, whatever the scope is now. Used for gradients. */
	scopeAt<T>(path: string, body: () => T): T {
		return this.#within(`${path}/`, body);
	}

	/**
	 * Runs `body` with its nodes marked as computed again on purpose, to save memory: they are not merged with equal
	 * nodes. (onnxruntime merges them unless its CommonSubexpressionElimination is turned off for the session.)
	 */
	recompute<T>(body: () => T): T {
		const before = this.#recompute;
		this.#recompute = true;
		try {
			return body();
		} finally {
			this.#recompute = before;
		}
	}

	/** Adds a node with one output. Shapes are checked at once: throws a GraphError that names the operator and node. */
	node(opType: OpType, inputs: readonly (Value | null)[], attributes: Attributes = {}): Value {
		return this.nodes(opType, inputs, attributes, 1)[0]!;
	}

	/** Adds a node and returns all its outputs; `outputCount` for operators whose number of outputs is a choice. */
	nodes(
		opType: OpType,
		inputs: readonly (Value | null)[],
		attributes: Attributes = {},
		outputCount?: number,
	): readonly Value[] {
		const operator = operators[opType];
		const name = this.#unique(opType);
		for (const input of inputs) if (input) this.#own(input, `${opType} "${name}"`);
		if (operator.domain && !this.contributedOperators)
			throw new GraphError(`${opType} "${name}"`, 'is a contributed operator, and this graph is built without those');
		const parts = { name, opType, inputs: trimmed(inputs), outputs: [], attributes };
		const types = operator.infer(this.view(parts, outputCount ?? 1));
		const outputs = types.map((type, index) =>
			this.#define(index === 0 ? name : `${name}:${index}`, type.dtype, type.shape),
		);
		const node: ProgramNode = Object.freeze({ ...parts, opType, outputs, recompute: this.#recompute });
		this.#nodes.push(node);
		this.#steps.push({ kind: 'node', node });
		return outputs;
	}

	/**
	 * Adds a unit: the nodes that `forward` writes, differentiated as one by `backward`. Only the unit's outputs may be
	 * used outside it.
	 */
	unit(
		name: string,
		inputs: readonly Value[],
		forward: () => readonly Value[],
		backward: UnitBackward,
	): readonly Value[] {
		for (const input of inputs) this.#own(input, `unit "${name}"`);
		const outerSteps = this.#steps;
		const firstNode = this.#nodes.length;
		this.#steps = [];
		const path = this.#unique(name);
		let outputs: readonly Value[];
		try {
			outputs = this.#within(`${path}/`, forward);
		} finally {
			this.#steps = outerSteps;
		}
		const inner = new Set(this.#nodes.slice(firstNode).flatMap((node) => node.outputs.map((output) => output.name)));
		for (const output of outputs)
			if (!inner.has(output.name))
				throw new GraphError(`unit "${path}"`, `output "${output.name}" is not computed inside it; add an Identity`);
		this.#steps.push({ kind: 'unit', name: path, inputs, outputs, inner, backward });
		return outputs;
	}

	/** Names a result of the graph. */
	output(name: string, value: Value): void {
		this.#own(value, `output "${name}"`);
		const named = this.#values.get(name);
		const given = named && named !== value && (this.#constants.has(name) || this.#inputs.includes(named));
		if (given || this.#outputs.has(name)) throw new GraphError(`output "${name}"`, 'the name is taken');
		this.#outputs.set(name, value);
	}

	/** The numbers of a value that is a constant, or null. */
	constantOf(value: Value): Tensor | null {
		return this.#constants.get(value.name) ?? null;
	}

	/** A node as operator entries see it. */
	view(
		node: Omit<ProgramNode, 'recompute' | 'opType'> & { readonly opType: string },
		outputCount = node.outputs.length,
	): NodeView {
		return new NodeView(node, outputCount, (value) => this.constantOf(value));
	}

	/** Everything written so far, as it was written. */
	program(): Program {
		return {
			name: this.name,
			inputs: [...this.#inputs],
			constants: new Map(this.#constants),
			nodes: [...this.#nodes],
			outputs: new Map(this.#outputs),
		};
	}

	/** The model: simplified, without what no output needs, and checked. The builder may be used further. */
	build(): Model {
		if (this.#outputs.size === 0) throw new GraphError(`graph "${this.name}"`, 'has no outputs');
		return programToModel(simplify(this.program()));
	}

	#within<T>(scope: string, body: () => T): T {
		const before = this.#scope;
		this.#scope = scope;
		try {
			return body();
		} finally {
			this.#scope = before;
		}
	}

	#small(key: string, tensor: Tensor): Value {
		const known = this.#smallConstants.get(key);
		if (known) return known;
		const value = this.#within('', () => this.tensor(tensor, key));
		this.#smallConstants.set(key, value);
		return value;
	}

	#unique(base: string): string {
		const path = `${this.#scope}${base}`;
		for (;;) {
			const count = this.#counts.get(path) ?? 0;
			this.#counts.set(path, count + 1);
			const name = count === 0 ? path : `${path}_${count}`;
			if (!this.#values.has(name)) return name;
		}
	}

	#define(name: string, dtype: DType, shape: Shape): Value {
		const value = Object.freeze({ name, dtype, shape: Object.freeze([...shape]) });
		this.#values.set(name, value);
		return value;
	}

	#own(value: Value, where: string): void {
		if (this.#values.get(value.name) !== value)
			throw new GraphError(where, `value "${value.name}" belongs to another graph`);
	}
}

export type { Value };

// Inputs that are left out at the end are not written at all.
function trimmed(inputs: readonly (Value | null)[]): readonly (Value | null)[] {
	return inputs.slice(0, inputs.findLastIndex((input) => input !== null) + 1);
}

function isTyped(data: TensorData | readonly number[]): data is TensorData {
	return ArrayBuffer.isView(data);
}

function dtypeOf(data: TensorData): DType {
	if (data instanceof Float32Array) return 'float32';
	if (data instanceof BigInt64Array) return 'int64';
	if (data instanceof Int32Array) return 'int32';
	return 'uint8';
}
