/**
 * @file Bytes as a model. The bytes may come from strangers: every length is checked against what is there before
 * anything is made of it, and whatever is wrong is an OnnxError that says where.
 */
import { checkModel } from './check.ts';
import { decodeNode } from './decode-node.ts';
import { decodeTensor, type ReadExternal } from './decode-tensor.ts';
import { dtypeOfCode } from './dtype.ts';
import { OnnxError } from './errors.ts';
import {
	dimensionField,
	graphField,
	modelField,
	opsetField,
	shapeField,
	tensorTypeField,
	typeField,
	valueInfoField,
} from './fields.ts';
import { maximumNameBytes, maximumNodes, maximumRank } from './limits.ts';
import type { Graph, Model, Node, Tensor, ValueInfo } from './model.ts';
import { WireReader } from './wire.ts';

export interface DecodeOptions {
	/** Reads external data; left out, a model with external data is refused. */
	readonly readExternal?: ReadExternal;
}

/**
 * Reads a model and checks it. Tensors share the memory of `bytes` where alignment allows. Throws an OnnxError on
 * anything damaged, and on what is not supported: other opsets, subgraphs, functions, symbolic shapes of inputs and
 * outputs, sparse tensors, strings.
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): Model {
	const reader = new WireReader(bytes);
	let irVersion = 0;
	let opset: number | null = null;
	let producer = '';
	let graph: Graph | null = null;
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === modelField.irVersion) irVersion = reader.integer(type);
		else if (field === modelField.producerName) producer = reader.text(type, maximumNameBytes);
		else if (field === modelField.opsetImport) opset = decodeOpset(reader.message(type)) ?? opset;
		else if (field === modelField.graph) {
			if (graph) throw new OnnxError(reader.where, 'a second graph');
			graph = decodeGraph(reader.message(type), options.readExternal);
		} else if (field === modelField.functions) throw new OnnxError(reader.where, 'model functions are not supported');
		else reader.skip(type);
	}
	if (graph === null) throw new OnnxError('model', 'has no graph; is this an ONNX file?');
	if (opset === null) throw new OnnxError('model', 'does not say which opset it uses');
	return checkModel(Object.freeze({ irVersion, opset, producer, graph }));
}

// The version, if the import is of ONNX's own domain.
function decodeOpset(reader: WireReader): number | null {
	let domain = '';
	let version = 0;
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === opsetField.domain) domain = reader.text(type, maximumNameBytes);
		else if (field === opsetField.version) version = reader.integer(type);
		else reader.skip(type);
	}
	return domain === '' || domain === 'ai.onnx' ? version : null;
}

function decodeGraph(reader: WireReader, readExternal: ReadExternal | undefined): Graph {
	let name = '';
	const nodes: Node[] = [];
	const initialisers = new Map<string, Tensor>();
	const inputs: ValueInfo[] = [];
	const outputs: ValueInfo[] = [];
	const values = new Map<string, ValueInfo>();
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === graphField.name) name = reader.text(type, maximumNameBytes);
		else if (field === graphField.node) {
			if (nodes.length >= maximumNodes) throw new OnnxError(reader.where, `more than ${maximumNodes} nodes`);
			nodes.push(decodeNode(reader.message(type), readExternal));
		} else if (field === graphField.initialiser) {
			const tensor = decodeTensor(reader.message(type), readExternal);
			if (initialisers.has(tensor.name)) throw new OnnxError(`tensor "${tensor.name}"`, 'is there a second time');
			initialisers.set(tensor.name, tensor.tensor);
		} else if (field === graphField.input) inputs.push(known(decodeValueInfo(reader.message(type))));
		else if (field === graphField.output) outputs.push(known(decodeValueInfo(reader.message(type))));
		else if (field === graphField.valueInfo) {
			const info = decodeValueInfo(reader.message(type));
			if (info.problem === null) values.set(info.value.name, info.value);
		} else if (field === graphField.sparseInitialiser)
			throw new OnnxError(reader.where, 'sparse tensors are not supported');
		else reader.skip(type);
	}
	// Files of old exporters list constants among the inputs as well.
	const given = inputs.filter((input) => !initialisers.has(input.name));
	return Object.freeze({
		name,
		inputs: Object.freeze(given),
		outputs: Object.freeze(outputs),
		nodes: Object.freeze(nodes),
		initialisers,
		values,
	});
}

interface DecodedInfo {
	readonly value: ValueInfo;
	/** Why the type is not static, or null. */
	readonly problem: string | null;
}

function known({ value, problem }: DecodedInfo): ValueInfo {
	if (problem !== null) throw new OnnxError(`value "${value.name}"`, `${problem}; shapes must be static`);
	return value;
}

function decodeValueInfo(reader: WireReader): DecodedInfo {
	let name = '';
	let decoded: Omit<DecodedInfo, 'value'> & Pick<ValueInfo, 'dtype' | 'shape'> = {
		dtype: 'float32',
		shape: [],
		problem: 'its type is not given',
	};
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === valueInfoField.name) name = reader.text(type, maximumNameBytes);
		else if (field === valueInfoField.type) decoded = decodeType(reader.message(type), name);
		else reader.skip(type);
	}
	const { dtype, shape, problem } = decoded;
	return { value: Object.freeze({ name, dtype, shape: Object.freeze([...shape]) }), problem };
}

type DecodedType = Pick<ValueInfo, 'dtype' | 'shape'> & { readonly problem: string | null };

function decodeType(reader: WireReader, name: string): DecodedType {
	let result: DecodedType = { dtype: 'float32', shape: [], problem: 'it is not a tensor' };
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === typeField.tensorType) result = decodeTensorType(reader.message(type), name);
		else reader.skip(type);
	}
	return result;
}

function decodeTensorType(reader: WireReader, name: string): DecodedType {
	let code = 0;
	let shape: number[] | null = null;
	let problem: string | null = null;
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === tensorTypeField.elementType) code = reader.integer(type);
		else if (field === tensorTypeField.shape) ({ shape, problem } = decodeShape(reader.message(type)));
		else reader.skip(type);
	}
	return {
		dtype: dtypeOfCode(code, `value "${name}"`),
		shape: shape ?? [],
		problem: shape ? problem : 'its rank is not given',
	};
}

function decodeShape(reader: WireReader): { shape: number[]; problem: string | null } {
	const shape: number[] = [];
	let problem: string | null = null;
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field !== shapeField.dimension) {
			reader.skip(type);
			continue;
		}
		const dimension = decodeDimension(reader.message(type));
		if (typeof dimension === 'string') problem ??= `dimension ${shape.length} is "${dimension}"`;
		shape.push(typeof dimension === 'number' ? dimension : 0);
		if (shape.length > maximumRank) throw new OnnxError(reader.where, `a rank above ${maximumRank}`);
	}
	return { shape, problem };
}

function decodeDimension(reader: WireReader): number | string {
	let dimension: number | string = '?';
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === dimensionField.value) dimension = reader.integer(type);
		else if (field === dimensionField.parameter) dimension = reader.text(type, maximumNameBytes);
		else reader.skip(type);
	}
	return dimension;
}
