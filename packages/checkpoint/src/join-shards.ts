/**
 * @file The shards of a network that was too large for one safetensors file, as the one file that it could have been: the
 * data of all of them one after the other, behind one header.
 */
import { basename, dirname } from 'node:path';
import { CheckpointError } from './errors.ts';
import { maximumHeaderBytes, maximumTensorCount } from './limits.ts';
import { type ByteReader, pathIn, readBytes, readerOfFile, readerOfPart } from './reader.ts';
import { readSafetensorsHeader } from './safetensors.ts';
import { readSafetensorsIndex } from './safetensors-index.ts';

/** Bytes that are in memory at once. */
const windowBytes = 4 * 2 ** 20;

/** The file that the shards are together. */
export interface JoinedShards extends AsyncDisposable {
	/** Of the whole. */
	readonly bytes: number;
	/** Its bytes, in parts of at most 4 MiB. */
	parts(): AsyncGenerator<Uint8Array, void>;
}

/**
 * Opens the shards of the `model.safetensors.index.json` at `path`. Rejects with `CheckpointError` when it is no index,
 * when a shard is missing or not right or has not what the index says, and when two shards have a tensor of one name.
 */
export async function joinShards(path: string): Promise<JoinedShards> {
	const file = basename(path);
	const opened: ByteReader[] = [];
	const close = async (): Promise<void> => {
		for (const reader of opened) await reader.close();
	};
	const open = async (name: string): Promise<ByteReader> => {
		const reader = await readerOfFile(pathIn(dirname(path), name), name);
		opened.push(reader);
		return reader;
	};
	try {
		const { weightMap } = await readSafetensorsIndex(await open(file), file);
		const header = new Map<string, { dtype: string; shape: readonly number[]; data_offsets: [number, number] }>();
		const data: ByteReader[] = [];
		let offset = 0;
		for (const shard of new Set(weightMap.values())) {
			const reader = await open(shard);
			const { entries, dataStart } = await readSafetensorsHeader(reader, shard);
			for (const [tensor, { begin, end, view }] of entries) {
				if (header.has(tensor))
					throw new CheckpointError('MALFORMED', 'is in two shards, which it must not be', { file: shard, tensor });
				header.set(tensor, { dtype: view.dtype, shape: view.shape, data_offsets: [offset + begin, offset + end] });
			}
			for (const [tensor, home] of weightMap)
				if (home === shard && !entries.has(tensor))
					throw new CheckpointError('MISSING_TENSOR', `must be in it, says ${file}`, { file: shard, tensor });
			data.push(readerOfPart(reader, dataStart, reader.length - dataStart));
			offset += reader.length - dataStart;
		}
		const start = printStart(file, header);
		return { bytes: start.length + offset, parts: () => partsOf(start, data), [Symbol.asyncDispose]: close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Length and header, padded so that the data starts at a multiple of 8, as the format asks. */
function printStart(file: string, header: ReadonlyMap<string, object>): Uint8Array {
	const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
	const length = Math.ceil(json.length / 8) * 8;
	if (length > maximumHeaderBytes || header.size > maximumTensorCount)
		throw new CheckpointError('TOO_LARGE', `its shards have more than ${maximumTensorCount} tensors together`, {
			file,
			value: header.size,
		});
	const start = new Uint8Array(8 + length);
	new DataView(start.buffer).setBigUint64(0, BigInt(length), true);
	start.fill(0x20, 8).set(json, 8);
	return start;
}

async function* partsOf(start: Uint8Array, data: readonly ByteReader[]): AsyncGenerator<Uint8Array, void> {
	yield start;
	for (const reader of data)
		for (let at = 0; at < reader.length; at += windowBytes)
			yield await readBytes(reader, at, Math.min(windowBytes, reader.length - at));
}
