/** @file Opens a weight file by what its bytes are; its name is never looked at. */
import { basename, dirname } from 'node:path';
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointError } from './errors.ts';
import { isMsgpackMap, openFlaxMsgpack } from './flax-msgpack.ts';
import { type ByteReader, pathIn, readBytes, readerOfFile } from './reader.ts';
import { openSafetensors } from './safetensors.ts';
import { openSafetensorsIndex, type SiblingOpener } from './safetensors-index.ts';
import { strangerError } from './strangers.ts';
import { isTorchLegacy, openTorchLegacy } from './torch-legacy.ts';
import { openTorchZip } from './torch-zip.ts';
import type { CheckpointOptions } from './view-source.ts';

/** Bytes from the start of a file that tell its format. */
const startLength = 64;

/**
 * Opens a weight file of any known format. Only its directory of names is read; numbers are read when asked for, so
 * that memory follows the wanted tensors and not the file. Rejects with `CheckpointError`; `file` is what errors call
 * it, its path if left out. Close it when done.
 *
 * ```ts
 * const checkpoint = await openCheckpoint('vqgan_imagenet_f16_16384.ckpt');
 * const weights = weightsOf(checkpoint); // without Lightning's `state_dict.`
 * weights.info('quantize.embedding.weight'); // { dtype: 'F32', shape: [16384, 256] }
 * await weights.read('quantize.embedding.weight'); // Float32Array of 4,194,304
 * checkpoint.metadata.get('pytorch-lightning_version'); // '1.0.8'
 * await checkpoint.close();
 * ```
 */
export async function openCheckpoint(
	path: string,
	{ file = path, ...options }: CheckpointOptions & { readonly file?: string } = {},
): Promise<Checkpoint> {
	const openSibling = (name: string) => readerOfFile(pathIn(dirname(path), name), name);
	return openReader(await readerOfFile(path, file), options, openSibling);
}

/**
 * The same for bytes that `reader` gives; it is closed with the checkpoint, or at once if the file is refused. Without
 * `openSibling` an index of shards is refused.
 */
export async function openReader(
	reader: ByteReader,
	options: CheckpointOptions = {},
	openSibling: SiblingOpener = refuseSibling(reader.file),
): Promise<Checkpoint> {
	const { file } = reader;
	let start: Uint8Array;
	try {
		start = await readBytes(reader, 0, Math.min(reader.length, startLength));
	} catch (error) {
		await reader.close();
		throw error;
	}
	const text = Buffer.from(start).toString('latin1');
	if (text.startsWith('PK')) return openTorchZip(reader, options);
	if (isTorchLegacy(start)) return openTorchLegacy(reader, options);
	if (/^\s*\{/u.test(text)) return openSafetensorsIndex(reader, file, openSibling, openShard, options);
	// Eight bytes of length, then JSON.
	if (text[8] === '{') return openSafetensors(reader, file, options);
	if (isMsgpackMap(start)) return openFlaxMsgpack(reader, options);
	await reader.close();
	throw strangerError(file, start);
}

/** A shard of an index: safetensors, or what PyTorch saves; never another index, which might lead round in a circle. */
function openShard(reader: ByteReader, options: CheckpointOptions): Promise<Checkpoint> {
	const refused: SiblingOpener = async () => {
		throw new CheckpointError('MALFORMED', 'a shard must hold tensors, and be no index itself', { file: reader.file });
	};
	return openReader(reader, options, refused);
}

function refuseSibling(file: string): SiblingOpener {
	return async (name) => {
		throw new CheckpointError('UNREADABLE', `an index needs its shards beside it`, { file, value: basename(name) });
	};
}
