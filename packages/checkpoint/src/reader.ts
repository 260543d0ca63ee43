/** @file Random access to the bytes of a weight file. The only file of this package that knows of a file system. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CheckpointError } from './errors.ts';
import { maximumReadBytes, maximumTextBytes } from './limits.ts';

/** Bytes that can be read from anywhere in them. */
export interface ByteReader {
	/** What errors call it. */
	readonly file: string;
	/** Length of the whole in bytes. */
	readonly length: number;
	/** Fills `target` with the bytes from `offset` on; rejects with `CheckpointError` rather than fill less. */
	readInto(target: Uint8Array, offset: number): Promise<void>;
	close(): Promise<void>;
}

/** Exactly `length` bytes from `offset`, in memory of the caller's own. Bounds are checked before memory is taken. */
export async function readBytes(reader: ByteReader, offset: number, length: number): Promise<Uint8Array> {
	checkBounds(reader.file, reader.length, offset, length);
	const bytes = new Uint8Array(length);
	await reader.readInto(bytes, offset);
	return bytes;
}

/** The `length` bytes from `start` on as a whole of their own. Closing it closes nothing. */
export function readerOfPart(reader: ByteReader, start: number, length: number): ByteReader {
	checkBounds(reader.file, reader.length, start, length);
	return {
		file: reader.file,
		length,
		async readInto(target, offset) {
			checkBounds(reader.file, length, offset, target.byteLength);
			await reader.readInto(target, start + offset);
		},
		async close() {},
	};
}

/** What identifies the content of a file. */
export interface FileDigest {
	/** 64 hexadecimal digits, lower case. */
	readonly sha256: string;
	readonly bytes: number;
}

/** Reads from bytes that are in memory. */
export function readerOfBytes(bytes: Uint8Array, file = 'memory'): ByteReader {
	return {
		file,
		length: bytes.byteLength,
		async readInto(target, offset) {
			checkBounds(file, bytes.byteLength, offset, target.byteLength);
			target.set(bytes.subarray(offset, offset + target.byteLength));
		},
		async close() {},
	};
}

/** Opens a file for reading in parts. Rejects with `CheckpointError` UNREADABLE; `file` is what errors call it. */
export async function readerOfFile(path: string, file = path): Promise<ByteReader> {
	let handle: FileHandle;
	try {
		handle = await open(path, 'r');
	} catch (cause) {
		throw new CheckpointError('UNREADABLE', `cannot be opened: ${reason(cause)}`, { file, cause });
	}
	const status = await handle.stat();
	if (!status.isFile()) {
		await handle.close();
		throw new CheckpointError('UNREADABLE', 'is not a regular file', { file });
	}
	const fileLength = status.size;
	return {
		file,
		length: fileLength,
		async readInto(target, offset) {
			checkBounds(file, fileLength, offset, target.byteLength);
			await fill(handle, file, target, offset);
		},
		close: () => handle.close(),
	};
}

/** The text of a whole file, unzipped if its name ends in .gz. Rejects with `CheckpointError`. */
export async function readText(path: string, file = path): Promise<string> {
	let bytes: Uint8Array;
	try {
		bytes = await readFile(path);
	} catch (cause) {
		throw new CheckpointError('UNREADABLE', `cannot be read: ${reason(cause)}`, { file, cause });
	}
	try {
		const unzipped = path.endsWith('.gz')
			? await promisify(gunzip)(bytes, { maxOutputLength: maximumTextBytes })
			: bytes.subarray(0, maximumTextBytes + 1);
		if (unzipped.byteLength > maximumTextBytes) throw new RangeError(`it has more than ${maximumTextBytes} bytes`);
		return new TextDecoder('utf-8', { fatal: true }).decode(unzipped);
	} catch (cause) {
		throw new CheckpointError('MALFORMED', `is not a text: ${reason(cause)}`, { file, cause });
	}
}

/** Length and SHA-256 (hexadecimal) of a file, read as a stream. Rejects with `CheckpointError` UNREADABLE. */
export async function digestFile(path: string, file = path): Promise<FileDigest> {
	const hash = createHash('sha256');
	let bytes = 0;
	try {
		for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
			hash.update(part);
			bytes += part.length;
		}
	} catch (cause) {
		throw new CheckpointError('UNREADABLE', `cannot be read: ${reason(cause)}`, { file, cause });
	}
	return { sha256: hash.digest('hex'), bytes };
}

/** The path of `file` under `folder`; throws `CheckpointError` if it leads out of it. */
export function pathIn(folder: string, file: string): string {
	if (file.split(/[\\/]/u).some((part) => part === '' || part === '.' || part === '..') || /^[A-Za-z]:/u.test(file)) {
		throw new CheckpointError('UNREADABLE', 'must be a path within its folder', { file, value: file });
	}
	return join(folder, file);
}

async function fill(handle: FileHandle, file: string, bytes: Uint8Array, offset: number): Promise<void> {
	let filled = 0;
	while (filled < bytes.byteLength) {
		const wanted = Math.min(bytes.byteLength - filled, maximumReadBytes);
		let bytesRead: number;
		try {
			({ bytesRead } = await handle.read(bytes, filled, wanted, offset + filled));
		} catch (cause) {
			throw new CheckpointError('UNREADABLE', `cannot be read at byte ${offset + filled}: ${reason(cause)}`, {
				file,
				cause,
			});
		}
		// The length was right when the file was opened, so someone is writing to it.
		if (bytesRead === 0) {
			throw new CheckpointError('UNREADABLE', `ended at byte ${offset + filled} while it was being read`, { file });
		}
		filled += bytesRead;
	}
}

function checkBounds(file: string, fileLength: number, offset: number, length: number): void {
	const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
	if (!sane || offset + length > fileLength) {
		throw new CheckpointError('MALFORMED', `has ${fileLength} bytes; ${length} from byte ${offset} are not in it`, {
			file,
		});
	}
}

function reason(cause: unknown): string {
	return cause instanceof Error ? cause.message : String(cause);
}
