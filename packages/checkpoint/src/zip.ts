/**
 * @file Random access to a zip archive (PKWARE's APPNOTE 6.3): its central directory, and single entries of it. Sizes are
 * taken from the directory alone, since TorchScript's local headers leave them to a data descriptor.
 */
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { CheckpointError, type CheckpointFailure } from './errors.ts';
import { maximumInflatedBytes, maximumWindowBytes, maximumZipDirectoryBytes, maximumZipEntryCount } from './limits.ts';
import { type ByteReader, readBytes, readerOfBytes, readerOfPart } from './reader.ts';

/** One file in the archive. */
export interface ZipEntry {
	readonly name: string;
	/** Length once it is inflated. */
	readonly bytes: number;
	readonly storedBytes: number;
	readonly method: number;
	readonly encrypted: boolean;
	readonly crc32: number;
	readonly headerAt: number;
	/** Where the next entry, or the directory, begins. */
	readonly endsBefore: number;
}

/** The entries by name. Throws `CheckpointError`; of the archive only its end is read. */
export async function readZipDirectory(reader: ByteReader): Promise<ReadonlyMap<string, ZipEntry>> {
	const { count, length, start } = await findDirectory(reader);
	if (count > maximumZipEntryCount) throw refused(reader, `may have at most ${maximumZipEntryCount} entries`, count);
	if (length > maximumZipDirectoryBytes) {
		throw refused(reader, `a directory may have at most ${maximumZipDirectoryBytes} bytes`, length);
	}
	const bytes = await readBytes(reader, start, length);
	const view = viewOf(bytes);
	const entries: ZipEntry[] = [];
	let at = 0;
	for (let index = 0; index < count; index++) {
		if (at + 46 > length || view.getUint32(at, true) !== 0x02014b50) {
			throw malformed(reader, `entry ${index} of its zip directory is not one`);
		}
		const end = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		if (end > length) throw malformed(reader, `entry ${index} ends beyond its zip directory`);
		entries.push(parseEntry(reader, bytes.subarray(at, end), start));
		at = end;
	}
	return checkedEntries(reader, entries);
}

/**
 * The content of an entry. A stored one is read where it lies, in parts; a deflated one is inflated whole. With `verify`
 * all of it is read now and compared with its CRC-32.
 */
export async function openZipEntry(reader: ByteReader, entry: ZipEntry, verify: boolean): Promise<ByteReader> {
	const stored = await locate(reader, entry);
	const content = entry.method === 0 ? stored : await inflated(reader, stored, entry);
	if (verify) {
		const sum = await checksum(content);
		if (sum !== entry.crc32) {
			throw malformed(reader, `${entry.name} must have CRC-32 ${entry.crc32.toString(16)}`, sum.toString(16));
		}
	}
	return content;
}

async function findDirectory(reader: ByteReader): Promise<{ count: number; length: number; start: number }> {
	// The record of 22 bytes is followed by a comment of at most 65,535.
	const tailLength = Math.min(reader.length, 22 + 65_535);
	const tail = await readBytes(reader, reader.length - tailLength, tailLength);
	const view = viewOf(tail);
	for (let at = tailLength - 22; at >= 0; at--) {
		if (view.getUint32(at, true) !== 0x06054b50 || at + 22 + view.getUint16(at + 20, true) !== tailLength) continue;
		const count = view.getUint16(at + 10, true);
		const length = view.getUint32(at + 12, true);
		const start = view.getUint32(at + 16, true);
		const endAt = reader.length - tailLength + at;
		if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) return findDirectory64(reader, endAt);
		if (start + length > endAt) throw malformed(reader, 'its zip directory does not end before its end record');
		return { count, length, start };
	}
	throw malformed(reader, 'is a zip archive without its directory (is it cut off?)');
}

async function findDirectory64(reader: ByteReader, endAt: number) {
	if (endAt < 20) throw malformed(reader, 'its zip64 locator is missing');
	const locator = viewOf(await readBytes(reader, endAt - 20, 20));
	if (locator.getUint32(0, true) !== 0x07064b50) throw malformed(reader, 'its zip64 locator is missing');
	const recordAt = unsigned64(locator, 8);
	if (recordAt + 56 > endAt) throw malformed(reader, 'its zip64 end record is beyond its end', recordAt);
	const record = viewOf(await readBytes(reader, recordAt, 56));
	if (record.getUint32(0, true) !== 0x06064b50) throw malformed(reader, 'its zip64 end record is not one');
	const count = unsigned64(record, 32);
	const length = unsigned64(record, 40);
	const start = unsigned64(record, 48);
	if (start + length > recordAt) throw malformed(reader, 'its zip directory does not end before its end record');
	return { count, length, start };
}

