/** @file Archives, read by another program than the one that writes them. */
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

/** The files of an archive by their names, their checksums and sizes compared. */
export async function readZip(archive: ArrayBuffer): Promise<ReadonlyMap<string, Buffer>> {
	const zip = await fromBufferPromise(Buffer.from(archive), { lazyEntries: true });
	const files = new Map<string, Buffer>();
	for await (const entry of zip.eachEntry()) {
		const content = await buffer(await zip.openReadStreamPromise(entry));
		if (crc32(content) !== entry.crc32) throw new Error(`The checksum of ${entry.fileName} is another`);
		files.set(entry.fileName, content);
	}
	return files;
}
