/**
 * @file Search in memory, exact: every picture is compared, and then the database is asked in the order of what was found,
 * until a page is full, which of them may be shown and are wanted.
 */
import type { Viewer } from '@galatea/store/access';
import type { ArtworkPage } from '@galatea/store/artworks';
import { printCursor, readCursor, type Store } from '@galatea/store/database';
import {
	type EmbeddingSpace,
	listedPictures,
	readEmbeddings,
	readListed,
	type SoughtVector,
	scoreScale,
} from '@galatea/store/meaning';
import { type FoundPicture, MeaningIndex } from './meaning-index.ts';
import { listName, type MeaningRequest, type PictureSearch } from './picture-search.ts';

/** Rows that are read from the database at once. */
const readAtOnce = 2_000;
/**
 * Pictures of which the database is asked at once whether they may be shown and are wanted: at first, and the most when of
 * those before hardly any were.
 */
const shownAtFirst = 200;
const shownAtMost = 20_000;
const growth = 5;

/** Reads the pictures at the first search, and then what is new at each. */
export class MemorySearch implements PictureSearch {
	readonly #store: Store;
	readonly #space: EmbeddingSpace;
	readonly #pictures: MeaningIndex;
	#seq = '0';
	#reading: Promise<unknown> = Promise.resolve();

	constructor(store: Store, space: EmbeddingSpace) {
		this.#store = store;
		this.#space = space;
		this.#pictures = new MeaningIndex(space);
	}

	async profileOf(imageKey: string): Promise<Float32Array | null> {
		return (await this.#upToDate()).profileOf(imageKey);
	}

	async page({ of, vector, cut, except }: SoughtVector, request: MeaningRequest, viewer: Viewer): Promise<ArtworkPage> {
		const from = request.after === null ? null : readCursor(listName, request.after);
		const pictures = await this.#upToDate();
		const all = await (of === 'text' ? pictures.byText(vector, cut) : pictures.byPicture(vector, cut));
		return this.#page(
			all.filter(({ imageKey }) => imageKey !== except),
			from,
			request,
			viewer,
		);
	}

	/** Readings come one after the other. */
	#upToDate(): Promise<MeaningIndex> {
		const read = async (): Promise<MeaningIndex> => {
			for (;;) {
				const rows = await readEmbeddings(this.#store, this.#space, this.#seq, readAtOnce);
				this.#pictures.add(rows);
				this.#seq = rows.at(-1)?.seq ?? this.#seq;
				if (rows.length < readAtOnce) return this.#pictures;
			}
		};
		const next = this.#reading.then(read, read);
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #page(
		found: readonly FoundPicture[],
		after: ReturnType<typeof readCursor> | null,
		{ first, filter }: MeaningRequest,
		viewer: Viewer,
	): Promise<ArtworkPage> {
		const scores = new Map(found.map(({ imageKey, score }) => [imageKey, Math.round(score * scoreScale)]));
		const scoreOf = (imageKey: string): number => scores.get(imageKey) ?? 0;
		const start = after === null ? 0 : found.findIndex(({ imageKey }) => scoreOf(imageKey) <= Number(after.key));
		const shown: { readonly id: string; readonly imageKey: string }[] = [];
		// Among equals the page begins behind the cursor's own; should that have gone, behind all of them.
		let isPast = after === null;
		let atOnce = shownAtFirst;
		for (let at = start; at >= 0 && at < found.length && shown.length <= first; ) {
			const keys = found.slice(at, at + atOnce).map(({ imageKey }) => imageKey);
			for (const each of await listedPictures(this.#store, keys, filter, viewer)) {
				if (isPast || scoreOf(each.imageKey) < Number(after?.key)) shown.push(each);
				isPast ||= each.id === after?.id;
			}
			at += keys.length;
			atOnce = Math.min(growth * atOnce, shownAtMost);
		}
		const listed = shown.slice(0, first);
		const artworks = await readListed(this.#store, listed, viewer);
		const edges = artworks.map((artwork) => ({
			cursor: printCursor(listName, { key: String(scoreOf(artwork.image.key)), id: artwork.id }),
			artwork,
		}));
		return { edges, hasNextPage: shown.length > first };
	}
}
