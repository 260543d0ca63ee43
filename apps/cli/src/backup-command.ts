/** @file `galatea backup` and `galatea restore`: a gallery into a folder, and back. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openGalleryPlace } from './gallery-place.ts';
import { createTransferBar } from './transfer-bar.ts';
import { UsageError } from './usage-error.ts';

const variables = `The gallery is that of GALATEA_DATA_DIR, or of DATABASE_URL and STORAGE_DIR, as "npm start" has it.`;

const backupUsage = `galatea backup DIR [--quiet]

Copies the database and all files into DIR, while the gallery runs. DIR is new, empty, or an earlier backup, which is
made current. Interrupted, it goes on the next time. DIR can be read by you alone: it holds all that is private.
${variables}`;

const restoreUsage = `galatea restore DIR [--quiet]

Verifies the backup in DIR and puts it into a gallery that has nothing yet; nothing that is there is replaced.
Interrupted, it goes on the next time. Then: npm start. ${variables}`;

/** Makes a backup and prints where it is. */
export async function backupCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const asked = readWords(words, backupUsage);
	if (asked === null) return console.log(backupUsage);
	const { backUp } = await import('@galatea/store/backup');
	await using place = await openGalleryPlace({ create: false });
	const bar = createTransferBar(asked.quiet);
	try {
		const { files, tables, missing } = await backUp({ ...place, folder: asked.folder, signal, onProgress: bar.update });
		bar.close();
		if (missing.length > 0)
			console.error(
				`${missing.length} files that the database names are missing in the gallery, or damaged: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
			);
		console.error(`${countRows(tables)} rows, ${files.count} files of ${(files.byteCount / 1e6).toFixed(1)} MB`);
		console.log(asked.folder);
	} finally {
		bar.close();
	}
}

/** Restores a backup and says what comes next. */
export async function restoreCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const asked = readWords(words, restoreUsage);
	if (asked === null) return console.log(restoreUsage);
	const { restore } = await import('@galatea/store/backup');
	await using place = await openGalleryPlace({ create: true });
	const bar = createTransferBar(asked.quiet);
	try {
		const manifest = await restore({ ...place, folder: asked.folder, signal, onProgress: bar.update });
		bar.close();
		console.error(`${countRows(manifest.tables)} rows, ${manifest.files.count} files, as of ${manifest.takenAt}`);
		console.error('Start the gallery: npm start');
	} finally {
		bar.close();
	}
}

const countRows = (tables: readonly { readonly rowCount: number }[]): number =>
	tables.reduce((sum, { rowCount }) => sum + rowCount, 0);

function readWords(words: readonly string[], usage: string) {
	const { values, positionals } = parse(words, usage);
	if (values.help) return null;
	const [folder] = positionals;
	if (folder === undefined || positionals.length > 1) throw new UsageError(`Which folder is the backup?\n\n${usage}`);
	return { folder: resolve(folder), quiet: values.quiet };
}

function parse(words: readonly string[], usage: string) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: { quiet: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
		});
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}
