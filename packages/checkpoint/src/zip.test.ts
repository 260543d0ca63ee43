import { describe, expect, test } from 'vitest';
import { CheckpointError } from './errors.ts';
import { maximumInflatedBytes } from './limits.ts';
import { type ByteReader, readBytes, readerOfBytes } from './reader.ts';
import { type CraftedEntry, craftedZip } from './zip.crafted.ts';
import { openZipEntry, readZipDirectory } from './zip.ts';

const a: CraftedEntry = { name: 'root/a', content: Buffer.from('first') };
const b: CraftedEntry = { name: 'root/b', content: Buffer.from('second, and longer') };

async function contents(reader: ByteReader, verify = true): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const [name, entry] of await readZipDirectory(reader)) {
		const content = await openZipEntry(reader, entry, verify);
		found[name] = Buffer.from(await readBytes(content, 0, content.length)).toString();
	}
	return found;
}

const both = { 'root/a': 'first', 'root/b': 'second, and longer' };

test.each([
	['stored', [a, b], {}],
	['deflated', [{ ...a, deflate: true }, b], {}],
	['zip64', [{ ...a, wide: true }, b], { wide: true }],
	['followed by a comment that looks like its end', [a, b], { comment: 'PK\x05\x06, this is not the end' }],
])('an archive, %s, gives its entries, their checksums compared', async (_how, entries, options) => {
	expect(await contents(readerOfBytes(craftedZip(entries, options)))).toEqual(both);
});

test('an entry beyond 4 GiB is read where it lies, and nothing else is', async () => {
	// The archive, moved up by 5 GiB of zeros that are never read: places in it are as zip64 has them.
	const far = 5 * 2 ** 30;
	const archive = craftedZip([{ ...a, wide: true, claims: { headerAt: far } }], { wide: true });
	archive.writeBigUInt64LE(BigInt(far) + archive.readBigUInt64LE(archive.length - 98 + 48), archive.length - 98 + 48);
	archive.writeBigUInt64LE(BigInt(far) + archive.readBigUInt64LE(archive.length - 42 + 8), archive.length - 42 + 8);
	const near = readerOfBytes(archive);
	let bytesRead = 0;
	const reader: ByteReader = {
		...near,
		length: far + archive.length,
		async readInto(target, offset) {
			bytesRead += target.length;
			if (offset >= far) return near.readInto(target, offset - far);
			// The end is looked for in the last 64 KiB, which are more than the archive.
			const zeros = Math.min(target.length, far - offset);
			target.fill(0, 0, zeros);
			await near.readInto(target.subarray(zeros), 0);
		},
	};
	expect(await contents(reader)).toEqual({ 'root/a': 'first' });
	expect(bytesRead).toBeLessThan(70_000);
});

describe('an archive is refused', () => {
	const whole = craftedZip([a, b]);
	const cases: [title: string, bytes: Buffer, message: RegExp][] = [
		['without its end', whole.subarray(0, whole.length - 1), /without its directory \(is it cut off\?\)/],
		['whose entry overlaps the next', craftedZip([{ ...a, claims: { storedBytes: 64 } }, b]), /a overlaps what comes/],
		['whose entries share bytes', craftedZip([a, { ...a, name: 'root/c', claims: { headerAt: 0 } }]), /overlaps/],
		['whose entry lies beyond the file', craftedZip([{ ...a, claims: { headerAt: 2 ** 31 } }]), /overlaps what comes/],
		['with one name twice', craftedZip([a, { ...b, name: a.name }]), /two entries have one name, got "root\/a"/],
		['with an encrypted entry', craftedZip([{ ...a, flags: 1 }]), /a is encrypted/],
		['with an unknown method', craftedZip([{ ...a, method: 93 }]), /must be stored \(0\) or deflated \(8\), got 93/],
		['whose stored size lies', craftedZip([{ ...a, claims: { bytes: 4 } }]), /is stored and must have 4 bytes, got 5/],
		['whose place is no header', craftedZip([{ ...a, claims: { headerAt: 1 } }]), /has no local header|overlaps/],
		['whose inflated size lies', craftedZip([{ ...b, deflate: true, claims: { bytes: 9 } }]), /inflated to 9 bytes/],
		[
			'that would inflate too far',
			craftedZip([{ ...b, deflate: true, claims: { bytes: maximumInflatedBytes + 1 } }]),
			/b may have at most 268435456 bytes if deflated/,
		],
		[
			'that inflates to more than it says',
			craftedZip([{ name: 'bomb', content: Buffer.alloc(50e6), deflate: true, claims: { bytes: 100 } }]),
			/bomb cannot be inflated to 100 bytes/,
		],
		['whose deflated bytes are none', craftedZip([{ ...b, method: 8 }]), /b cannot be inflated/],
	];
	test.each(cases)('%s', async (_title, bytes, message) => {
		const failure = contents(readerOfBytes(bytes, 'a.pt'));
		await expect(failure).rejects.toBeInstanceOf(CheckpointError);
		await expect(failure).rejects.toThrow(message);
		await expect(failure).rejects.toThrow(/^a\.pt: /);
	});

	test('that counts more entries, or a longer directory, than it may have', async () => {
		const many = craftedZip([a], { wide: true });
		many.writeBigUInt64LE(2n ** 40n, many.length - 98 + 32);
		await expect(contents(readerOfBytes(many))).rejects.toThrow(/at most 200000 entries, got 1099511627776/);
		const long = craftedZip([a], { wide: true });
		long.writeBigUInt64LE(2n ** 63n, long.length - 98 + 40);
		await expect(contents(readerOfBytes(long))).rejects.toThrow(/does not end before its end record/);
	});

	test('whose content was changed, if checksums are compared', async () => {
		const changed = Buffer.from(whole);
		changed[whole.indexOf('first')] = 0x46;
		expect(await contents(readerOfBytes(changed), false)).toEqual({ ...both, 'root/a': 'First' });
		await expect(contents(readerOfBytes(changed))).rejects.toThrow(/root\/a must have CRC-32/);
	});
});
