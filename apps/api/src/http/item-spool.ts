/**
 * @file What was exported of a collection, kept on the disk until its descriptions are printed: they come after the pictures,
 * tell only what was really sent, and together could be larger than the memory has room for.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportedItem } from '@galatea/syndication';

/** Items on the disk, in the order in which they were added. */
export class ItemSpool {
	readonly #file: FileHandle;
	#count = 0;

	private constructor(file: FileHandle) {
		this.#file = file;
	}

	/** An empty one. Its file has no name any more, so it goes with the process, however that ends. */
	static async open(): Promise<ItemSpool> {
		const folder = await mkdtemp(join(tmpdir(), 'galatea-export-'));
		try {
			return new ItemSpool(await open(join(folder, 'items'), 'wx+', 0o600));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}

	get count(): number {
		return this.#count;
	}

	async add(item: ExportedItem): Promise<void> {
		// The two line ends that JSON leaves as they are.
		const line = JSON.stringify(item).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
		await this.#file.appendFile(`${line}\n`);
		this.#count++;
	}

	/** From the first to the last, as often as wanted. */
	async *items(): AsyncGenerator<ExportedItem, void> {
		for await (const line of this.#file.readLines({ start: 0, autoClose: false }))
			yield JSON.parse(line) as ExportedItem;
	}

	/** Gives the room on the disk back. */
	async close(): Promise<void> {
		await this.#file.close();
	}
}
