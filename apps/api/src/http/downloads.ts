/**
 * @file An artwork as a file to keep: `GET /downloads/<artwork id>.<format>`. Unlike the stored picture it also says
 * the title and whose it is, which is known only since it was published. The film of its making is `<artwork id>.film.<format>`.
 */
import { createHash } from 'node:crypto';
import {
	copyFormats,
	type EncodedPicture,
	encodeCopy,
	readEmbeddedRun,
	readPicture,
	relabelOriginal,
} from '@galatea/pictures';
import { isIdentifier, licenceText, printRecipe, recipePrompt } from '@galatea/render';
import type { PictureMetadata } from '@galatea/render/metadata';
import { isOpenToAll } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { type Artwork, getArtworks } from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import { videosOf } from '@galatea/store/renders';
import type { Request, RequestHandler, Response } from 'express';
import pLimit from 'p-limit';
import { findFileFor } from './files.ts';
import { answeredAsKnown, bytesAsFile, fileHeaders, sendContent } from './send-content.ts';
import { type FileServices, viewerOf } from './viewer.ts';

const formats = ['png', ...copyFormats] as const;
type Format = (typeof formats)[number];
const filmFormats = ['mp4', 'webp'] as const;
type FilmFormat = (typeof filmFormats)[number];

const mimeTypes: Readonly<Record<Format, string>> = {
	png: 'image/png',
	webp: 'image/webp',
	jpg: 'image/jpeg',
	avif: 'image/avif',
};

/** Of the lossy formats; a file to keep is worth its bytes. */
const quality = 90;
/** Pictures that are encoded at the same time: each takes a core, and some fifty megabytes at 2,048 px. */
const encodings = 2;

/** Serves `GET /downloads/:name`. What is no artwork that the caller may see, or no format, is 404; a broken storage is a failure. */
export function serveDownloads(services: FileServices): RequestHandler<{ name: string }> {
	const { store } = services;
	const turns = pLimit(encodings);
	return async (request, response) => {
		const wanted = readName(request.params.name);
		const [artwork] = wanted ? await getArtworks(store, [wanted.id], await viewerOf(request, services)) : [];
		if (wanted && artwork && 'film' in wanted) return sendFilm(request, response, services, artwork, wanted.film);
		const png = artwork && (await readBlob(store, artwork.image.key));
		if (!wanted || !('format' in wanted) || !artwork || !png) return refuse(response);
		const { format } = wanted;
		const metadata = await describe(store, artwork, png);
		const tag = createHash('sha256')
			.update(JSON.stringify([artwork.image.key, format, metadata]))
			.digest('hex');
		const headers = { 'Cache-Control': cachingOf(isOpenToAll(artwork)), ETag: `"${tag.slice(0, 32)}"` };
		response.set({ ...fileHeaders, ...headers });
		if (answeredAsKnown(request, response)) return;
		const bytes = await turns(() => encode(png, metadata, format));
		response.attachment(`${fileName(artwork.title)}.${format}`);
		await sendContent(request, response, bytesAsFile(bytes, mimeTypes[format]), headers);
	};
}

/** The film of an artwork's making under its title; otherwise as `/files` has it. */
async function sendFilm(
	request: Request<{ name: string }>,
	response: Response,
	services: FileServices,
	{ title, renderId }: Artwork,
	format: FilmFormat,
): Promise<void> {
	const [video] = await videosOf(services.store, [renderId]);
	const key = format === 'mp4' ? video?.mp4Key : video?.webpKey;
	const found = key == null ? null : await findFileFor(request, services, key);
	if (!found) return refuse(response);
	const { file, tag, open, access } = found;
	response.attachment(`${fileName(title)}.${format}`);
	await sendContent(request, response, file, { 'Cache-Control': cachingOf(open === access), ETag: `"${tag}"` });
}

function refuse(response: Response): void {
	response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such file.' });
}

// A name that its owner changes is another file under the same address: ask each time. What stands between may keep what
// everybody may have.
function cachingOf(isOpen: boolean): string {
	return isOpen ? 'no-cache' : 'private, no-cache';
}

type Wanted = { readonly id: string } & ({ readonly format: Format } | { readonly film: FilmFormat });

function readName(name: string): Wanted | null {
	const [, id = '', film, extension] = /^([^.]+)(\.film)?\.([a-z0-9]+)$/.exec(name) ?? [];
	if (!isIdentifier('artwork', id)) return null;
	const asFilm = filmFormats.find((each) => each === extension);
	if (film !== undefined) return asFilm === undefined ? null : { id, film: asFilm };
	const format = formats.find((each) => each === extension);
	return format === undefined ? null : { id, format };
}

async function describe(store: Store, { recipe, title, licence, publishedById }: Artwork, png: Uint8Array) {
	const [publisher] = await getUsers(store, [publishedById]);
	return {
		// What the caller may not know the file does not tell: the run's trace would let them check what they guess.
		recipe: recipe && printRecipe(recipe),
		description: recipe && recipePrompt(recipe),
		run: recipe && readEmbeddedRun(png),
		title,
		creator: publisher?.displayName ?? null,
		licence: licence && licenceText(licence),
	} satisfies PictureMetadata;
}

async function encode(png: Uint8Array, metadata: PictureMetadata, format: Format): Promise<Uint8Array> {
	if (format === 'png') return relabelOriginal(png, metadata);
	const copy = (run: string | null): Promise<EncodedPicture> =>
		readPicture(png).then((picture) => encodeCopy(picture, { ...metadata, run }, { format, quality }));
	// A JPEG may have no room for the run, whereas it nearly always has for the recipe.
	const { bytes } = await copy(metadata.run ?? null).catch((error: unknown) => {
		if (error instanceof RangeError && metadata.run) return copy(null);
		throw error;
	});
	return bytes;
}

/** A title as a file name that every system takes. */
function fileName(title: string): string {
	const plain = title
		.normalize('NFKC')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return plain.slice(0, 80).toLowerCase() || 'galatea';
}
