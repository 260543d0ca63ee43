/**
 * @file `galatea-backup.json`: what a backup holds, with the hash of each part. It is replaced as the last act of a backup, so
 * that it never tells of anything that is not there; until the first one is whole it says so.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';

const manifestFile = 'galatea-backup.json';
/** Raised when an older program could misread what a newer one wrote. */
const formatVersion = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A name inside the folder of the backup: nothing in a manifest leads out of it. */
const inside = z.string().regex(/^database-\d+\/[A-Za-z0-9_]+\.[a-z.]+$/);
const identifier = z.string().min(1).max(63);

const whole = z.object({
	format: z.literal('galatea-backup'),
	version: z.literal(formatVersion),
	/** Of the snapshot: what came later is not in it. */
	takenAt: z.iso.datetime(),
	/** Migrations of the database, in the order in which they were applied. */
	migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
	tables: z.array(
		z.object({
			name: identifier,
			columns: z.array(identifier).min(1),
			rowCount: z.int().min(0),
			file: inside,
			sha256,
		}),
	),
	/** What each sequence gave last; null when it has given nothing. */
	sequences: z.array(z.object({ name: identifier, last: z.string().regex(/^\d+$/).nullable() })),
	/** `<key> <bytes>` a line; a key is the hash of its file. */
	files: z.object({ file: inside, sha256, count: z.int().min(0), byteCount: z.int().min(0) }),
	/** Files that the database names and that the gallery did not have, or had damaged. */
	missing: z.array(z.string()),
});

/** A whole backup. */
export type Manifest = z.infer<typeof whole>;

const begun = z.object({ format: z.literal('galatea-backup'), version: z.literal(formatVersion), takenAt: z.null() });

/** A new manifest, as of this version. */
export function manifestOf(parts: Omit<Manifest, 'format' | 'version'>): Manifest {
	return { format: 'galatea-backup', version: formatVersion, ...parts };
}

/**
 * Takes a folder for backups: one that is empty, or has a backup already, whole or begun. Throws {@link BackupError}
 * for any other, and leaves that as it was.
 */
export async function takeFolder(folder: string): Promise<void> {
	if ((await readState(folder)) !== 'absent') return;
	if ((await readdir(folder)).length > 0)
		throw new BackupError(
			'NOT_EMPTY',
			`${folder} holds something else than a backup of a gallery: name a new or empty folder, or that of an earlier backup.`,
		);
	await write(folder, { format: 'galatea-backup', version: formatVersion, takenAt: null });
}

/** Reads a whole backup's manifest. Throws {@link BackupError} when there is none in the folder. */
export async function readManifest(folder: string): Promise<Manifest> {
	const state = await readState(folder);
	if (state === 'absent')
		throw new BackupError('NOT_A_BACKUP', `${folder} is not a backup of a gallery: it has no ${manifestFile}.`);
	if (state === 'begun')
		throw new BackupError(
			'INCOMPLETE',
			`The backup in ${folder} was interrupted before it was whole. Where its gallery is, run: galatea backup ${folder}`,
		);
	return state;
}

/** Puts the manifest of a whole backup in the place of the one before. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
	await write(folder, manifest);
}

async function readState(folder: string): Promise<Manifest | 'begun' | 'absent'> {
	const place = path.join(folder, manifestFile);
	const text = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
		throw error;
	});
	if (text === null) return 'absent';
	const value = parse(text);
	const version = z.object({ format: z.literal('galatea-backup'), version: z.int() }).safeParse(value);
	if (version.success && version.data.version > formatVersion)
		throw new BackupError(
			'WRONG_VERSION',
			`The backup in ${folder} has format ${version.data.version}, and this version of Galatea reads ${formatVersion}: use the version that made it, or a later one.`,
		);
	if (begun.safeParse(value).success) return 'begun';
	const read = whole.safeParse(value);
	if (read.success) return read.data;
	throw new BackupError('DAMAGED', `${place} cannot be read: ${z.prettifyError(read.error)}`);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

async function write(folder: string, value: object): Promise<void> {
	const place = path.join(folder, manifestFile);
	await writeFile(`${place}.new`, `${JSON.stringify(value, null, '\t')}\n`, { mode: 0o600, flush: true });
	await rename(`${place}.new`, place);
}

/** SHA-256 of some bytes, in hexadecimal. */
export function hashOf(bytes: Uint8Array | string): string {
	return createHash('sha256').update(bytes).digest('hex');
}
