/**
 * @file `torch.save` before PyTorch 1.6: pickles of a magic number, the protocol's number, facts of the machine, the
 * object and the keys of its storages; then for each key its length in elements (64 bit) and its numbers.
 */
import type { Checkpoint } from './checkpoint.ts';
import { bitsOf } from './dtype.ts';
import { CheckpointError } from './errors.ts';
import { flatten } from './flatten.ts';
import { maximumPickleBytes, maximumTensorCount } from './limits.ts';
import { type ReadPickle, readPickle } from './pickle.ts';
import { PickleCutOff } from './pickle-bytes.ts';
import { PickleDict, type PickleValue } from './pickle-values.ts';
import { type ByteReader, readBytes, readerOfPart } from './reader.ts';
import { parseStorageId, torchNodeOf } from './torch-tree.ts';
import type { Storage } from './view.ts';
import { type CheckpointOptions, sourceOfViews } from './view-source.ts';

/** The value of the first pickle (torch/serialization.py, MAGIC_NUMBER). */
const legacyMagic = 0x1950a86a20f9469cfc6cn;
/** Where it stands at protocol 2, which is what torch.save writes: PROTO 2, then LONG1 of 10 bytes. */
const legacyStart = Buffer.from('80028a0a6cfc9c46f9206aa8', 'hex');

/** Whether a file that starts with these 12 bytes or more is of this format. */
export function isTorchLegacy(start: Uint8Array): boolean {
	return Buffer.from(start).subarray(0, legacyStart.length).equals(legacyStart);
}

/** Owns the reader: it is closed with the checkpoint, or at once if the file is refused. */
export async function openTorchLegacy(reader: ByteReader, options: CheckpointOptions = {}): Promise<Checkpoint> {
	const { file } = reader;
	try {
		const [magic, version, machine, root, keys] = await readPickles(reader, 5);
		if (magic?.value !== legacyMagic) {
			throw new CheckpointError('MALFORMED', 'is a pickle, but not one of torch.save', { file });
		}
		if (version?.value !== 1001) {
			throw new CheckpointError('MALFORMED', 'its protocol must be 1001', { file, value: String(version?.value) });
		}
		const storages = await locateStorages(reader, root as ReadPickle, keys as ReadPickle, isBigEndian(machine?.value));
		const { views, metadata } = flatten(file, (root as ReadPickle).value, (node, name) =>
			torchNodeOf(file, node, name, (id, tensor) => {
				const storage = storages.get(id.key);
				if (storage !== undefined) return storage;
				throw new CheckpointError('MALFORMED', 'its storage is not in the file', { file, tensor, value: id.key });
			}),
		);
		return { ...sourceOfViews(file, views, () => reader.close(), options), format: 'torch-legacy', metadata };
	} catch (error) {
		await reader.close();
		throw error;
	}
}

/**
 * The first `count` pickles. Nothing says how long they are, so a short piece of the file is tried first and doubled until
 * it is enough: at most twice the pickles' length is read.
 */
async function readPickles(reader: ByteReader, count: number): Promise<readonly ReadPickle[]> {
	for (let length = 256 * 1024; ; length *= 2) {
		const available = Math.min(reader.length, length, maximumPickleBytes);
		const bytes = await readBytes(reader, 0, available);
		try {
			const pickles: ReadPickle[] = [];
			while (pickles.length < count) pickles.push(readPickle(reader.file, bytes, pickles.at(-1)?.end ?? 0));
			return pickles;
		} catch (error) {
			if (!(error instanceof PickleCutOff) || available < length) throw error;
		}
	}
}

/** `keys` lists the storages in the order in which they follow it; their types stand where `root` speaks of them. */
async function locateStorages(
	reader: ByteReader,
	root: ReadPickle,
	keys: ReadPickle,
	bigEndian: boolean,
): Promise<ReadonlyMap<string, Storage>> {
	const { file } = reader;
	const declared = declaredStorages(file, root);
	if (!Array.isArray(keys.value) || keys.value.length > maximumTensorCount) {
		throw new CheckpointError('MALFORMED', `must end in a list of at most ${maximumTensorCount} storages`, { file });
	}
	const storages = new Map<string, Storage>();
	let at = keys.end;
	for (const key of keys.value) {
		const dtype = typeof key === 'string' ? declared.get(key) : undefined;
		if (dtype === undefined || storages.has(key as string)) {
			throw new CheckpointError('MALFORMED', 'each of its storages must belong to a tensor, and come once', {
				file,
				value: String(key),
			});
		}
		const counter = await readBytes(reader, at, 8);
		const elements = Number(new DataView(counter.buffer, counter.byteOffset, 8).getBigInt64(0, !bigEndian));
		const bytes = elements * ((dtype === null ? 8 : (bitsOf(dtype) as number)) / 8);
		if (elements < 0 || at + 8 + bytes > reader.length) {
			throw new CheckpointError('MALFORMED', `storage ${key} ends beyond the file`, { file, value: elements });
		}
		const part = readerOfPart(reader, at + 8, bytes);
		storages.set(key as string, { bytes, bigEndian, open: async () => part });
		at += 8 + bytes;
	}
	return storages;
}

/** The element type of every storage by its key; null for bytes. Throws `CheckpointError` if one has two. */
function declaredStorages(file: string, root: ReadPickle): ReadonlyMap<string, string | null> {
	const declared = new Map<string, string | null>();
	for (const persistentId of root.persistentIds) {
		const storage = parseStorageId(file, null, persistentId);
		if (storage === null) continue;
		const known = declared.get(storage.key);
		if (known !== undefined && known !== storage.dtype) {
			throw new CheckpointError('MALFORMED', `storage ${storage.key} must have one element type, and has ${known}`, {
				file,
				value: storage.dtype,
			});
		}
		declared.set(storage.key, storage.dtype);
	}
	return declared;
}

/** `sys_info` of torch.save: {protocol_version, little_endian, type_sizes}. */
function isBigEndian(machine: PickleValue | undefined): boolean {
	if (!(machine instanceof PickleDict)) return false;
	return machine.entries.some(([key, value]) => key === 'little_endian' && value === false);
}
