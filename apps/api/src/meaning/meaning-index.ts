/**
 * @file The pictures of a gallery by their meaning, in memory: exact search, which compares every one, needs nothing of
 * the database, and misses nothing. docs/decisions/0030 has what it costs.
 */
import type { StoredEmbedding } from '@galatea/store/meaning';
import { productScale, RowTable } from './row-table.ts';

/** Rows between two breaths: other requests are answered in between. */
const rowsAtOnce = 20_000;

/** A picture that was found, best first. */
export interface FoundPicture {
	readonly imageKey: string;
	readonly score: number;
}

/** Grows; a row is never taken away, because what may not be seen is left out later, and little is ever deleted. */
export class MeaningIndex {
	readonly #keys: string[] = [];
	readonly #rows = new Map<string, number>();
	readonly #vectors: RowTable;
	readonly #profiles: RowTable;
	readonly #means: number[] = [];
	readonly #deviations: number[] = [];

	constructor({ dimension, profileLength }: { readonly dimension: number; readonly profileLength: number }) {
		this.#vectors = new RowTable(dimension, rowsAtOnce);
		this.#profiles = new RowTable(profileLength, rowsAtOnce);
	}

	/** How many pictures it has. */
	get size(): number {
		return this.#keys.length;
	}

	/** One that is there already is left as it is. */
	add(rows: readonly StoredEmbedding[]): void {
		for (const { imageKey, vector, profile, mean, deviation } of rows) {
			if (this.#rows.has(imageKey)) continue;
			this.#vectors.add(vector);
			this.#profiles.add(profile);
			this.#means.push(mean);
			this.#deviations.push(deviation);
			this.#rows.set(imageKey, this.#keys.push(imageKey) - 1);
		}
	}

	/** The profile of a picture that it has; null for another. */
	profileOf(imageKey: string): Float32Array | null {
		const row = this.#rows.get(imageKey);
		return row === undefined ? null : this.#profiles.row(row);
	}

	/**
	 * Pictures that a text fits by at least `cut`: by so many standard deviations is it nearer to the picture than common
	 * words are. Best first; equal ones by key.
	 */
	byText(vector: Float32Array, cut: number): Promise<readonly FoundPicture[]> {
		const score = (likeness: number, row: number): number =>
			(likeness - (this.#means[row] ?? 0)) / Math.max(this.#deviations[row] ?? 0, 1e-6);
		return this.#find(this.#vectors, vector, score, cut);
	}

	/** Pictures whose likeness to common words goes with that of `profile` by a correlation of at least `cut`. */
	byPicture(profile: Float32Array, cut: number): Promise<readonly FoundPicture[]> {
		return this.#find(this.#profiles, profile, (likeness) => likeness, cut);
	}

	async #find(
		table: RowTable,
		sought: Float32Array,
		scoreOf: (likeness: number, row: number) => number,
		cut: number,
	): Promise<readonly FoundPicture[]> {
		const found: FoundPicture[] = [];
		const count = this.size;
		for (let first = 0; first < count; first += rowsAtOnce) {
			if (first > 0) await new Promise((resume) => setImmediate(resume));
			const products = table.products(sought, first);
			// A loop over numbers: an iterator's pairs take as long as the products themselves.
			for (let index = 0; index < products.length; index++) {
				const score = scoreOf((products[index] as number) / productScale, first + index);
				if (score >= cut) found.push({ imageKey: this.#keys[first + index] as string, score });
			}
		}
		return found.sort((one, other) => other.score - one.score || (one.imageKey < other.imageKey ? -1 : 1));
	}
}
