/** @file `galatea models import`: weights of one's own become a pack. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importPack } from '@galatea/models';
import type { Activation } from '@galatea/networks';
import { modelsDir, repositoryDir } from './environment.ts';
import { createTransferBar } from './transfer-bar.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea models import FILE… --licence TEXT [options]

Makes a pack of one VQGAN and one CLIP or more: taming-transformers' .ckpt (VQModel, GumbelVQ, Net2NetTransformer),
diffusers' VQModel, CLIP by OpenAI, OpenCLIP and Hugging Face; in PyTorch's files, safetensors (of shards, the index) or
Flax's msgpack. In place of the VQGAN a TAESD with a codebook, as models/training/fit_codebook.py writes it.
Files are copied into MODELS_DIR/local; nothing in them is executed.

  --licence TEXT         what the weights may be used under
  --with ID              take the CLIP of this pack as well
  --id ID                name of the pack (from the VQGAN's file)
  --title TEXT           what people read
  --activation NAME      quickgelu or gelu, for a CLIP that does not tell
  --vocabulary FILE      words (.json) or byte-pair merges, for a CLIP that has not OpenAI's
  --quiet                no bar`;

/** Prints the id of the new pack. */
export async function modelsImport(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values, positionals } = parse(words);
	if (values.help) return console.log(usage);
	if (positionals.length === 0) throw new UsageError(`Which files are to be imported?\n\n${usage}`);
	if (!values.licence) throw new UsageError('Say with --licence what the weights may be used under.');
	const bar = createTransferBar(values.quiet);
	try {
		const entry = await importPack({
			folder: modelsDir(),
			files: positionals.map((file) => resolve(file)),
			licence: values.licence,
			id: values.id,
			title: values.title,
			activation: activationOf(values.activation),
			vocabulary: values.vocabulary === undefined ? undefined : resolve(values.vocabulary),
			bytePairs: resolve(repositoryDir, 'models/clip-bpe/bpe_simple_vocab_16e6.txt.gz'),
			perceptorsOf: values.with,
			signal,
			onProgress: bar.update,
		});
		bar.close();
		console.error(`Render with it: galatea render "a red apple" --pack ${entry.id}`);
		console.log(entry.id);
	} finally {
		bar.close();
	}
}

function activationOf(name: string | undefined): Activation | undefined {
	if (name === undefined || name === 'quickgelu' || name === 'gelu') return name;
	throw new UsageError(`--activation ${name} is not one of quickgelu, gelu.`);
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				licence: { type: 'string' },
				with: { type: 'string' },
				id: { type: 'string' },
				title: { type: 'string' },
				activation: { type: 'string' },
				vocabulary: { type: 'string' },
				quiet: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}
