/**
 * @file Search by meaning: what was searched with is looked at by a worker, then compared with the pictures
 * (picture-searches.ts).
 */
import { RenderError } from '@galatea/render';
import type { Viewer } from '@galatea/store/access';
import type { ArtworkPage } from '@galatea/store/artworks';
import { onEmbedding, type Store } from '@galatea/store/database';
import {
	currentEmbeddingSpace,
	type EmbeddingAnswer,
	type EmbeddingSpace,
	findEmbedding,
	requestEmbedding,
	type SearchedWith,
	type SoughtVector,
} from '@galatea/store/meaning';
import { listWorkers } from '@galatea/store/renders';
import type { Logger } from 'pino';
import type { MeaningRequest, PictureSearch } from './picture-search.ts';
import { PictureSearches } from './picture-searches.ts';

/**
 * How well something must fit to be found, in standard deviations and as a correlation: measured with the starter pack
 * (docs/decisions/0030).
 */
const textCut = 2.5;
const pictureCut = 0.5;

/** How long a worker may look at what somebody searches with. */
const answerWithinMs = 8_000;
/** What to find pictures like: a text; a picture of the gallery by its file; or what somebody uploaded, by its key. */
export type Sought = { readonly text: string } | { readonly imageKey: string } | { readonly key: string };

/** A page, or why there is none. */
export type MeaningResult =
	| { readonly kind: 'page'; readonly page: ArtworkPage }
	| { readonly kind: 'needsWorker' | 'notFound' }
	| { readonly kind: 'notUnderstood'; readonly problem: 'NO_KNOWN_WORD' | 'NOT_A_PICTURE' };

type Answered = { readonly vector: Float32Array } | Exclude<MeaningResult, { readonly kind: 'page' }>;

/** One of an API process. */
export class Meaning {
	readonly #store: Store;
	readonly #waiting = new Set<(key: string | null) => void>();
	readonly #searches: PictureSearches;
	#hangUp: (() => void) | null = null;

	constructor(store: Store, logger: Logger) {
		this.#store = store;
		this.#searches = new PictureSearches(store, logger);
	}

	/** Chooses where to search, and begins to hear of answers. Throws `DATABASE_UNAVAILABLE`. */
	async listen(): Promise<void> {
		await this.#searches.choose();
		this.#hangUp = await onEmbedding(this.#store, (key) => {
			for (const ring of this.#waiting) ring(key);
		});
	}

	close(): void {
		this.#searches.close();
		this.#hangUp?.();
		for (const ring of this.#waiting) ring(null);
	}

	/**
	 * Keeps a picture that somebody searches with for a day; returns the key by which it is sought, null while no worker
	 * has ever looked at anything here. Throws `SEARCH_NEEDS_WORKER` while too many wait.
	 */
	async keep(picture: Uint8Array): Promise<string | null> {
		const space = await currentEmbeddingSpace(this.#store);
		return space && requestEmbedding(this.#store, space.id, { picture });
	}

	/**
	 * A page of listed artworks that the filter keeps, best first. It is full as long as there are enough, however many are
	 * left out. Throws {@link CursorError}, and
	 * `SEARCH_NEEDS_WORKER` while too many wait.
	 */
	async search(sought: Sought, request: MeaningRequest, viewer: Viewer): Promise<MeaningResult> {
		const space = await currentEmbeddingSpace(this.#store);
		if (!space) return { kind: 'needsWorker' };
		const search = await this.#searches.of(space);
		const answered = await this.#vectorOf(sought, space, search);
		if ('kind' in answered) return answered;
		const { vector } = answered;
		const what: SoughtVector =
			'text' in sought
				? { of: 'text', vector, cut: textCut, except: null }
				: { of: 'picture', vector, cut: pictureCut, except: 'imageKey' in sought ? sought.imageKey : null };
		return { kind: 'page', page: await search.page(what, request, viewer) };
	}

	async #vectorOf(sought: Sought, space: EmbeddingSpace, search: PictureSearch): Promise<Answered> {
		if ('imageKey' in sought) {
			const vector = await search.profileOf(sought.imageKey);
			return vector ? { vector } : { kind: 'needsWorker' };
		}
		const answer = await this.#ask(space, sought);
		if (answer === undefined) return { kind: 'notFound' };
		if (answer === null) return { kind: 'needsWorker' };
		if ('vector' in answer) return answer;
		const { problem } = answer;
		return problem === 'FAILED' ? { kind: 'needsWorker' } : { kind: 'notUnderstood', problem };
	}

	/** Null when no worker answers in time, `undefined` when nobody has uploaded what is sought. */
	async #ask(
		space: EmbeddingSpace,
		sought: SearchedWith | { readonly key: string },
	): Promise<EmbeddingAnswer | null | undefined> {
		const key = 'key' in sought ? sought.key : await requestEmbedding(this.#store, space.id, sought);
		const look = () => findEmbedding(this.#store, space, key);
		const isWaiting = (answer: EmbeddingAnswer | null | undefined): answer is null => answer === null;
		let answer = await look();
		if (!isWaiting(answer)) return answer;
		if ((await listWorkers(this.#store)).length === 0) return null;
		const until = performance.now() + answerWithinMs;
		while (isWaiting(answer) && performance.now() < until) {
			const rung = this.#ring(key, until - performance.now());
			// It may have been answered before anybody listened.
			answer = await look();
			if (!isWaiting(answer)) break;
			await rung;
			answer = await look();
		}
		return answer;
	}

	/** Resolves when that key was answered, when anything may have been, or after so long. */
	#ring(key: string, withinMs: number): Promise<void> {
		return new Promise((resolve) => {
			const done = (): void => {
				clearTimeout(timer);
				this.#waiting.delete(ring);
				resolve();
			};
			const ring = (rung: string | null): void => {
				if (rung === null || rung === key) done();
			};
			const timer = setTimeout(done, withinMs);
			this.#waiting.add(ring);
		});
	}
}

/** Whether an error says that too many searches wait. */
export function isTooBusy(error: unknown): boolean {
	return error instanceof RenderError && error.code === 'SEARCH_NEEDS_WORKER';
}
