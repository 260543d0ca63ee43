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
import { isOpenToAll, nobody } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { type Artwork, findEncodedCopy, getArtworks, saveEncodedCopy } from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import { findPicture, readBlob, type StoredFile } from '@galatea/store/files';
import { videosOf } from '@galatea/store/renders';
import type { Request, RequestHandler, Response } from 'express';
import type { Person } from '../person.ts';
import { type EncodingServices, encodeFor } from './encode-for.ts';
import { fileName } from './file-name.ts';
import { findFileFor } from './files.ts';
import { answeredAsKnown, bytesAsFile, fileHeaders, sendContent } from './send-content.ts';
import { type FileServices, personOf, viewerOf } from './viewer.ts';

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
/** Changes with everything that changes the file besides what it says. */
const copyVersion = 1;

interface DownloadServices extends FileServices, EncodingServices {}

/** Serves `GET /downloads/:name`. What is no artwork that the caller may see, or no format, is 404; a broken storage is a failure. */
export function serveDownloads(services: DownloadServices): RequestHandler<{ name: string }> {
	const { store } = services;
	const copies = new Copies(store);
	return async (request, response) => {
		const wanted = readName(request.params.name);
		const person = personOf(request, services);
		const viewer = await viewerOf(person);
		const [artwork] = wanted ? await getArtworks(store, [wanted.id], viewer) : [];
		if (!wanted || !artwork) return refuse(response);
		if ('film' in wanted) return sendFilm(request, response, store, person, artwork, wanted.film);
		const { format } = wanted;
		const described = await describe(store, artwork);
		const digest = digestOf(described, format);
		const headers = { 'Cache-Control': cachingOf(await isOpen(store, described, format)), ETag: `"${digest}"` };
		response.set({ ...fileHeaders, ...headers });
		if (answeredAsKnown(request, response)) return;
		const file =
			(await copies.find(artwork.id, digest)) ??
			(await encodeFor(request, response, services, person, () => copies.make(described, format, digest)));
		if (!file) return refuse(response);
		response.attachment(`${fileName(artwork.title)}.${format}`);
		await sendContent(request, response, file, headers);
	};
}

/** The film of an artwork's making under its title; otherwise as `/files` has it. */
async function sendFilm(
	request: Request<{ name: string }>,
	response: Response,
	store: Store,
	person: Person,
	{ title, renderId }: Artwork,
	format: FilmFormat,
): Promise<void> {
	const [video] = await videosOf(store, [renderId]);
	const key = format === 'mp4' ? video?.mp4Key : video?.webpKey;
	const found = key == null ? null : await findFileFor(person, store, key);
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

/** An artwork and what its files say of it. */
interface Described {
	readonly artwork: Artwork;
	readonly metadata: PictureMetadata;
}

async function describe(store: Store, artwork: Artwork): Promise<Described> {
	const { recipe, title, licence, publishedById } = artwork;
	const [publisher] = await getUsers(store, [publishedById]);
	const metadata = {
		// What the caller may not know the file does not tell.
		recipe: recipe && printRecipe(recipe),
		description: recipe && recipePrompt(recipe),
		title,
		creator: publisher?.displayName ?? null,
		licence: licence && licenceText(licence),
	} satisfies PictureMetadata;
	return { artwork, metadata };
}

/** Of all that is in a file; what the run was comes with the picture, where the recipe does. */
function digestOf({ artwork, metadata }: Described, format: Format): string {
	const told = JSON.stringify([copyVersion, artwork.image.key, format, metadata]);
	return createHash('sha256').update(told).digest('hex').slice(0, 32);
}

/** Whether nobody in particular gets the same file: not of a private artwork, nor where its person alone is told the recipe. */
async function isOpen(store: Store, { artwork, metadata }: Described, format: Format): Promise<boolean> {
	if (!isOpenToAll(artwork)) return false;
	const [open] = await getArtworks(store, [artwork.id], nobody);
	if (!open) return false;
	const { recipe } = open;
	const told = { ...metadata, recipe: recipe && printRecipe(recipe), description: recipe && recipePrompt(recipe) };
	return digestOf({ artwork: open, metadata: told }, format) === digestOf({ artwork, metadata }, format);
}

/** Encoded copies: kept by the store, and encoded once where several ask at the same time. */
class Copies {
	readonly #store: Store;
	readonly #underWay = new Map<string, Promise<StoredFile | null>>();

	constructor(store: Store) {
		this.#store = store;
	}

	/** A copy that is kept; null when there is none. */
	async find(artworkId: string, digest: string): Promise<StoredFile | null> {
		const key = await findEncodedCopy(this.#store, { artworkId, digest });
		return key === null ? null : findPicture(this.#store, key);
	}

	/** Makes a copy, unless that was done meanwhile; null when the picture has gone. */
	make(described: Described, format: Format, digest: string): Promise<StoredFile | null> {
		const name = described.artwork.id + digest;
		const making = this.#underWay.get(name) ?? this.#make(described, format, digest);
		this.#underWay.set(name, making);
		return making.finally(() => this.#underWay.delete(name));
	}

	async #make({ artwork, metadata }: Described, format: Format, digest: string): Promise<StoredFile | null> {
		const kept = await this.find(artwork.id, digest);
		const png = kept ? null : await readBlob(this.#store, artwork.image.key);
		if (!png) return kept;
		// The run's trace would let those check what they guess who may not know the recipe.
		const run = metadata.recipe === null ? null : readEmbeddedRun(png);
		const bytes = await encode(png, { ...metadata, run }, format);
		// The pixels of a PNG are the original's: there is nothing to be kept that took long.
		if (format !== 'png') await saveEncodedCopy(this.#store, { artworkId: artwork.id, digest }, bytes, format);
		return bytesAsFile(bytes, mimeTypes[format]);
	}
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
