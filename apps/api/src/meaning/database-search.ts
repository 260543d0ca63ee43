/** @file Search in the database, by the index of pgvector: takes no memory of the API, and about as long in any gallery. */
import type { Viewer } from '@galatea/store/access';
import type { ArtworkPage } from '@galatea/store/artworks';
import { printCursor, readCursor, type Store } from '@galatea/store/database';
import {
	copyVectors,
	type EmbeddingSpace,
	readListed,
	readProfile,
	type SoughtVector,
	searchVectors,
} from '@galatea/store/meaning';
import { listName, type MeaningRequest, type PictureSearch } from './picture-search.ts';

/** For a space whose indexes are built. */
export class DatabaseSearch implements PictureSearch {
	readonly #store: Store;
	readonly #space: EmbeddingSpace;

	constructor(store: Store, space: EmbeddingSpace) {
		this.#store = store;
		this.#space = space;
	}

	profileOf(imageKey: string): Promise<Float32Array | null> {
		return readProfile(this.#store, this.#space, imageKey);
	}

	async page(sought: SoughtVector, { first, after, filter }: MeaningRequest, viewer: Viewer): Promise<ArtworkPage> {
		const from = after === null ? null : readCursor(listName, after);
		await copyVectors(this.#store, this.#space);
		const page = { count: first + 1, after: from, filter };
		const found = await searchVectors(this.#store, this.#space, sought, page, viewer);
		const artworks = await readListed(this.#store, found.slice(0, first), viewer);
		const keys = new Map(found.map(({ id, key }) => [id, key]));
		const edges = artworks.map((artwork) => ({
			cursor: printCursor(listName, { key: keys.get(artwork.id) ?? '0', id: artwork.id }),
			artwork,
		}));
		return { edges, hasNextPage: found.length > first };
	}
}
