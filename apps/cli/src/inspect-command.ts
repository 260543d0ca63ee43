/** @file `galatea inspect`: what picture files say of how they were made, ours and those of other programs. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type InspectedPicture, inspectPicture } from '@galatea/pictures';
import { hashRecipe } from '@galatea/render';
import type { FoundMetadata, MetadataPlace, MetadataWriter } from '@galatea/render/metadata';
import { UsageError } from './usage-error.ts';

const usage = `galatea inspect FILE… [--json]

Says how a picture was made, as far as it tells: pictures and films (MP4, WebP) of this gallery, pictures of the
VQGAN+CLIP notebooks of 2021, of nerdyrodent's VQGAN-CLIP, of rkhamilton's vqgan-clip-generator and of pixray, and the
details.json of tnwei's vqgan-clip-app; and pictures (PNG, WebP, JPEG) of AUTOMATIC1111, ComfyUI, InvokeAI, SwarmUI and
Fooocus. Prompts are told in the grammar of galatea render; settings that have no counterpart here are listed.

  --json                one JSON value on standard output; the recipe is whole in it`;

/** Whose work a find is, in words. */
const writers: Readonly<Record<MetadataWriter, string>> = {
	galatea: 'Galatea',
	notebook: 'the VQGAN+CLIP notebook of 2021',
	nerdyrodent: "nerdyrodent's VQGAN-CLIP",
	rkhamilton: "rkhamilton's vqgan-clip-generator",
	tnwei: "tnwei's vqgan-clip-app",
	pixray: 'pixray',
	automatic1111: "AUTOMATIC1111's web UI",
	comfyui: 'ComfyUI',
	invokeai: 'InvokeAI',
	swarmui: 'SwarmUI',
	fooocus: 'Fooocus',
};

const places: Readonly<Record<MetadataPlace, string>> = {
	pngText: 'in the texts of the PNG',
	xmp: 'in XMP',
	exif: 'in EXIF',
	pixels: 'hidden in the pixels',
	movie: 'in the comment of the film',
	json: 'in a page of JSON',
};

/** Prints what each file says; a file that cannot be read ends the command. */
export async function inspectCommand(words: readonly string[]): Promise<void> {
	const { files, json, help } = readWords(words);
	if (help) return console.log(usage);
	const pages = [];
	for (const file of files) pages.push({ file, ...(await inspectFile(file)) });
	if (json) return console.log(JSON.stringify(pages.length === 1 ? pages[0] : pages, null, 2));
	console.log(pages.map(({ file, ...inspected }) => describe(file, inspected)).join('\n\n'));
}

function readWords(words: readonly string[]): { files: readonly string[]; json: boolean; help: boolean } {
	const read = (): ReturnType<typeof parse> => {
		try {
			return parse(words);
		} catch (error) {
			throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
		}
	};
	const { values, positionals } = read();
	if (positionals.length === 0 && !values.help) throw new UsageError(`Which file? ${usage}`);
	return { files: positionals, json: values.json === true, help: values.help === true };
}

function parse(words: readonly string[]) {
	const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
	return parseArgs({ args: [...words], options, allowPositionals: true });
}

// What is wrong with a file is its caller's matter, and named.
async function inspectFile(file: string): Promise<InspectedPicture> {
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${file} cannot be read: ${error.message}`);
	});
	return inspectPicture(bytes).catch((error: Error) => {
		throw new UsageError(`${file}: ${error.message}`);
	});
}

function describe(file: string, { format, size, found }: InspectedPicture): string {
	const head = `${file}: ${format}${size === null ? '' : `, ${size.widthPx}×${size.heightPx} px`}`;
	if (found.length === 0) return `${head}\nIt says nothing of how it was made.`;
	const told: string[] = [];
	let before = '';
	for (const each of found) {
		const lines = rows(each).map(([name, value]) => `  ${name.padEnd(10)} ${value}`);
		const body = lines.join('\n');
		const source = `${writers[each.writer]}, ${places[each.place]}`;
		told.push(body === before ? `${source}: the same` : [source, body].join('\n'));
		before = body;
	}
	return [head, ...told].join('\n');
}

function rows({ settings, recipe, run, problem }: FoundMetadata): readonly (readonly [string, string])[] {
	const { widthPx, heightPx } = settings;
	const all: readonly (readonly [string, string | number | null])[] = [
		['title', settings.title],
		['by', settings.creator],
		['licence', settings.licence],
		['prompt', settings.prompt],
		['size', widthPx === null || heightPx === null ? null : `${widthPx}×${heightPx} px`],
		['steps', settings.steps],
		['shown', run?.step === undefined ? null : `step ${run.step}`],
		['seed', settings.seed],
		['model', settings.model],
		['began from', settings.initialPicture === '' ? 'a picture' : settings.initialPicture],
		['left out', settings.leftOut.length === 0 ? null : settings.leftOut.join('; ')],
		['recipe', recipe === null ? null : hashRecipe(recipe)],
		['device', run?.device ?? null],
		['unusable', problem],
	];
	return all.flatMap(([name, value]) => (value === null ? [] : [[name, printable(String(value))] as const]));
}

/** Somebody's text on a terminal: no control characters, nor such as turn the direction of writing. */
function printable(text: string): string {
	return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/gu, '\ufffd');
}
