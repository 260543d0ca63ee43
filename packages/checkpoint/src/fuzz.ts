/**
 * @file Damaged and hostile files without end: each of the fixtures, changed in ways that break readers. A change depends
 * only on its number, so that one which found something can be made again.
 */
import { readFile } from 'node:fs/promises';
import type { CheckpointFormat } from './checkpoint.ts';
import { isWeightDtype } from './dtype.ts';
import { CheckpointError, type CheckpointFailure } from './errors.ts';
import { maximumRepeatedElementCount } from './limits.ts';
import { openReader } from './open.ts';
import { readBytes, readerOfBytes } from './reader.ts';
import { craftedZip } from './zip.crafted.ts';
import { openZipEntry, readZipDirectory } from './zip.ts';

/** A good file that others are made of. */
export interface FuzzSeed {
	readonly name: string;
	readonly format: CheckpointFormat;
	/** What is changed: the whole file, or the part of it that says where everything lies. */
	readonly bytes: Uint8Array;
	/** The file around that part, its lengths and places set right, so that readers get as far as the change. */
	around(bytes: Uint8Array): Uint8Array;
}

/** What came of a file. */
export interface FuzzOutcome {
	/** Null if it was read to its end. */
	readonly failure: CheckpointFailure | null;
	/** Of all threads; waiting for other programs on the machine does not count. */
	readonly cpuMs: number;
	/** Of all tensors that were read, each dropped before the next. */
	readonly largestTensorBytes: number;
}

const fixtures: readonly (readonly [name: string, format: CheckpointFormat])[] = [
	['training.ckpt', 'torch-zip'],
	['module-script.pt', 'torchscript'],
	['training-legacy.ckpt', 'torch-legacy'],
	['views.safetensors', 'safetensors'],
	['flax_model.msgpack', 'flax-msgpack'],
];

/** Small files of every format, from fixtures/; where a change of length would break all places, the part that has them. */
export async function fuzzSeeds(): Promise<readonly FuzzSeed[]> {
	const made = fixtures.map(async ([name, format]): Promise<FuzzSeed[]> => {
		const bytes = await readFile(new URL(`../fixtures/${name}`, import.meta.url));
		const whole: FuzzSeed = { name, format, bytes, around: (changed) => changed };
		if (format === 'safetensors') return [whole, headerSeed(whole)];
		if (format === 'torch-zip' || format === 'torchscript') return [whole, await pickleSeed(whole)];
		return [whole];
	});
	return (await Promise.all(made)).flat();
}

function headerSeed({ name, format, bytes }: FuzzSeed): FuzzSeed {
	const length = Buffer.from(bytes).readUInt32LE(0);
	const around = (header: Uint8Array) => {
		const start = Buffer.alloc(8);
		start.writeUInt32LE(header.length);
		return joined(start, header, bytes.subarray(8 + length));
	};
	return { name: `header of ${name}`, format, bytes: bytes.subarray(8, 8 + length), around };
}

async function pickleSeed({ name, format, bytes }: FuzzSeed): Promise<FuzzSeed> {
	const reader = readerOfBytes(bytes);
	const entries: { name: string; content: Uint8Array }[] = [];
	for (const entry of (await readZipDirectory(reader)).values()) {
		const content = await openZipEntry(reader, entry, true);
		entries.push({ name: entry.name, content: await readBytes(content, 0, content.length) });
	}
	const pickle = entries.findIndex((entry) => entry.name.endsWith('/data.pkl'));
	const { name: place, content: original } = entries[pickle] as (typeof entries)[number];
	const around = (content: Uint8Array) => craftedZip(entries.with(pickle, { name: place, content }));
	return { name: `pickle of ${name}`, format, bytes: original, around };
}

/** The `number`-th change of a seed. */
export function mutant(seed: FuzzSeed, number: number): Uint8Array {
	const random = randomNumbers(number);
	let bytes: Uint8Array = Uint8Array.from(seed.bytes);
	for (let changes = 1 + random(4); changes > 0 && bytes.length > 0; changes--) {
		const change = kinds[random(kinds.length)] as Change;
		bytes = change(bytes, random);
	}
	return seed.around(bytes);
}