function parseEntry(reader: ByteReader, bytes: Uint8Array, directoryAt: number): ZipEntry {
	const view = viewOf(bytes);
	const nameEnd = 46 + view.getUint16(28, true);
	const extraEnd = nameEnd + view.getUint16(30, true);
	const name = utf8.decode(bytes.subarray(46, nameEnd));
	const sizes = [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)];
	const wide = findExtra(view, nameEnd, extraEnd, 0x0001);
	let wideAt = wide?.start ?? 0;
	for (let field = 0; field < 3; field++) {
		// The extra field holds those values alone that do not fit their own field.
		if (sizes[field] !== 0xffffffff) continue;
		if (wide === null || wideAt + 8 > wide.end) throw malformed(reader, `${name} has no zip64 sizes`);
		sizes[field] = unsigned64(view, wideAt);
		wideAt += 8;
	}
	const [length, storedBytes, headerAt] = sizes as [number, number, number];
	return {
		name,
		bytes: length,
		storedBytes,
		method: view.getUint16(10, true),
		encrypted: (view.getUint16(8, true) & 1) !== 0,
		crc32: view.getUint32(16, true),
		headerAt,
		endsBefore: directoryAt,
	};
}

function findExtra(view: DataView, from: number, to: number, id: number): { start: number; end: number } | null {
	for (let at = from; at + 4 <= to; ) {
		const end = at + 4 + view.getUint16(at + 2, true);
		if (view.getUint16(at, true) === id && end <= to) return { start: at + 4, end };
		at = end;
	}
	return null;
}

/** Entries must not share bytes: archives that do expand to many times their size. */
function checkedEntries(reader: ByteReader, entries: readonly ZipEntry[]): ReadonlyMap<string, ZipEntry> {
	const byName = new Map<string, ZipEntry>();
	const sorted = entries.toSorted((a, b) => a.headerAt - b.headerAt);
	for (const [index, entry] of sorted.entries()) {
		const endsBefore = sorted[index + 1]?.headerAt ?? entry.endsBefore;
		if (entry.headerAt + 30 + entry.storedBytes > endsBefore) {
			throw malformed(reader, `${entry.name} overlaps what comes after it`, entry.storedBytes);
		}
		if (byName.has(entry.name)) throw malformed(reader, 'two entries have one name', entry.name);
		byName.set(entry.name, { ...entry, endsBefore });
	}
	return byName;
}

/** The bytes of an entry as they lie in the file, after its local header, whose name and padding have lengths of their own. */
async function locate(reader: ByteReader, entry: ZipEntry): Promise<ByteReader> {
	if (entry.encrypted) throw malformed(reader, `${entry.name} is encrypted`);
	const header = viewOf(await readBytes(reader, entry.headerAt, 30));
	if (header.getUint32(0, true) !== 0x04034b50) throw malformed(reader, `${entry.name} has no local header`);
	const start = entry.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
	if (start + entry.storedBytes > entry.endsBefore) {
		throw malformed(reader, `${entry.name} overlaps what comes after it`, entry.storedBytes);
	}
	if (entry.method === 0 && entry.storedBytes !== entry.bytes) {
		throw malformed(reader, `${entry.name} is stored and must have ${entry.bytes} bytes`, entry.storedBytes);
	}
	if (entry.method !== 0 && entry.method !== 8) {
		throw malformed(reader, `${entry.name} must be stored (0) or deflated (8)`, entry.method);
	}
	return readerOfPart(reader, start, entry.storedBytes);
}

async function inflated(reader: ByteReader, stored: ByteReader, entry: ZipEntry): Promise<ByteReader> {
	if (Math.max(entry.bytes, entry.storedBytes) > maximumInflatedBytes) {
		throw refused(reader, `${entry.name} may have at most ${maximumInflatedBytes} bytes if deflated`, entry.bytes);
	}
	let bytes: Uint8Array;
	try {
		const compressed = await readBytes(stored, 0, stored.length);
		bytes = await promisify(inflateRaw)(compressed, { maxOutputLength: Math.max(entry.bytes, 1) });
	} catch (cause) {
		if (cause instanceof CheckpointError) throw cause;
		throw new CheckpointError('MALFORMED', `${entry.name} cannot be inflated to ${entry.bytes} bytes`, {
			file: reader.file,
			cause,
		});
	}
	if (bytes.byteLength !== entry.bytes) {
		throw malformed(reader, `${entry.name} must inflate to ${entry.bytes} bytes`, bytes.byteLength);
	}
	return readerOfBytes(bytes, reader.file);
}

async function checksum(content: ByteReader): Promise<number> {
	const window = new Uint8Array(Math.min(maximumWindowBytes, content.length));
	let sum = 0;
	for (let at = 0; at < content.length; at += window.length) {
		const part = window.subarray(0, Math.min(window.length, content.length - at));
		await content.readInto(part, at);
		sum = crc32(part, sum);
	}
	return sum;
}

const utf8 = new TextDecoder();

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Exact up to 2^53; beyond that it is beyond every file too. */
function unsigned64(view: DataView, at: number): number {
	return Number(view.getBigUint64(at, true));
}

function malformed(reader: ByteReader, what: string, value?: unknown): CheckpointError {
	return failureOf('MALFORMED', reader, what, value);
}

function refused(reader: ByteReader, what: string, value: unknown): CheckpointError {
	return failureOf('TOO_LARGE', reader, what, value);
}

function failureOf(failure: CheckpointFailure, { file }: ByteReader, what: string, value: unknown): CheckpointError {
	return new CheckpointError(failure, what, { file, value });
}
