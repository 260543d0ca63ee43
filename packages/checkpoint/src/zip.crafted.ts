/** @file Zip archives made by hand for tests: any sizes, any flags, true or not. */
import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a crafted archive; what is left out is as it should be. */
export interface CraftedEntry {
	readonly name: string;
	readonly content: Uint8Array;
	readonly deflate?: boolean;
	/** Sizes and place in the zip64 extra field, as in archives above 4 GiB. */
	readonly wide?: boolean;
	/** What the directory says instead of the truth. */
	readonly claims?: { readonly bytes?: number; readonly storedBytes?: number; readonly headerAt?: number };
	readonly flags?: number;
	readonly method?: number;
}

/** The bytes of an archive; `wide` adds zip64's end record, and `comment` follows the last one. */
export function craftedZip(
	entries: readonly CraftedEntry[],
	{ wide = false, comment = '' }: { readonly wide?: boolean; readonly comment?: string } = {},
): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	const add = (part: Buffer) => {
		parts.push(part);
		at += part.length;
	};
	for (const entry of entries) {
		directory.push(directoryRecord(entry, at));
		// As TorchScript writes them: sizes are left to the directory, padding so that the content starts at 64 bytes.
		const name = Buffer.from(entry.name);
		const padding = 64 - ((at + 30 + name.length) % 64);
		const header = Buffer.alloc(30);
		header.writeUInt32LE(0x04034b50, 0);
		header.writeUInt16LE(name.length, 26);
		header.writeUInt16LE(padding, 28);
		add(Buffer.concat([header, name, Buffer.alloc(padding), stored(entry)]));
	}
	const start = at;
	for (const record of directory) add(record);
	const length = at - start;
	if (wide) {
		const record = Buffer.alloc(56 + 20);
		record.writeUInt32LE(0x06064b50, 0);
		record.writeBigUInt64LE(BigInt(entries.length), 32);
		record.writeBigUInt64LE(BigInt(length), 40);
		record.writeBigUInt64LE(BigInt(start), 48);
		record.writeUInt32LE(0x07064b50, 56);
		record.writeBigUInt64LE(BigInt(at), 64);
		add(record);
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(wide ? 0xffff : entries.length, 10);
	end.writeUInt32LE(wide ? 0xffffffff : length, 12);
	end.writeUInt32LE(wide ? 0xffffffff : start, 16);
	end.writeUInt16LE(Buffer.byteLength(comment), 20);
	add(Buffer.concat([end, Buffer.from(comment)]));
	return Buffer.concat(parts);
}

function stored({ content, deflate = false }: CraftedEntry): Buffer {
	return deflate ? deflateRawSync(content) : Buffer.from(content);
}

function directoryRecord(entry: CraftedEntry, at: number): Buffer {
	const { content, claims = {}, wide = false } = entry;
	const sizes = [
		claims.bytes ?? content.length,
		claims.storedBytes ?? stored(entry).length,
		claims.headerAt ?? at,
	] as const;
	const name = Buffer.from(entry.name);
	const record = Buffer.alloc(46);
	record.writeUInt32LE(0x02014b50, 0);
	record.writeUInt16LE(entry.flags ?? 0, 8);
	record.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 10);
	record.writeUInt32LE(crc32(content), 16);
	const [bytes, storedBytes, headerAt] = wide ? [0xffffffff, 0xffffffff, 0xffffffff] : sizes;
	record.writeUInt32LE(storedBytes, 20);
	record.writeUInt32LE(bytes, 24);
	record.writeUInt16LE(name.length, 28);
	record.writeUInt32LE(headerAt, 42);
	if (!wide) return Buffer.concat([record, name]);
	const extra = Buffer.alloc(28);
	extra.writeUInt16LE(1, 0);
	extra.writeUInt16LE(24, 2);
	for (const [index, size] of sizes.entries()) extra.writeBigUInt64LE(BigInt(size), 4 + 8 * index);
	record.writeUInt16LE(extra.length, 30);
	return Buffer.concat([record, name, extra]);
}
