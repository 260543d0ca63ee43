/**
 * @file What PyTorch's pickles mean: which recorded calls make tensors (torch/_utils.py), and what else names lead through.
 */
import { CheckpointError } from './errors.ts';
import type { TreeNode } from './flatten.ts';
import { PersistentId, PickleDict, PickleGlobal, PickleObject, type PickleValue } from './pickle-values.ts';
import type { Storage, TensorView } from './view.ts';

/** What a pickle says of a storage: ('storage', type, key, location, numel), and in legacy files a view of it. */
export interface StorageId {
	readonly key: string;
	/** Element type; null for bytes whose type the tensor says. */
	readonly dtype: string | null;
	/** The element of the storage at which the tensors' own offsets begin. */
	readonly offset: number;
}

/** The bytes of a storage. Throws `CheckpointError` if the file has not got them. */
export type StorageFinder = (id: StorageId, tensor: string) => Storage;

/** What `value` is in the tree of names. Throws `CheckpointError` MALFORMED for a tensor that contradicts itself. */
export function torchNodeOf(
	file: string,
	value: PickleValue,
	name: string,
	findStorage: StorageFinder,
): TreeNode<PickleValue> {
	if (Array.isArray(value)) return { kind: 'branch', children: value.map((item, at) => [String(at), item]) };
	if (value instanceof PickleDict) return { kind: 'branch', children: children(value.entries) };
	if (value instanceof PickleGlobal) return { kind: 'leaf', value: value.path };
	if (value instanceof PickleObject) return objectNodeOf(file, value, name, findStorage);
	if (value instanceof PersistentId || value instanceof Uint8Array) return { kind: 'nothing' };
	return { kind: 'leaf', value };
}

function objectNodeOf(
	file: string,
	object: PickleObject,
	name: string,
	findStorage: StorageFinder,
): TreeNode<PickleValue> {
	const path = object.callee instanceof PickleGlobal ? object.callee.path : '';
	const [first, second, third] = object.args;
	switch (path) {
		case 'torch._utils._rebuild_tensor':
		case 'torch._utils._rebuild_tensor_v2':
			return { kind: 'tensor', view: tensorOf(file, name, object.args, null, findStorage) };
		case 'torch._utils._rebuild_tensor_v3':
			return { kind: 'tensor', view: tensorOf(file, name, object.args, object.args[6], findStorage) };
		case 'torch._utils._rebuild_parameter':
		case 'torch._utils._rebuild_parameter_with_state':
		case 'torch.jit._pickle.restore_type_tag':
		case 'torch.Size':
			return first === undefined ? { kind: 'nothing' } : { kind: 'alias', value: first };
		case 'torch._tensor._rebuild_from_type':
		case 'torch._tensor._rebuild_from_type_v2':
			// (function, type, arguments, state): what the function makes, as an instance of a subclass.
			return first instanceof PickleGlobal && second !== undefined && Array.isArray(third)
				? { kind: 'alias', value: new PickleObject(first, third) }
				: { kind: 'nothing' };
		case 'collections.OrderedDict':
			// Its attributes are bookkeeping (`_metadata` of a state_dict). Python 2 gives the items as an argument.
			return { kind: 'branch', children: children([...pairsOf(first), ...(object.entries ?? [])]) };
		default: {
			const items = (object.items ?? []).map((item, at): [string, PickleValue] => [String(at), item]);
			const attributes = attributesOf(object.state);
			return { kind: 'branch', children: [...children(object.entries ?? []), ...items, ...children(attributes)] };
		}
	}
}

/** A list of pairs as entries; anything else has none. */
function pairsOf(value: PickleValue | undefined): [PickleValue, PickleValue][] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((pair) =>
		Array.isArray(pair) && pair.length === 2 ? [pair as [PickleValue, PickleValue]] : [],
	);
}

/**
 * A state is a dict, or a pair of dicts where a class has slots. Where a torch.nn.Module was saved whole, its parameters,
 * buffers and modules stand in dicts of their own; their names are as in its state_dict, without those dicts'.
 */
function attributesOf(state: PickleValue | undefined): [PickleValue, PickleValue][] {
	const dicts = Array.isArray(state) && state.length === 2 ? state : [state];
	return dicts
		.flatMap((dict) => (dict instanceof PickleDict ? dict.entries : []))
		.flatMap(([key, value]): [PickleValue, PickleValue][] => {
			const isOfModule = key === '_parameters' || key === '_buffers' || key === '_modules';
			if (!isOfModule) return [[key, value]];
			if (value instanceof PickleDict) return value.entries;
			return value instanceof PickleObject ? [...pairsOf(value.args[0]), ...(value.entries ?? [])] : [];
		});
}

