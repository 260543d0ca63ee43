/**
 * @file Models as bytes. Small tensors lie in the model; with `externalData`, large ones are only described there, and
 * the caller streams them to a second file in the order given, so that nothing of 2 GB is ever in one piece.
 */
import { bytesOfData, dtypeCode } from './dtype.ts';
import { OnnxError } from './errors.ts';
import { type ExternalTensor, placeTensors } from './external-data.ts';
import {
	attributeField,
	attributeType,
	dimensionField,
	entryField,
	graphField,
	modelField,
	nodeField,
	opsetField,
	shapeField,
	tensorField,
	tensorTypeField,
	typeField,
	valueInfoField,
} from './fields.ts';
import {
	type Attribute,
	contributedDomain,
	type Graph,
	type Model,
	type Node,
	type Tensor,
	type ValueInfo,
} from './model.ts';
import { WireWriter } from './wire.ts';

export interface EncodeOptions {
	/** Where large tensors go instead of the model itself; left out, everything is in the model (at most 2 GB). */
	readonly externalData?: {
		/** Name of the file beside the model, as written into it. */
		readonly fileName: string;
		/** Tensors of fewer bytes stay in the model. Default 1,024. */
		readonly fromBytes?: number;
		/** Offsets are multiples of this. Default 4,096: a page, so that the runtime may map the file. */
		readonly alignment?: number;
	};
}

export interface EncodedModel {
	readonly bytes: Uint8Array;
	/** The second file's content, in rising order of `offset`; gaps between are zeros. Empty without external data. */
	readonly externalTensors: readonly ExternalTensor[];
	/** Length of the second file in bytes. */
	readonly externalBytes: number;
}

/** Encodes a model that `checkModel` accepts. Throws an OnnxError when it would exceed what protobuf can hold. */
export function encodeModel(model: Model, options: EncodeOptions = {}): EncodedModel {
	const placed = options.externalData ? placeTensors(model.graph.initialisers, options.externalData) : null;
	const writer = new WireWriter();
	writer.integer(modelField.irVersion, model.irVersion);
	writer.text(modelField.producerName, model.producer);
	writer.message(modelField.graph, encodeGraph(model.graph, placed?.byName, options.externalData?.fileName));
	writer.message(modelField.opsetImport, encodeOpset('', model.opset));
	if (model.graph.nodes.some((node) => node.domain === contributedDomain))
		writer.message(modelField.opsetImport, encodeOpset(contributedDomain, 1));
	return {
		bytes: writer.finish(),
		externalTensors: placed?.tensors ?? [],
		externalBytes: placed?.totalBytes ?? 0,
	};
}

function encodeOpset(domain: string, version: number): WireWriter {
	const writer = new WireWriter();
	writer.text(opsetField.domain, domain);
	writer.integer(opsetField.version, version);
	return writer;
}

function encodeGraph(
	graph: Graph,
	external: ReadonlyMap<string, ExternalTensor> | undefined,
	fileName: string | undefined,
): WireWriter {
	const writer = new WireWriter();
	for (const node of graph.nodes) writer.message(graphField.node, encodeNode(node));
	writer.text(graphField.name, graph.name);
	for (const [name, tensor] of graph.initialisers)
		writer.message(graphField.initialiser, encodeTensor(tensor, name, external?.get(name), fileName));
	for (const value of graph.inputs) writer.message(graphField.input, encodeValueInfo(value));
	for (const value of graph.outputs) writer.message(graphField.output, encodeValueInfo(value));
	for (const value of graph.values.values()) writer.message(graphField.valueInfo, encodeValueInfo(value));
	return writer;
}

function encodeNode(node: Node): WireWriter {
	const writer = new WireWriter();
	for (const input of node.inputs) writer.text(nodeField.input, input);
	for (const output of node.outputs) writer.text(nodeField.output, output);
	writer.text(nodeField.name, node.name);
	writer.text(nodeField.opType, node.opType);
	for (const [name, attribute] of Object.entries(node.attributes))
		writer.message(nodeField.attribute, encodeAttribute(name, attribute, node));
	if (node.domain !== '') writer.text(nodeField.domain, node.domain);
	for (const [key, value] of Object.entries(node.metadata)) writer.message(nodeField.metadata, encodeEntry(key, value));
	return writer;
}

function encodeAttribute(name: string, attribute: Attribute, node: Node): WireWriter {
	const writer = new WireWriter();
	writer.text(attributeField.name, name);
	switch (attribute.kind) {
		case 'float':
			writer.float32(attributeField.float, attribute.value);
			break;
		case 'int':
			writer.integer(attributeField.int, wholeNumber(attribute.value, name, node));
			break;
		case 'string':
			writer.text(attributeField.string, attribute.value);
			break;
		case 'tensor':
			writer.message(attributeField.tensor, encodeTensor(attribute.value, ''));
			break;
		case 'floats':
			writer.floats(attributeField.floats, attribute.value);
			break;
		case 'ints':
			writer.integers(
				attributeField.ints,
				attribute.value.map((value) => wholeNumber(value, name, node)),
			);
			break;
		case 'strings':
			for (const text of attribute.value) writer.text(attributeField.strings, text);
			break;
	}
	writer.integer(attributeField.type, attributeType[attribute.kind]);
	return writer;
}

function wholeNumber(value: number, attribute: string, node: Node): number {
	if (!Number.isSafeInteger(value))
		throw new OnnxError(
			`node "${node.name}" (${node.opType})`,
			`attribute "${attribute}" is ${value}, not a whole number`,
		);
	return value;
}

function encodeTensor(tensor: Tensor, name: string, external?: ExternalTensor, fileName = ''): WireWriter {
	const writer = new WireWriter();
	writer.integers(tensorField.dims, tensor.shape);
	writer.integer(tensorField.dataType, dtypeCode(tensor.dtype));
	writer.text(tensorField.name, name);
	if (external === undefined) {
		writer.bytes(tensorField.rawData, bytesOfData(tensor.data));
		return writer;
	}
	writer.message(tensorField.externalData, encodeEntry('location', fileName));
	writer.message(tensorField.externalData, encodeEntry('offset', String(external.offset)));
	writer.message(tensorField.externalData, encodeEntry('length', String(external.length)));
	writer.integer(tensorField.dataLocation, 1);
	return writer;
}

function encodeEntry(key: string, value: string): WireWriter {
	const writer = new WireWriter();
	writer.text(entryField.key, key);
	writer.text(entryField.value, value);
	return writer;
}

function encodeValueInfo(value: ValueInfo): WireWriter {
	const shape = new WireWriter();
	for (const dimension of value.shape) {
		const writer = new WireWriter();
		writer.integer(dimensionField.value, dimension);
		shape.message(shapeField.dimension, writer);
	}
	const tensorType = new WireWriter();
	tensorType.integer(tensorTypeField.elementType, dtypeCode(value.dtype));
	tensorType.message(tensorTypeField.shape, shape);
	const type = new WireWriter();
	type.message(typeField.tensorType, tensorType);
	const writer = new WireWriter();
	writer.text(valueInfoField.name, value.name);
	writer.message(valueInfoField.type, type);
	return writer;
}
