/** @file What of a download is there already: its bytes lie beside its place, and their hash is kept up with them. */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModelsError } from './models-error.ts';

/** Bytes that are read at once when what was there is hashed. */
const windowBytes = 4 * 2 ** 20;

export class PartialFile {
	/** So many bytes are there, and hashed. */
	bytes = 0;
	/** Whether all of them are from one answer of one server. */
	isFromOneAnswer = true;
	readonly #path: string;
	readonly #handle: FileHandle;
	#hash: Hash = createHash('sha256');

	private constructor(path: string, handle: FileHandle) {
		this.#path = path;
		this.#handle = handle;
	}

	/** Opens `path`, or makes it; what an earlier download left in it counts, unless it is longer than `maximumBytes`. */
	static async open(path: string, maximumBytes: number): Promise<PartialFile> {
		const handle = await open(path, 'a+', 0o644);
		const partial = new PartialFile(path, handle);
		const { size } = await handle.stat();
		if (size > maximumBytes) await partial.restart();
		else if (size > 0) await partial.#takeIn(size);
		return partial;
	}

	/** Rejects with `ModelsError` NOT_WRITABLE. */
	async append(part: Uint8Array): Promise<void> {
		try {
			await this.#handle.appendFile(part);
		} catch (cause) {
			throw new ModelsError('NOT_WRITABLE', `${this.#path} cannot be written: ${(cause as Error).message}`, { cause });
		}
		this.#hash.update(part);
		this.bytes += part.length;
	}

	/** Throws all of it away. */
	async restart(): Promise<void> {
		await this.#handle.truncate(0);
		this.bytes = 0;
		this.isFromOneAnswer = true;
		this.#hash = createHash('sha256');
	}

	/** SHA-256 of what is there, 64 hexadecimal digits. */
	digest(): string {
		return this.#hash.copy().digest('hex');
	}

	/** Puts it where it belongs, in one step, when its bytes are on the disk. */
	async moveTo(path: string): Promise<void> {
		await this.#handle.sync();
		await rename(this.#path, path);
		// The name is on the disk too once its folder is.
		const folder = await open(dirname(path), 'r');
		await folder.sync().finally(() => folder.close());
	}

	/** Keeps what is there for the next time; nothing at all is not kept. */
	async close(): Promise<void> {
		await this.#handle.close();
		if (this.bytes === 0) await rm(this.#path, { force: true });
	}

	async #takeIn(size: number): Promise<void> {
		const window = Buffer.alloc(Math.min(windowBytes, size));
		while (this.bytes < size) {
			const { bytesRead } = await this.#handle.read(window, 0, window.length, this.bytes);
			if (bytesRead === 0) return this.restart();
			this.#hash.update(window.subarray(0, bytesRead));
			this.bytes += bytesRead;
		}
		this.isFromOneAnswer = false;
	}
}
