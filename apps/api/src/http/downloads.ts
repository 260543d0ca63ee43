/**
 * @file An artwork as a file to keep: `GET /downloads/<artwork id>.<format>`. Unlike the stored picture it also says
 * the title and whose it is, which is known only since it was published.
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
import { type Artwork, getArtworks, getUsers, isOpenToAll, readBlob, type Store } from '@galatea/store';
import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { type FileServices, viewerOf } from './viewer.ts';

const formats = ['png', ...copyFormats] as const;
type Format = (typeof formats)[number];

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

/** Serves `GET /downloads/:name`. What is no artwork that the caller may see, or no format, is 404; a broken storage goes to `next`. */
export function serveDownloads(services: FileServices): RequestHandler<{ name: string }> {
	const { store } = services;
	const turns = pLimit(encodings);
	return async (request, response) => {
		const wanted = readName(request.params.name);
		const [artwork] = wanted ? await getArtworks(store, [wanted.id], await viewerOf(request, services)) : [];
		const png = artwork && (await readBlob(store, artwork.image.key));
		if (!wanted || !artwork || !png) {
			response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such file.' });
			return;
		}
		const { format } = wanted;
		const metadata = await describe(store, artwork, png);
		const tag = createHash('sha256')
			.update(JSON.stringify([artwork.image.key, format, metadata]))
			.digest('hex');
		response.set({
			// A name that its owner changes is another file under the same address: ask each time. What stands between may
			// keep what everybody may see.
			'Cache-Control': isOpenToAll(artwork) ? 'no-cache' : 'private, no-cache',
			ETag: `"${tag.slice(0, 32)}"`,
			'X-Content-Type-Options': 'nosniff',
			'Content-Security-Policy': "default-src 'none'; sandbox",
		});
		if (request.fresh) {
			response.status(304).end();
			return;
		}
		const bytes = await turns(() => encode(png, metadata, format));
		response
			.attachment(`${fileName(artwork.title)}.${format}`)
			.type(mimeTypes[format])
			.send(Buffer.from(bytes));
	};
}

function readName(name: string): { readonly id: string; readonly format: Format } | null {
	const [id = '', extension, ...rest] = name.split('.');
	const format = formats.find((each) => each === extension);
	return format === undefined || rest.length > 0 || !isIdentifier('artwork', id) ? null : { id, format };
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
