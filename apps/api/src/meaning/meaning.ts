/**
 * @file Search by meaning: what was searched with is looked at by a worker, then compared with every picture here. What
 * the viewer may not be shown is left out while a page is filled, so that a page is full as long as there is enough.
 */
import { RenderError } from '@galatea/render';
import {
	type ArtworkFilter,
	type ArtworkPage,
	currentEmbeddingSpace,
	type EmbeddingAnswer,
	type EmbeddingSpace,
	findEmbedding,
	listedPictures,
	listWorkers,
	onEmbedding,
	printCursor,
	readCursor,
	readEmbeddings,
	readListed,
	requestEmbedding,
	type SearchedWith,
	type Store,
	type Viewer,
} from '@galatea/store';
import { type FoundPicture, MeaningIndex } from './meaning-index.ts';

/**
 * How well something must fit to be found, in standard deviations and as a correlation: measured with the starter pack
 * (docs/decisions/0030).
 */
const textCut = 2.5;
const pictureCut = 0.5;

/** How long a worker may look at what somebody searches with. */
const answerWithinMs = 8_000;
/** Rows that are read from the database at once. */
const readAtOnce = 2_000;
/**
 * Pictures of which the database is asked at once whether they may be shown and what is wanted: at first, and the most
 * when of those before hardly any were.
 */
const shownAtFirst = 200;
const shownAtMost = 20_000;
const growth = 5;
/** Scores are whole numbers in cursors. */
const scoreScale = 1_000_000;
const list = 'LIKE';

/** What to find pictures like: a text; a picture of the gallery by its file; or what somebody brought, by its key. */
export type Sought = { readonly text: string } | { readonly imageKey: string } | { readonly key: string };

/** Which page of what was found, and what of it to leave out. */
export interface MeaningRequest {
	/** 1 to 100. */
	readonly first: number;
	readonly after: string | null;
	readonly filter: ArtworkFilter;
}

/** A page, or why there is none. */
export type MeaningResult =
	| { readonly kind: 'page'; readonly page: ArtworkPage }
	| { readonly kind: 'needsWorker' | 'notFound' }
	| { readonly kind: 'notUnderstood'; readonly problem: 'NO_KNOWN_WORD' | 'NOT_A_PICTURE' };

type Answered = { readonly found: readonly FoundPicture[] } | Exclude<MeaningResult, { readonly kind: 'page' }>;

/** One of an API process. Reads the pictures at the first search, and then what is new at each. */
export class Meaning {
	readonly #store: Store;
	readonly #waiting = new Set<(key: string | null) => void>();
	#index: { readonly space: EmbeddingSpace; readonly pictures: MeaningIndex; seq: string } | null = null;
	#reading: Promise<unknown> = Promise.resolve();
	#hangUp: (() => void) | null = null;

	constructor(store: Store) {
		this.#store = store;
	}

	/** Begins to hear of answers. Throws `DATABASE_UNAVAILABLE`. */
	async listen(): Promise<void> {
		this.#hangUp = await onEmbedding(this.#store, (key) => {
			for (const ring of this.#waiting) ring(key);
		});
	}

	close(): void {
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
	async search(sought: Sought, { first, after, filter }: MeaningRequest, viewer: Viewer): Promise<MeaningResult> {
		const from = after === null ? null : readCursor(list, after);
		const answered = await this.#find(sought);
		if ('kind' in answered) return answered;
		const own = 'imageKey' in sought ? sought.imageKey : null;
		const all = answered.found.filter(({ imageKey }) => imageKey !== own);
		return { kind: 'page', page: await this.#page(all, { first, from, filter }, viewer) };
	}

	async #find(sought: Sought): Promise<Answered> {
		const space = await currentEmbeddingSpace(this.#store);
		if (!space) return { kind: 'needsWorker' };
		const pictures = await this.#upToDate(space);
		if ('imageKey' in sought) {
			const profile = pictures.profileOf(sought.imageKey);
			return profile ? { found: await pictures.byPicture(profile, pictureCut) } : { kind: 'needsWorker' };
		}
		const answer = await this.#ask(space, sought);
		if (answer === undefined) return { kind: 'notFound' };
		if (answer === null) return { kind: 'needsWorker' };
		if ('problem' in answer) {
			const { problem } = answer;
			return problem === 'FAILED' ? { kind: 'needsWorker' } : { kind: 'notUnderstood', problem };
		}
		const { vector } = answer;
		return {
			found: 'text' in sought ? await pictures.byText(vector, textCut) : await pictures.byPicture(vector, pictureCut),
		};
	}

	/** Null when no worker answers in time, `undefined` when nobody has brought what is sought. */
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

	/** The pictures of the space with all that was looked at until now. Readings come one after the other. */
	#upToDate(space: EmbeddingSpace): Promise<MeaningIndex> {
		const read = async (): Promise<MeaningIndex> => {
			if (this.#index?.space.id !== space.id) this.#index = { space, pictures: new MeaningIndex(space), seq: '0' };
			const index = this.#index;
			for (;;) {
				const rows = await readEmbeddings(this.#store, space, index.seq, readAtOnce);
				index.pictures.add(rows);
				index.seq = rows.at(-1)?.seq ?? index.seq;
				if (rows.length < readAtOnce) return index.pictures;
			}
		};
		const next = this.#reading.then(read, read);
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #page(
		found: readonly FoundPicture[],
		{
			first,
			from: after,
			filter,
		}: { readonly first: number; readonly from: ReturnType<typeof readCursor> | null; readonly filter: ArtworkFilter },
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
			cursor: printCursor(list, { key: String(scoreOf(artwork.image.key)), id: artwork.id }),
			artwork,
		}));
		return { edges, hasNextPage: shown.length > first };
	}
}

/** Whether an error says that too many searches wait. */
export function isTooBusy(error: unknown): boolean {
	return error instanceof RenderError && error.code === 'SEARCH_NEEDS_WORKER';
}
