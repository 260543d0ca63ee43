/**
 * @file Who watches through this process, and what all processes together say of who watches. A browser counts from its first page
 * that watches a render to some seconds after its last one, so that a socket that breaks and comes back changes nothing. While
 * nobody watches through this process it asks the database nothing.
 */
import { randomUUID } from 'node:crypto';
import { type Audience, audienceOf, endWatchers, keepWatchers, type Watcher } from '@galatea/store/accounts';
import { onWatcher, type Store } from '@galatea/store/database';
import type { Logger } from 'pino';

/** How long a browser still counts after its last page went. */
const defaultGraceMs = 5_000;
/** The database is told so often who is still there; a third of the time after which it would forget them. */
const defaultKeepEveryMs = 20_000;
/** Shortest time between two counts of one render. */
const countEveryMs = 1_000;
/** Browsers of one network that are kept for one render; of more than these nothing is told to the database. */
const maximumOfNetwork = 64;

export interface AudienceOptions {
	readonly graceMs?: number;
	readonly keepEveryMs?: number;
}

interface Browser {
	watcher: Watcher;
	pages: number;
	/** Runs after its last page went. */
	grace: NodeJS.Timeout | null;
}

interface Watched {
	readonly browsers: Map<string, Browser>;
	/** Who is told how many watch. */
	readonly listeners: Set<(audience: Audience) => void>;
	counting: NodeJS.Timeout | null;
	countedAt: number;
}

/** One of an API process. */
export class Audiences {
	readonly #store: Store;
	readonly #logger: Logger;
	readonly #graceMs: number;
	readonly #keepEveryMs: number;
	readonly #processId = randomUUID();
	readonly #watched = new Map<string, Watched>();
	/** What the database is to be told next. */
	#coming: Browser[] = [];
	#going: Watcher[] = [];
	#telling: Promise<void> | null = null;
	#keeping: NodeJS.Timeout | null = null;
	#hangUp: (() => void) | null = null;
	#closed = false;

	constructor(store: Store, logger: Logger, options: AudienceOptions = {}) {
		this.#store = store;
		this.#logger = logger;
		this.#graceMs = options.graceMs ?? defaultGraceMs;
		this.#keepEveryMs = options.keepEveryMs ?? defaultKeepEveryMs;
	}

