/** @file Recipes, renders and artworks of a generated gallery: rows as the worker and the store would have left them. */
import { hashRecipe, newIdentifier, printRecipe, type Recipe } from '@galatea/render';
import { Rows } from './copy-rows.ts';
import type { Draw } from './draw.ts';
import type { GeneratedMember } from './people.ts';
import { drawWording } from './words.ts';

/** What is remembered of every artwork, so that later ones can be made from it. */
export interface GeneratedArtwork {
	readonly id: string;
	readonly title: string;
	readonly thumbhash: string;
	readonly imageKey: string;
	readonly publishedById: string;
	/** Whether everybody may see it at its address. */
	readonly isOpen: boolean;
	/** Microseconds since 1970. */
	readonly sortKey: number;
}

const visibilities = { PUBLIC: 88, UNLISTED: 5, FOLLOWERS: 3, MEMBERS: 2, PRIVATE: 2 };
const contentLevels = { EVERYONE: 92, SENSITIVE: 6, ADULTS: 2 };
const packs = { starter: 60, 'vqgan-imagenet-16384': 30, 'wikiart-16384': 10 };
/** Width and height in pixels. */
const sizes = { '256 256': 60, '512 512': 20, '384 256': 8, '256 384': 8, '640 384': 4 };
/** Of a hundred pictures, how many were made from another. */
const remixesOfHundred = 15;
/** Of two thousand, how many moderators have hidden. */
const hiddenOfTwoThousand = 1;
const renderSeconds = 90;

