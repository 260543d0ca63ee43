/** @file State dicts in PyTorch's zip container, made by hand for tests: any view of any storage, possible or not. */
import { type CraftedEntry, craftedZip } from './zip.crafted.ts';

/** A tensor as `torch._utils._rebuild_tensor_v2` is told of it. */
export interface CraftedTensor {
	/** Key of its storage. */
	readonly key: string;
	/** Class of its storage, in the module torch. */
	readonly storage?: string;
	readonly shape: readonly number[];
	readonly strides: readonly number[];
	readonly offset?: number;
}

export function craftedTorchZip(
	tensors: Readonly<Record<string, CraftedTensor>>,
	storages: Readonly<Record<string, Uint8Array>>,
	others: readonly CraftedEntry[] = [],
): Buffer {
	const items = Object.entries(tensors).map(([name, tensor]) => text(name) + rebuilt(tensor));
	return craftedZip([
		{ name: 'archive/data.pkl', content: Buffer.from(`\x80\x02}(${items.join('')}u.`, 'latin1') },
		...Object.entries(storages).map(([key, content]) => ({ name: `archive/data/${key}`, content })),
		...others,
	]);
}

function rebuilt({ key, storage = 'FloatStorage', shape, strides, offset = 0 }: CraftedTensor): string {
	const persistentId = `(${text('storage')}ctorch\n${storage}\n${text(key)}${text('cpu')}K\x00tQ`;
	return `ctorch._utils\n_rebuild_tensor_v2\n(${persistentId}${whole(offset)}(${shape.map(whole).join('')}t(${strides.map(whole).join('')}t\x89}tR`;
}

function text(value: string): string {
	return `X${unsigned32(Buffer.byteLength(value))}${Buffer.from(value).toString('latin1')}`;
}

/** As the protocol's text, which holds numbers of any size. */
function whole(value: number): string {
	return `L${value}L\n`;
}

function unsigned32(value: number): string {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes.toString('latin1');
}
