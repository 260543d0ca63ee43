/** @file `galatea packs`: what there is to render with. */
import { parseArgs } from 'node:util';
import { modelsDir, packShelf } from './environment.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea packs [--json]

Lists the packs of MODELS_DIR whose files are there, the default one first.`;

/** Prints the packs, as lines for people or as one JSON value. */
export async function packsCommand(words: readonly string[]): Promise<void> {
	const { json, help } = readWords(words);
	if (help) return console.log(usage);
	const { packs, defaultPackId } = await packShelf();
	const rows = packs.map(({ tokenizers: _, ...rest }) => rest);
	if (json) return console.log(JSON.stringify({ defaultPackId, packs: rows }, null, 2));
	if (rows.length === 0) throw new Error(`There is no pack in ${modelsDir()}.`);
	for (const { id, title, description, licence, sizes, defaults } of rows) {
		const { minimumPx, maximumPx, multipleOf } = sizes;
		console.log(`${id}${id === defaultPackId ? ' (default)' : ''}: ${title}\n  ${description}`);
		console.log(`  ${minimumPx} to ${maximumPx} px in multiples of ${multipleOf}; ${licence}`);
		console.log(`  ${defaults.width}×${defaults.height}, ${defaults.steps} steps, ${defaults.cutouts.count} cutouts`);
	}
}

function readWords(words: readonly string[]): { readonly json?: boolean; readonly help?: boolean } {
	try {
		const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
		return parseArgs({ args: [...words], options }).values;
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}