/** Rows of pictures; {@link PictureRows.tables} are copied in any order. */
export class PictureRows {
	readonly #draw: Draw;
	readonly #recipes = new Rows('Recipe', [
		...['hash', 'json', 'width', 'height', 'steps', 'seed', 'cutouts', 'packId', 'packHash', 'engineVersion'],
	]);
	readonly #terms = new Rows('PromptTerm', ['recipeHash', 'index', 'text', 'normalisedText', 'weight', 'stop']);
	readonly #renders = new Rows('Render', [
		...[
			'id',
			'state',
			'recipeHash',
			'requestedById',
			'visibility',
			'hidden',
			'contentLevel',
			'remixOfId',
			'attempt',
			'seq',
		],
		...['step', 'steps', 'loss', 'imageKey', 'imageThumbhash', 'imageWidth', 'imageHeight', 'thumbnailKey'],
		...['thumbnailWidth', 'thumbnailHeight', 'createdAt', 'startedAt', 'finishedAt'],
	]);
	readonly #artworks = new Rows('Artwork', [
		...['id', 'title', 'renderId', 'recipeHash', 'publishedById', 'visibility', 'licence', 'hidden', 'contentLevel'],
		...[
			'ownContentLevel',
			'step',
			'publishedAt',
			'sortKey',
			'trendKey',
			'imageKey',
			'imageThumbhash',
			'imageWidth',
			'imageHeight',
		],
		...['thumbnailKey', 'thumbnailWidth', 'thumbnailHeight'],
	]);
	readonly #tags = new Rows('ArtworkTag', ['artworkId', 'tag']);
	readonly #lineage = new Rows('Lineage', [
		...['id', 'childId', 'parentId', 'parentTitle', 'parentThumbhash', 'kind', 'createdBy', 'createdAt'],
	]);
	readonly #subjects = new Rows('Subject', ['id', 'kind']);
	readonly #files = new Rows('RenderFile', ['key', 'renderId']);
	readonly #ladders = new Rows('PictureLadder', ['imageKey', 'sortKey']);
	readonly tables = [
		...[
			this.#recipes,
			this.#terms,
			this.#renders,
			this.#artworks,
			this.#tags,
			this.#lineage,
			this.#subjects,
			this.#files,
			this.#ladders,
		],
	];

	constructor(draw: Draw) {
		this.#draw = draw;
	}

	/** An artwork of `artist`, perhaps made from one of `earlier`. */
	addArtwork(artist: GeneratedMember, publishedAt: Date, earlier: readonly GeneratedArtwork[]): GeneratedArtwork {
		const draw = this.#draw;
		const visibility = draw.weighted(visibilities);
		const contentLevel = draw.weighted(contentLevels);
		const hidden = draw.below(2_000) < hiddenOfTwoThousand;
		// What is new is remixed most.
		const parent =
			draw.below(100) < remixesOfHundred ? earlier[earlier.length - 1 - draw.fewFirst(earlier.length)] : undefined;
		const render = this.#addRender(artist, publishedAt, {
			visibility,
			hidden,
			contentLevel,
			parentId: parent?.id ?? null,
		});
		const { title, tags } = render.wording;
		const id = newIdentifier('artwork', publishedAt.getTime());
		const sortKey = Math.max(publishedAt.getTime() * 1_000 + draw.below(1_000), 1 + (parent?.sortKey ?? 0));
		const licence = draw.below(2) === 0 ? 'CC_BY' : null;
		this.#artworks.add(
			...[id, title, render.id, render.recipeHash, artist.id, visibility, licence, hidden, contentLevel, contentLevel],
			...[render.steps, publishedAt, sortKey, sortKey, ...render.picture],
		);
		this.#subjects.add(id, 'ARTWORK');
		for (const tag of tags) this.#tags.add(id, tag);
		if (parent) {
			const lineageId = newIdentifier('lineage', publishedAt.getTime());
			this.#lineage.add(lineageId, id, parent.id, parent.title, parent.thumbhash, 'REMIX', 'SERVER', publishedAt);
		}
		const isOpen = (visibility === 'PUBLIC' || visibility === 'UNLISTED') && !hidden && contentLevel !== 'ADULTS';
		const [imageKey, thumbhash] = render.picture;
		this.#ladders.add(imageKey, sortKey);
		return { id, title, thumbhash, imageKey, publishedById: artist.id, isOpen, sortKey };
	}

	/** A finished render that nobody has published yet; returns its id. */
	addRender(artist: GeneratedMember, finishedAt: Date): string {
		return this.#addRender(artist, finishedAt, {
			...{ visibility: 'PUBLIC', hidden: false, contentLevel: 'EVERYONE', parentId: null },
		}).id;
	}

	#addRender(
		artist: GeneratedMember,
		finishedAt: Date,
		shown: {
			readonly visibility: string;
			readonly hidden: boolean;
			readonly contentLevel: string;
			readonly parentId: string | null;
		},
	) {
		const draw = this.#draw;
		const wording = drawWording(draw);
		const { width, height, hash, steps } = this.#addRecipe(wording.terms);
		const id = newIdentifier('render', finishedAt.getTime() - renderSeconds * 1_000);
		const [imageKey, thumbnailKey] = [`${draw.hexadecimal(64)}.png`, `${draw.hexadecimal(64)}.webp`];
		const thumbhash = Buffer.from(draw.hexadecimal(48), 'hex').toString('base64');
		const shrink = Math.min(1, 512 / Math.max(width, height));
		const thumbnail = [thumbnailKey, Math.round(width * shrink), Math.round(height * shrink)] as const;
		const picture = [imageKey, thumbhash, width, height, ...thumbnail] as const;
		const startedAt = new Date(finishedAt.getTime() - renderSeconds * 1_000);
		this.#renders.add(
			...[id, 'DONE', hash, artist.id, shown.visibility, shown.hidden, shown.contentLevel, shown.parentId, 1, steps],
			...[steps, steps, 0.5 + 0.4 * draw.unit(), ...picture, startedAt, startedAt, finishedAt],
		);
		this.#subjects.add(id, 'RENDER');
		for (const key of [imageKey, thumbnailKey]) this.#files.add(key, id);
		return { id, wording, recipeHash: hash, steps, picture };
	}

	#addRecipe(terms: readonly string[]) {
		const draw = this.#draw;
		const [width = 0, height = 0] = draw.weighted(sizes).split(' ').map(Number);
		const pack = draw.weighted(packs);
		const steps = 100 + 50 * draw.below(9);
		const recipe: Recipe = {
			format: 1,
			engine: 1,
			pack: { id: pack, sha256: Buffer.from(pack).toString('hex').padEnd(64, '0').slice(0, 64) },
			prompts: terms.map((text, index) => ({ text, weight: index === 0 ? 1 : 0.5, stop: null })),
			width,
			height,
			steps,
			seed: String(draw.below(2 ** 31)),
			optimiser: { name: 'adam', learningRate: 0.15 },
			cutouts: { method: 'crops', count: 32, power: 1, noise: 0.1, augmentations: [] },
			initial: { kind: 'codes' },
		};
		const hash = hashRecipe(recipe);
		this.#recipes.add(
			...[
				hash,
				printRecipe(recipe),
				width,
				height,
				steps,
				recipe.seed,
				recipe.cutouts.count,
				pack,
				recipe.pack.sha256,
				1,
			],
		);
		for (const [index, { text, weight }] of recipe.prompts.entries())
			this.#terms.add(hash, index, text, text.normalize('NFKC').toLowerCase(), weight, null);
		return { width, height, steps, hash };
	}
}
