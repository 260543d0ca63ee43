/**
 * @file A network that was too large for one file: model.safetensors.index.json or pytorch_model.bin.index.json,
 * `{metadata: {total_size: …}, weight_map: {name: file}}`, beside the files that it names.
 */
import type { Checkpoint, MetadataValue } from './checkpoint.ts';
import { CheckpointError } from './errors.ts';
import { isRecord, parseJson } from './json.ts';
import { maximumHeaderBytes, maximumNameLength, maximumShardCount, maximumTensorCount } from './limits.ts';
import { type ByteReader, readBytes } from './reader.ts';
import type { TensorSource } from './tensor.ts';
import type { CheckpointOptions } from './view-source.ts';

/** Opens a file that lies beside the index; `name` comes from a stranger and may lead nowhere else. */
export type SiblingOpener = (name: string) => Promise<ByteReader>;

/** Opens a shard, of whatever format; owns the reader. */
export type ShardOpener = (reader: ByteReader, options: CheckpointOptions) => Promise<TensorSource>;

/** Opens every shard and checks that each tensor is where the index says. Owns the reader, which it closes. */
export async function openSafetensorsIndex(
	reader: ByteReader,
	file: string,
	openSibling: SiblingOpener,
	openShard: ShardOpener,
	options: CheckpointOptions = {},
): Promise<Checkpoint> {
	const shards = new Map<string, TensorSource>();
	const close = async () => {
		for (const shard of shards.values()) await shard.close();
	};
	try {
		const { weightMap, metadata } = await readSafetensorsIndex(reader, file);
		for (const name of new Set(weightMap.values())) {
			shards.set(name, await openShard(await openSibling(name), options));
		}
		const shardOf = (tensor: string): TensorSource => {
			const shard = shards.get(weightMap.get(tensor) ?? '');
			if (shard !== undefined) return shard;
			throw new CheckpointError('MISSING_TENSOR', `is not among the ${weightMap.size} tensors of this file`, {
				file,
				tensor,
			});
		};
		for (const tensor of weightMap.keys()) shardOf(tensor).info(tensor);
		return {
			file,
			format: 'safetensors-index',
			metadata,
			names: [...weightMap.keys()],
			has: (tensor) => weightMap.has(tensor),
			info: (tensor) => shardOf(tensor).info(tensor),
			read: async (tensor) => shardOf(tensor).read(tensor),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	} finally {
		await reader.close();
	}
}

/** Which shard has which tensor, by name, and what else the index says. Leaves the reader open. */
export async function readSafetensorsIndex(reader: ByteReader, file: string) {
	if (reader.length > maximumHeaderBytes) {
		throw new CheckpointError('TOO_LARGE', `an index may have at most ${maximumHeaderBytes} bytes`, {
			file,
			value: reader.length,
		});
	}
	const index = parseJson(file, await readBytes(reader, 0, reader.length), 'the index');
	const { weight_map: map, metadata: told } = index;
	if (!isRecord(map)) {
		throw new CheckpointError('MALFORMED', 'an index must have an object weight_map', { file, value: typeof map });
	}
	const weightMap = new Map<string, string>();
	for (const [tensor, shard] of Object.entries(map)) {
		if (typeof shard !== 'string' || shard === '') {
			throw new CheckpointError('MALFORMED', 'its shard must be the name of a file', { file, tensor, value: shard });
		}
		if (tensor.length > maximumNameLength) {
			throw new CheckpointError('TOO_LARGE', `a name may have at most ${maximumNameLength} characters`, {
				file,
				tensor,
				value: tensor.length,
			});
		}
		if (/[\\/]/u.test(shard)) {
			throw new CheckpointError('UNREADABLE', 'a shard must lie beside its index', { file, value: shard });
		}
		weightMap.set(tensor, shard);
	}
	checkCount(file, 'tensors', weightMap.size, maximumTensorCount);
	checkCount(file, 'shards', new Set(weightMap.values()).size, maximumShardCount);
	const metadata = new Map<string, MetadataValue>();
	for (const [name, value] of Object.entries(isRecord(told) ? told : {})) {
		if (['string', 'number', 'boolean'].includes(typeof value)) metadata.set(name, value as MetadataValue);
	}
	return { weightMap, metadata };
}

function checkCount(file: string, what: string, count: number, maximum: number): void {
	if (count <= maximum) return;
	throw new CheckpointError('TOO_LARGE', `may have at most ${maximum} ${what}`, { file, value: count });
}
