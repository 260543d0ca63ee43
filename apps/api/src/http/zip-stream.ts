/** @file A ZIP archive that is sent while it is written: nothing of it is kept but the list of its files. */
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file for an archive. */
export interface ZipEntry {
	/** With forward slashes. */
	readonly path: string;
	readonly content: Readable;
	/** Bytes, where they are known; more or fewer are an error then. */
	readonly byteCount?: number;
	/** False for what is compressed already. */
	readonly compresses: boolean;
	readonly modifiedAt: Date;
}

/** One archive. */
export class ZipStream {
	readonly #zip = new ZipFile();
	/** Its bytes. Who destroys this stops the archive. */
	readonly output: Readable;

	constructor() {
		// The type is that of another stream of Node; it is a PassThrough.
		this.output = this.#zip.outputStream as Readable;
		this.#zip.on('error', (error: Error) => this.output.destroy(error));
	}

	/** Resolves when all of the file is on its way. Rejects when it cannot be read, or when the archive is stopped. */
	async add({ path, content, byteCount, compresses, modifiedAt }: ZipEntry): Promise<void> {
		const stop = (): void => void content.destroy(new Error('The archive was stopped'));
		this.output.once('close', stop);
		if (this.output.destroyed) stop();
		else {
			const size = byteCount === undefined ? {} : { size: byteCount };
			this.#zip.addReadStreamLazy(path, { compress: compresses, mtime: modifiedAt, ...size }, given(content));
		}
		try {
			await finished(content);
		} finally {
			this.output.off('close', stop);
		}
	}

	/** Nothing is added any more: the list of the files follows, and the archive ends. */
	end(): void {
		this.#zip.end();
	}
}

/** Gives a stream away, and then lets go of it: an archive keeps this until its end, for each of its files. */
function given(content: Readable): (take: (error: unknown, stream: NodeJS.ReadableStream) => void) => void {
	const held = [content];
	return (take) => {
		for (const stream of held.splice(0)) take(null, stream);
	};
}
