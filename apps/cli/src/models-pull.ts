/** @file `galatea models pull`: the weights of a known pack, from where they are published. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findKnown, pullPack } from '@galatea/models';
import { modelsDir, repositoryDir } from './environment.ts';
import { createTransferBar } from './transfer-bar.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea models pull ID [--quiet]

Downloads a pack that "galatea models list" shows as known. Files are compared with their SHA-256; an interrupted download
goes on where it was; a server that fails is followed by the next. HTTP_PROXY, HTTPS_PROXY and NO_PROXY are kept to.`;

/** Says under which terms, then downloads, then prints the id. */
export async function modelsPull(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values, positionals } = parse(words);
	if (values.help) return console.log(usage);
	const [id] = positionals;
	if (id === undefined || positionals.length > 1) throw new UsageError(`Which pack is to be downloaded?\n\n${usage}`);
	const folder = modelsDir();
	const { title, licence, terms } = await findKnown(folder, id);
	console.error(`${title}\n  ${licence}${terms === undefined ? '' : `\n  ${terms}`}`);
	const bar = createTransferBar(values.quiet);
	try {
		const bytePairs = resolve(repositoryDir, 'models/clip-bpe/bpe_simple_vocab_16e6.txt.gz');
		await pullPack({ folder, id, bytePairs, signal, onProgress: bar.update });
		bar.close();
		console.error(`Render with it: galatea render "a red apple" --pack ${id}`);
		console.log(id);
	} finally {
		bar.close();
	}
}

function parse(words: readonly string[]) {
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
