/**
 * @file `torch.save` since PyTorch 1.6 and `torch.jit.save`: a zip archive with `<root>/data.pkl`, one stored entry
 * `<root>/data/<key>` per storage, and in newer files `<root>/byteorder`.
 */
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointError } from './errors.ts';
import { flatten } from './flatten.ts';
import { maximumPickleBytes } from './limits.ts';
import { readPickle } from './pickle.ts';
import { type ByteReader, readBytes } from './reader.ts';
import { type StorageId, torchNodeOf } from './torch-tree.ts';
import type { Storage } from './view.ts';
import { type CheckpointOptions, sourceOfViews } from './view-source.ts';
import { openZipEntry, readZipDirectory, type ZipEntry } from './zip.ts';

/** Owns the reader: it is closed with the checkpoint, or at once if the file is refused. */
export async function openTorchZip(reader: ByteReader, options: CheckpointOptions = {}): Promise<Checkpoint> {
	const { file } = reader;
	const verify = options.verifyChecksums ?? false;
	try {
		const entries = await readZipDirectory(reader);
		const root = rootOf(file, entries);
		const content = async (entry: ZipEntry, maximum: number) => {
			if (entry.bytes > maximum) {
				throw new CheckpointError('TOO_LARGE', `${entry.name} may have at most ${maximum} bytes`, {
					file,
					value: entry.bytes,
				});
			}
			return readBytes(await openZipEntry(reader, entry, verify), 0, entry.bytes);
		};
		const openStorage = lastKept((entry: ZipEntry) => openZipEntry(reader, entry, verify));
		const order = entries.get(`${root}/byteorder`);
		const bigEndian = order !== undefined && isBigEndian(file, await content(order, 16));
		const findStorage = ({ key }: StorageId, tensor: string): Storage => {
			const entry = entries.get(`${root}/data/${key}`);
			if (entry === undefined) {
				throw new CheckpointError('MALFORMED', 'its storage is not in the archive', { file, tensor, value: key });
			}
			return { bytes: entry.bytes, bigEndian, open: () => openStorage(entry) };
		};
		const pickle = entries.get(`${root}/data.pkl`) as ZipEntry;
		const { value } = readPickle(file, await content(pickle, maximumPickleBytes));
		const { views, metadata } = flatten(file, value, (node, name) => torchNodeOf(file, node, name, findStorage));
		return {
			...sourceOfViews(file, views, () => reader.close(), options),
			format: entries.has(`${root}/constants.pkl`) ? 'torchscript' : 'torch-zip',
			metadata,
		};
	} catch (error) {
		await reader.close();
		throw error;
	}
}

/**
 * Opens each again only after another: the tensors of one storage come one after another, and to inflate or verify it
 * for each of thousands would take minutes.
 */
function lastKept<Key>(open: (key: Key) => Promise<ByteReader>): (key: Key) => Promise<ByteReader> {
	let last: { readonly key: Key; readonly content: Promise<ByteReader> } | null = null;
	return async (key) => {
		if (last?.key !== key) last = { key, content: open(key) };
		return last.content;
	};
}

function rootOf(file: string, entries: ReadonlyMap<string, ZipEntry>): string {
	const roots = [...entries.keys()].flatMap(
		(name) => /^(?<root>[^/]+)\/data\.pkl$/u.exec(name)?.groups?.['root'] ?? [],
	);
	if (roots.length === 1) return roots[0] as string;
	throw new CheckpointError('MALFORMED', 'is a zip archive, but not of PyTorch: it must have one */data.pkl', {
		file,
		value: roots.length,
	});
}

function isBigEndian(file: string, bytes: Uint8Array): boolean {
	const order = new TextDecoder().decode(bytes);
	if (order === 'little' || order === 'big') return order === 'big';
	throw new CheckpointError('MALFORMED', "its byteorder must be 'little' or 'big'", { file, value: order });
}