	/** Begins to hear of those who watch through other processes. Rejects when the database cannot be reached. */
	async listen(): Promise<void> {
		this.#hangUp = await onWatcher(this.#store, (renderId) => {
			const rung = renderId === null ? [...this.#watched.keys()] : [renderId];
			for (const id of rung) this.#countSoon(id);
		});
	}

	/** Browsers that watch through this process, for tests. */
	get size(): number {
		return [...this.#watched.values()].reduce((sum, { browsers }) => sum + browsers.size, 0);
	}

	/** A page begins to watch; `tell` is told soon how many do, and whenever that may have changed. Returns what ends it. */
	join(watcher: Watcher, tell: (audience: Audience) => void): () => void {
		const { renderId } = watcher;
		const watched = this.#watchedOf(renderId);
		watched.listeners.add(tell);
		const browser = this.#open(watched, watcher);
		this.#countSoon(renderId);
		let left = false;
		return () => {
			if (left) return;
			left = true;
			watched.listeners.delete(tell);
			if (browser) this.#leave(watched, browser);
			this.#forget(renderId, watched);
		};
	}

	/** Nobody watches through this process any more. */
	async close(): Promise<void> {
		this.#closed = true;
		this.#hangUp?.();
		if (this.#keeping) clearInterval(this.#keeping);
		for (const { browsers, counting } of this.#watched.values()) {
			if (counting) clearTimeout(counting);
			for (const { grace } of browsers.values()) if (grace) clearTimeout(grace);
		}
		const hadSome = this.#watched.size > 0 || this.#telling !== null;
		this.#watched.clear();
		await this.#telling;
		if (hadSome) await endWatchers(this.#store, this.#processId, null).catch((error: unknown) => this.#warn(error));
	}

	#watchedOf(renderId: string): Watched {
		const known = this.#watched.get(renderId);
		if (known) return known;
		const made: Watched = { browsers: new Map(), listeners: new Set(), counting: null, countedAt: 0 };
		this.#watched.set(renderId, made);
		return made;
	}

	/** One more page of a browser; null where its network has as many as are kept. */
	#open({ browsers }: Watched, watcher: Watcher): Browser | null {
		const known = browsers.get(watcher.browser);
		if (known) {
			known.pages += 1;
			if (known.grace) clearTimeout(known.grace);
			known.grace = null;
			// Who has signed in meanwhile, on one page of several.
			if (watcher.userId !== null && watcher.userId !== known.watcher.userId) {
				known.watcher = watcher;
				this.#tell({ coming: [known] });
			}
			return known;
		}
		const neighbours = [...browsers.values()].filter((other) => other.watcher.network === watcher.network);
		if (neighbours.length >= maximumOfNetwork) return null;
		const browser = { watcher, pages: 1, grace: null };
		browsers.set(watcher.browser, browser);
		this.#tell({ coming: [browser] });
		this.#keeping ??= setInterval(() => this.#keep(), this.#keepEveryMs).unref();
		return browser;
	}

	#leave(watched: Watched, browser: Browser): void {
		browser.pages -= 1;
		if (browser.pages > 0 || this.#closed) return;
		browser.grace = setTimeout(() => {
			const { watcher } = browser;
			watched.browsers.delete(watcher.browser);
			this.#tell({ going: [watcher] });
			this.#forget(watcher.renderId, watched);
		}, this.#graceMs);
	}

	#forget(renderId: string, { browsers, listeners, counting }: Watched): void {
		if (browsers.size > 0 || listeners.size > 0) return;
		if (counting) clearTimeout(counting);
		this.#watched.delete(renderId);
		if (this.#watched.size > 0 || !this.#keeping) return;
		clearInterval(this.#keeping);
		this.#keeping = null;
	}

	#keep(): void {
		this.#tell({ coming: [...this.#watched.values()].flatMap(({ browsers }) => [...browsers.values()]) });
	}

	/** In one order, so that who comes back while it is written that they went is there in the end. */
	#tell({
		coming = [],
		going = [],
	}: {
		readonly coming?: readonly Browser[];
		readonly going?: readonly Watcher[];
	}): void {
		this.#coming.push(...coming);
		this.#going.push(...going);
		this.#telling ??= this.#tellAll().then(() => {
			this.#telling = null;
		});
	}

	async #tellAll(): Promise<void> {
		while (!this.#closed && this.#coming.length + this.#going.length > 0) {
			const [coming, going] = [this.#coming, this.#going];
			[this.#coming, this.#going] = [[], []];
			const isHere = ({ renderId, browser }: Watcher) => this.#watched.get(renderId)?.browsers.has(browser) ?? false;
			const gone = going.filter((watcher) => !isHere(watcher));
			const here = new Set(coming.map(({ watcher }) => watcher).filter(isHere));
			try {
				if (gone.length > 0) await endWatchers(this.#store, this.#processId, gone);
				if (here.size > 0) await keepWatchers(this.#store, this.#processId, [...here]);
			} catch (error) {
				// What is not written now is written when all are kept again, and what is not taken back is forgotten.
				this.#warn(error);
			}
		}
	}

	#countSoon(renderId: string): void {
		const watched = this.#watched.get(renderId);
		if (!watched || watched.counting || watched.listeners.size === 0 || this.#closed) return;
		const wait = Math.max(0, watched.countedAt + countEveryMs - Date.now());
		watched.counting = setTimeout(() => {
			watched.counting = null;
			watched.countedAt = Date.now();
			audienceOf(this.#store, renderId).then(
				(audience) => {
					for (const tell of watched.listeners) tell(audience);
				},
				(error: unknown) => this.#warn(error),
			);
		}, wait);
	}

	#warn(error: unknown): void {
		this.#logger.warn({ err: error }, 'who watches could not be told or counted');
	}
}
