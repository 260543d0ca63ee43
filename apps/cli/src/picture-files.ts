/** @file Picture files that the command line names: read, named by their content, and decoded for a recipe. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Picture } from '@galatea/optimiser';
import { decodePicture, decodePictureWithin } from '@galatea/pictures';
import { forkOf, type PromptTerm, type Recipe, recipeMasks, rootOf } from '@galatea/render';
import type { RenderOptions } from './render-options.ts';
import { UsageError } from './usage-error.ts';

interface PictureFile {
	/** How it was asked for: the option and the name of the file. */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** By SHA-256, as recipes name them. */
export type PictureFiles = ReadonlyMap<string, PictureFile>;

/** The pictures of a recipe that is still to be made. */
export interface RenderPictures {
	readonly files: PictureFiles;
	/** SHA-256 of the picture to begin from. */
	readonly initial: string | null;
	readonly prompts: readonly ({ readonly sha256: string } & Omit<PromptTerm, 'text'>)[];
	/** Of terms of the prompt, by their index. */
	readonly masks: readonly { readonly term: number; readonly sha256: string }[];
}

/** Reads all files that the options name. Throws {@link UsageError} for one that cannot be read. */
export async function readRenderPictures(options: RenderOptions): Promise<RenderPictures> {
	const { initFile, imagePromptFiles, maskFiles } = options;
	const files = new Map<string, PictureFile>();
	const initial = initFile === null ? null : await readInto(files, '--init', initFile);
	const prompts: RenderPictures['prompts'][number][] = [];
	for (const { file, ...term } of imagePromptFiles)
		prompts.push({ sha256: await readInto(files, '--image-prompts', file), ...term });
	const masks: RenderPictures['masks'][number][] = [];
	for (const { term, file } of maskFiles) masks.push({ term, sha256: await readInto(files, '--mask', file) });
	return { files, initial, prompts, masks };
}

async function readInto(files: Map<string, PictureFile>, option: string, file: string): Promise<string> {
	const name = `${option} ${file}`;
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${name} cannot be read: ${error.message}`);
	});
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	files.set(sha256, { name, bytes });
	return sha256;
}

/** What a command that renders a recipe again is told of the pictures that it names. */
export interface NamedPictures {
	readonly initFile: string | null;
	/** Of its image prompts and masks, in any order. */
	readonly pictureFiles: readonly string[];
}

/** The files that a recipe, and those that it goes on from, name. Throws {@link UsageError} for one that is missing. */
export async function findPictureFiles(recipe: Recipe, named: NamedPictures): Promise<PictureFiles> {
	const files = new Map<string, PictureFile>();
	for (const file of named.pictureFiles) await readInto(files, '--picture', file);
	for (let each: Recipe | null = recipe; each !== null; each = forkOf(each)?.recipe ?? null) {
		if (each.initial.kind === 'image') await checkInitial(each.initial.sha256, named.initFile, files);
		for (const { sha256 } of [...(each.imagePrompts ?? []), ...recipeMasks(each)])
			if (!files.has(sha256))
				throw new UsageError(
					`The recipe has a picture or a mask in its prompt (SHA-256 ${sha256}): name its file with --picture.`,
				);
	}
	return files;
}

async function checkInitial(wanted: string, file: string | null, files: Map<string, PictureFile>): Promise<void> {
	if (file === null)
		throw new UsageError(`The recipe begins from a picture (SHA-256 ${wanted}): name its file with --init.`);
	const sha256 = await readInto(files, '--init', file);
	if (sha256 === wanted) return;
	throw new UsageError(`--init ${file} is another picture: the recipe names SHA-256 ${wanted}, this is ${sha256}.`);
}

/** The pictures of a recipe at the sizes in which it takes them; maps are by SHA-256. */
interface DecodedPictures {
	readonly initialPicture: Picture | null;
	readonly promptPictures: ReadonlyMap<string, Picture>;
	readonly maskPictures: ReadonlyMap<string, Picture>;
}

/** As the optimiser wants them. Throws {@link UsageError} for a file that is no picture. */
export async function decodePictureFiles(files: PictureFiles, recipe: Recipe): Promise<DecodedPictures> {
	const { width, height, imagePrompts = [] } = recipe;
	const { initial } = rootOf(recipe);
	const promptPictures = new Map<string, Picture>();
	for (const { sha256 } of imagePrompts) {
		const file = files.get(sha256);
		if (file !== undefined)
			promptPictures.set(sha256, await decoded(file, decodePictureWithin(file.bytes, width * height)));
	}
	const maskPictures = new Map<string, Picture>();
	for (const { sha256 } of recipeMasks(recipe)) {
		const file = files.get(sha256);
		if (file !== undefined) maskPictures.set(sha256, await decoded(file, decodePicture(file.bytes, width, height)));
	}
	const file = initial.kind === 'image' ? files.get(initial.sha256) : undefined;
	if (initial.kind !== 'image' || file === undefined) return { initialPicture: null, promptPictures, maskPictures };
	return {
		initialPicture: await decoded(file, decodePicture(file.bytes, width, height, initial.fit)),
		promptPictures,
		maskPictures,
	};
}

async function decoded({ name }: PictureFile, decoding: ReturnType<typeof decodePicture>): Promise<Picture> {
	const { width, height, data } = await decoding.catch((error: Error) => {
		throw new UsageError(`${name}: ${error.message}`);
	});
	return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}
