/** @file Field numbers of onnx.proto, as far as they are read or written. */

export const modelField = {
	irVersion: 1,
	producerName: 2,
	graph: 7,
	opsetImport: 8,
	functions: 25,
} as const;

export const opsetField = { domain: 1, version: 2 } as const;

export const graphField = {
	node: 1,
	name: 2,
	initialiser: 5,
	input: 11,
	output: 12,
	valueInfo: 13,
	sparseInitialiser: 15,
} as const;

export const nodeField = {
	input: 1,
	output: 2,
	name: 3,
	opType: 4,
	attribute: 5,
	domain: 7,
	overload: 8,
	metadata: 9,
} as const;

export const attributeField = {
	name: 1,
	float: 2,
	int: 3,
	string: 4,
	tensor: 5,
	graph: 6,
	floats: 7,
	ints: 8,
	strings: 9,
	graphs: 11,
	type: 20,
} as const;

/** `AttributeProto.AttributeType`. */
export const attributeType = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

export const tensorField = {
	dims: 1,
	dataType: 2,
	floatData: 4,
	int32Data: 5,
	int64Data: 7,
	name: 8,
	rawData: 9,
	doubleData: 10,
	externalData: 13,
	dataLocation: 14,
} as const;

/** A key and a value, both text: external data locations and metadata. */
export const entryField = { key: 1, value: 2 } as const;

export const valueInfoField = { name: 1, type: 2 } as const;
export const typeField = { tensorType: 1 } as const;
export const tensorTypeField = { elementType: 1, shape: 2 } as const;
export const shapeField = { dimension: 1 } as const;
export const dimensionField = { value: 1, parameter: 2 } as const;
