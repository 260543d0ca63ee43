/** @file `galatea models`: what packs there are, bringing one's own weights, checking and removing them. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelFolder } from '@galatea/checkpoint';
import { type Catalogues, filesOf, ModelsError, readCatalogues, removePack } from '@galatea/models';
import { type PackEntry, PackError, verifyPack } from '@galatea/networks';
import { modelsDir } from './environment.ts';
import { modelsImport } from './models-import.ts';
import { modelsPull } from './models-pull.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea models list [--json]                 the packs in MODELS_DIR, and those that could be had
galatea models pull ID                       downloads one of those
galatea models import FILE… --licence TEXT   makes a pack of weights of your own
galatea models verify [ID…]                  compares files with their SHA-256
galatea models remove ID…                    deletes imported and downloaded packs and their files

Run import or pull with --help for more.`;

/** Runs one of them. */
export async function modelsCommand([name, ...words]: readonly string[], signal: AbortSignal): Promise<void> {
	if (name === undefined || name === '--help' || name === '-h') return console.log(usage);
	if (name === 'list') return list(words);
	if (name === 'import') return modelsImport(words, signal);
	if (name === 'pull') return modelsPull(words, signal);
	if (name === 'verify') return verify(words, signal);
	if (name === 'remove') return remove(words);
	throw new UsageError(`There is no "galatea models ${name}".\n\n${usage}`);
}

async function list(words: readonly string[]): Promise<void> {
	const { json } = readWords(words, false).values;
	const folder = modelsDir();
	const { shipped, local } = await readCatalogues(folder);
	const rows = await Promise.all(
		[...shipped.packs, ...local].map(async (entry) => ({
			...described(entry),
			imported: local.includes(entry),
			missing: await missingFiles(folder, entry),
		})),
	);
	const known = shipped.known.filter(({ id }) => !rows.some((row) => row.id === id)).map(described);
	if (json) return console.log(JSON.stringify({ folder, packs: rows, known }, null, 2));
	for (const { id, title, licence, bytes, missing } of rows) {
		console.log(`${id}: ${title}\n  ${megabytes(bytes)}; ${licence}`);
		for (const file of missing) console.log(`  is missing: ${file}`);
	}
	if (known.length > 0) console.log('\nCan be had with galatea models pull ID:');
	for (const { id, title, licence, terms, bytes } of known) {
		console.log(`${id}: ${title}\n  ${megabytes(bytes)}; ${licence}${terms === null ? '' : `\n  ${terms}`}`);
	}
}

function described(entry: PackEntry) {
	const { id, title, description, licence, terms, generator, perceptors } = entry;
	const bytes = [generator, ...perceptors].reduce((sum, file) => sum + file.bytes, 0);
	return { id, title, description, licence, terms: terms ?? null, bytes };
}

async function missingFiles(folder: string, entry: PackEntry): Promise<readonly string[]> {
	const missing: string[] = [];
	for (const file of filesOf(entry)) {
		const status = await stat(join(folder, file)).catch(() => null);
		if (!status?.isFile()) missing.push(file);
	}
	return missing;
}

async function verify(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { positionals } = readWords(words, true);
	const folder = modelsDir();
	const entries = chosen(await readCatalogues(folder), positionals);
	const wrong: string[] = [];
	for (const entry of entries) {
		signal.throwIfAborted();
		try {
			await verifyPack(entry, modelFolder(folder));
			console.log(`${entry.id}: every file is as it should be`);
		} catch (error) {
			if (!(error instanceof PackError)) throw error;
			console.log(`${entry.id}: ${error.file} ${error.what}`);
			wrong.push(entry.id);
		}
	}
	if (wrong.length > 0) throw new ModelsError('DAMAGED', `${wrong.length} of ${entries.length} packs cannot be used.`);
}

function chosen({ shipped, local }: Catalogues, ids: readonly string[]): readonly PackEntry[] {
	const packs = [...shipped.packs, ...local];
	if (ids.length === 0) return packs;
	return ids.map((id) => {
		const pack = packs.find((each) => each.id === id);
		if (pack !== undefined) return pack;
		throw new UsageError(`There is no pack "${id}"; there are: ${packs.map((each) => each.id).join(', ')}.`);
	});
}

async function remove(words: readonly string[]): Promise<void> {
	const { positionals } = readWords(words, true);
	if (positionals.length === 0) throw new UsageError(`Which pack is to be removed?\n\n${usage}`);
	for (const id of positionals) {
		const files = await removePack(modelsDir(), id);
		console.log(`${id} is removed${files.length > 0 ? `, with ${files.join(', ')}` : ''}`);
	}
}

function readWords(words: readonly string[], allowPositionals: boolean) {
	try {
		return parseArgs({ args: [...words], allowPositionals, options: { json: { type: 'boolean', default: false } } });
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}

/** Decimal megabytes, as file managers and download pages have them. */
function megabytes(bytes: number): string {
	return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
