/**
 * @file Where pictures are searched by meaning: in the database where it has pgvector, and in memory where it has not or
 * while the index is being built. Nobody has to choose, and the log says what was chosen.
 */
import type { Store } from '@galatea/store/database';
import {
	areVectorsReady,
	buildVectorIndexes,
	type EmbeddingSpace,
	prepareVectors,
	type VectorSupport,
} from '@galatea/store/meaning';
import type { Logger } from 'pino';
import { DatabaseSearch } from './database-search.ts';
import { MemorySearch } from './memory-search.ts';
import type { PictureSearch } from './picture-search.ts';

/** One of an API process. */
export class PictureSearches {
	readonly #store: Store;
	readonly #logger: Logger;
	#support: VectorSupport = { reason: 'nobody has looked yet' };
	/** Of the space that was searched in last. */
	#last: { readonly spaceId: number; readonly search: PictureSearch } | null = null;
	#building: Promise<void> | null = null;
	readonly #closing = new AbortController();

	constructor(store: Store, logger: Logger) {
		this.#store = store;
		this.#logger = logger;
	}

	/** Looks what the database can do. Throws `DATABASE_UNAVAILABLE`. */
	async choose(): Promise<void> {
		this.#support = await prepareVectors(this.#store);
		if ('version' in this.#support)
			this.#logger.info({ pgvector: this.#support.version }, "search by meaning is the database's");
		else this.#logger.info({ reason: this.#support.reason }, 'search by meaning is in memory, and exact');
	}

	/** The search in a space. */
	async of(space: EmbeddingSpace): Promise<PictureSearch> {
		const last = this.#last?.spaceId === space.id ? this.#last.search : null;
		if (last instanceof DatabaseSearch) return last;
		const isReady = 'version' in this.#support && (await areVectorsReady(this.#store, space));
		if (!isReady && 'version' in this.#support) this.#building ??= this.#build(space);
		const search = isReady ? new DatabaseSearch(this.#store, space) : (last ?? new MemorySearch(this.#store, space));
		this.#last = { spaceId: space.id, search };
		return search;
	}

	/** Ends what is being built, which the next start begins anew. */
	close(): void {
		this.#closing.abort(new Error('closed'));
	}

	async #build(space: EmbeddingSpace): Promise<void> {
		try {
			if (await buildVectorIndexes(this.#store, space, this.#closing.signal))
				this.#logger.info({ perceptor: space.perceptor }, 'the index of meanings is built');
		} catch (error) {
			if (!this.#closing.signal.aborted)
				this.#logger.warn({ err: error }, 'the index of meanings was not built; the next search tries again');
		} finally {
			this.#building = null;
		}
	}
}