/** Opens the bytes and reads every tensor that can be. Rejects with whatever is no `CheckpointError`, which is a fault of ours. */
export async function tryFile(bytes: Uint8Array): Promise<FuzzOutcome> {
	const start = process.cpuUsage();
	let largestTensorBytes = 0;
	let failure: CheckpointFailure | null = null;
	try {
		const checkpoint = await openReader(readerOfBytes(bytes));
		for (const name of checkpoint.names) {
			if (!isWeightDtype(checkpoint.info(name).dtype)) continue;
			const numbers = await checkpoint.read(name).catch((error: unknown) => {
				failure ??= failureOf(error);
			});
			largestTensorBytes = Math.max(largestTensorBytes, numbers?.byteLength ?? 0);
		}
		await checkpoint.close();
	} catch (error) {
		failure = failureOf(error);
	}
	const { user, system } = process.cpuUsage(start);
	return { failure, cpuMs: (user + system) / 1_000, largestTensorBytes };
}

/** Bytes that the numbers of a tensor of a file of so many bytes may take: float32 of one byte each, or repeated. */
export function largestPossibleTensorBytes(fileBytes: number): number {
	return 4 * Math.max(fileBytes, maximumRepeatedElementCount);
}

function failureOf(error: unknown): CheckpointFailure {
	if (error instanceof CheckpointError) return error.failure;
	throw error;
}

/** A whole number from 0 to below `count`. */
type Random = (count: number) => number;
type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Numbers that lengths, counts and places go wrong at. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const kinds: readonly Change[] = [
	function flipBit(bytes, random) {
		const at = random(bytes.length);
		bytes[at] = (bytes[at] as number) ^ (1 << random(8));
		return bytes;
	},
	function setByte(bytes, random) {
		bytes[random(bytes.length)] = random(256);
		return bytes;
	},
	function setEdge(bytes, random) {
		const width = [1, 2, 4, 8][random(4)] as number;
		const at = random(bytes.length);
		const edge = BigInt(edges[random(edges.length)] as number) << BigInt(random(2) * (width === 8 ? 32 : 0));
		for (let place = 0; place < width && at + place < bytes.length; place++) {
			bytes[at + place] = Number((edge >> BigInt(8 * place)) & 0xffn);
		}
		return bytes;
	},
	function changeDigit(bytes, random) {
		const from = random(bytes.length);
		const at = bytes.findIndex((byte, place) => place >= from && byte >= 0x30 && byte <= 0x39);
		if (at >= 0) bytes[at] = 0x30 + random(10);
		return bytes;
	},
	function cutOff(bytes, random) {
		return bytes.subarray(0, random(bytes.length));
	},
	function remove(bytes, random) {
		const [start, length] = piece(bytes, random);
		return joined(bytes.subarray(0, start), bytes.subarray(start + length));
	},
	function repeat(bytes, random) {
		const [start, length] = piece(bytes, random);
		const part = bytes.subarray(start, start + length);
		const times = 1 + random(20);
		return joined(bytes.subarray(0, start), ...Array<Uint8Array>(times).fill(part), bytes.subarray(start));
	},
	function move(bytes, random) {
		const [start, length] = piece(bytes, random);
		bytes.copyWithin(random(bytes.length), start, start + length);
		return bytes;
	},
	function insert(bytes, random) {
		const at = random(bytes.length);
		const noise = Uint8Array.from({ length: 1 + random(16) }, () => random(256));
		return joined(bytes.subarray(0, at), noise, bytes.subarray(at));
	},
];

function piece(bytes: Uint8Array, random: Random): readonly [start: number, length: number] {
	return [random(bytes.length), 1 + random(64)];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
	return Uint8Array.from(Buffer.concat(parts));
}

/** Mulberry32 (Tommy Ettinger, public domain). */
function randomNumbers(seed: number): Random {
	let state = seed >>> 0;
	return (count) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let bits = Math.imul(state ^ (state >>> 15), state | 1);
		bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
		return ((bits ^ (bits >>> 14)) >>> 0) % count;
	};
}