function children(entries: readonly (readonly [PickleValue, PickleValue])[]): [string | null, PickleValue][] {
	return entries.map(([key, value]) => [nameOfKey(key), value]);
}

/** Lightning keys its callbacks by class. */
function nameOfKey(key: PickleValue): string | null {
	if (key instanceof PickleGlobal) return key.path;
	return typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean'
		? String(key)
		: null;
}

function tensorOf(
	file: string,
	tensor: string,
	[storage, offset, shape, strides]: readonly PickleValue[],
	type: PickleValue | undefined,
	findStorage: StorageFinder,
): TensorView {
	const id = parseStorageId(file, tensor, storage);
	if (id === null) throw new CheckpointError('MALFORMED', 'must lie in a storage', { file, tensor });
	const dtype = id.dtype ?? (type instanceof PickleGlobal ? (dtypes.get(type.path) ?? type.path) : null);
	if (dtype === null || typeof offset !== 'number') {
		throw new CheckpointError('MALFORMED', 'must have a dtype and an offset', { file, tensor });
	}
	return {
		dtype,
		shape: numbersOf(file, tensor, shape),
		strides: numbersOf(file, tensor, strides),
		offset: offset + id.offset,
		storage: findStorage(id, tensor),
	};
}

/**
 * What a value outside of the pickle is: null if it is no storage. Throws `CheckpointError` for a storage that breaks
 * the rules; `tensor` is what errors call the one in it, null if it is not known.
 */
export function parseStorageId(file: string, tensor: string | null, value: PickleValue | undefined): StorageId | null {
	if (!(value instanceof PersistentId) || !Array.isArray(value.id) || value.id[0] !== 'storage') return null;
	const where = { file, tensor: tensor ?? undefined };
	const [, type, key, , , view] = value.id;
	if (!(type instanceof PickleGlobal) || typeof key !== 'string') {
		throw new CheckpointError('MALFORMED', "its storage must be ('storage', type, key, location, length)", where);
	}
	const dtype = storageDtypes.get(type.name);
	if (dtype === undefined && type.name !== 'UntypedStorage') {
		throw new CheckpointError('UNEXPECTED_TENSOR', 'its storage must be of a known type', {
			...where,
			value: type.name,
		});
	}
	return { key, dtype: dtype ?? null, offset: offsetOf(view, where) };
}

/** A view is (key of its own, first element, length): only the middle one says where it lies. */
function offsetOf(view: PickleValue | undefined, where: { file: string; tensor: string | undefined }): number {
	if (view === undefined || view === null) return 0;
	const offset = Array.isArray(view) ? view[1] : null;
	if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0) return offset;
	throw new CheckpointError('MALFORMED', 'the view of its storage must be (key, offset, length)', where);
}

/** A tuple of numbers; `torch.Size` is a call with one. */
function numbersOf(file: string, tensor: string, value: PickleValue | undefined): number[] {
	const list = value instanceof PickleObject && value.isCallOf('torch.Size') ? value.args[0] : value;
	if (Array.isArray(list) && list.every((item): item is number => typeof item === 'number')) return list;
	throw new CheckpointError('MALFORMED', 'its shape and strides must be tuples of whole numbers', { file, tensor });
}

/** Names in torch and torch.cuda. */
const storageDtypes: ReadonlyMap<string, string> = new Map([
	['DoubleStorage', 'F64'],
	['FloatStorage', 'F32'],
	['HalfStorage', 'F16'],
	['BFloat16Storage', 'BF16'],
	['LongStorage', 'I64'],
	['IntStorage', 'I32'],
	['ShortStorage', 'I16'],
	['CharStorage', 'I8'],
	['ByteStorage', 'U8'],
	['BoolStorage', 'BOOL'],
	['ComplexFloatStorage', 'C64'],
	['ComplexDoubleStorage', 'C128'],
]);

/** The dtypes that have no storage class of their own, and come by `_rebuild_tensor_v3`. */
const dtypes: ReadonlyMap<string, string> = new Map([
	['torch.float8_e4m3fn', 'F8_E4M3'],
	['torch.float8_e5m2', 'F8_E5M2'],
	['torch.uint16', 'U16'],
	['torch.uint32', 'U32'],
	['torch.uint64', 'U64'],
]);
