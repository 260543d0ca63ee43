/** @file One node out of a file, with its attributes. */
import { decodeTensor, type ReadExternal, readEntry } from './decode-tensor.ts';
import { OnnxError } from './errors.ts';
import { attributeField, attributeType, nodeField } from './fields.ts';
import { maximumNameBytes, maximumTextBytes } from './limits.ts';
import { type Attribute, type AttributeKind, makeNode, type Node, opset, type Tensor } from './model.ts';
import { type WireReader, wireType } from './wire.ts';

export function decodeNode(reader: WireReader, readExternal: ReadExternal | undefined): Node {
	const inputs: string[] = [];
	const outputs: string[] = [];
	const attributes = new Map<string, Attribute | null>();
	const metadata = new Map<string, string>();
	let [name, opType, domain] = ['', '', ''];
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === nodeField.input) inputs.push(reader.text(type, maximumNameBytes));
		else if (field === nodeField.output) outputs.push(reader.text(type, maximumNameBytes));
		else if (field === nodeField.name) name = reader.text(type, maximumNameBytes);
		else if (field === nodeField.opType) opType = reader.text(type, maximumNameBytes);
		else if (field === nodeField.domain) domain = reader.text(type, maximumNameBytes);
		else if (field === nodeField.metadata) readEntry(reader.message(type), metadata);
		else if (field === nodeField.attribute) {
			const attribute = decodeAttribute(reader.message(type), readExternal);
			if (attributes.has(attribute.name)) throw new OnnxError(reader.where, `attribute "${attribute.name}" twice`);
			attributes.set(attribute.name, attribute.value);
		} else reader.skip(type);
	}
	const where = `node "${name}" (${opType}, opset ${opset})`;
	const known: Record<string, Attribute> = {};
	for (const [key, value] of attributes) {
		if (value === null)
			throw new OnnxError(where, `attribute "${key}" is a graph or of another kind that is not supported`);
		Object.defineProperty(known, key, { value, enumerable: true, configurable: true, writable: true });
	}
	return makeNode({
		name,
		opType,
		domain: domain === 'ai.onnx' ? '' : domain,
		inputs,
		outputs,
		attributes: known,
		metadata: Object.fromEntries(metadata),
	});
}

const kindByCode = new Map<number, AttributeKind>(
	(Object.keys(attributeType) as AttributeKind[]).map((kind) => [attributeType[kind], kind] as const),
);

interface Parts {
	int: number;
	float: number;
	string: string;
	tensor: Tensor | null;
	readonly ints: number[];
	readonly floats: number[];
	readonly strings: string[];
}

function decodeAttribute(
	reader: WireReader,
	readExternal: ReadExternal | undefined,
): { readonly name: string; readonly value: Attribute | null } {
	const parts: Parts = { int: 0, float: 0, string: '', tensor: null, ints: [], floats: [], strings: [] };
	let name = '';
	let code = 0;
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === attributeField.name) name = reader.text(type, maximumNameBytes);
		else if (field === attributeField.type) code = reader.integer(type);
		else if (field === attributeField.int) parts.int = reader.integer(type);
		else if (field === attributeField.float) parts.float = reader.float32(type);
		else if (field === attributeField.string) parts.string = reader.text(type, maximumTextBytes);
		else if (field === attributeField.strings) parts.strings.push(reader.text(type, maximumTextBytes));
		else if (field === attributeField.tensor) parts.tensor = decodeTensor(reader.message(type), readExternal).tensor;
		else if (field === attributeField.ints)
			for (const value of reader.packed(type, wireType.varint, (packed) => packed.integer())) parts.ints.push(value);
		else if (field === attributeField.floats)
			for (const value of reader.packed(type, wireType.fixed32, (packed) => packed.float32())) parts.floats.push(value);
		else reader.skip(type);
	}
	return { name, value: attributeOf(kindByCode.get(code), parts) };
}

function attributeOf(kind: AttributeKind | undefined, parts: Parts): Attribute | null {
	if (kind === undefined) return null;
	if (kind === 'tensor') return parts.tensor && { kind, value: parts.tensor };
	return { kind, value: parts[kind] } as Attribute;
}
