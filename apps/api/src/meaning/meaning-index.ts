/**
 * @file The pictures of a gallery by their meaning, in memory: exact search, which compares every one, needs nothing of
 * the database, and misses nothing. docs/decisions/0030 has what it costs.
 */
import type { StoredEmbedding } from '@galatea/store';

/** Rows between two breaths: other requests are answered in between. */
const rowsAtOnce = 20_000;

/** A picture that was found, best first. */
export interface FoundPicture {
	readonly imageKey: string;
	readonly score: number;
}

/** Grows; a row is never taken away, because what may not be seen is left out later, and little is ever deleted. */
export class MeaningIndex {
	readonly #dimension: number;
	readonly #profileLength: number;
	readonly #keys: string[] = [];
	readonly #rows = new Map<string, number>();
	#vectors = new Float32Array();
	#profiles = new Float32Array();
	#means = new Float32Array();
	#deviations = new Float32Array();

	constructor({ dimension, profileLength }: { readonly dimension: number; readonly profileLength: number }) {
		this.#dimension = dimension;
		this.#profileLength = profileLength;
	}

	/** How many pictures it has. */
	get size(): number {
		return this.#keys.length;
	}

	/** One that is there already is left as it is. */
	add(rows: readonly StoredEmbedding[]): void {
		this.#reserve(this.size + rows.length);
		for (const { imageKey, vector, profile, mean, deviation } of rows) {
			if (this.#rows.has(imageKey)) continue;
			const row = this.#keys.push(imageKey) - 1;
			this.#rows.set(imageKey, row);
			this.#vectors.set(vector, row * this.#dimension);
			this.#profiles.set(profile, row * this.#profileLength);
			this.#means[row] = mean;
			this.#deviations[row] = deviation;
		}
	}

	/** The profile of a picture that it has; null for another. */
	profileOf(imageKey: string): Float32Array | null {
		const row = this.#rows.get(imageKey);
		if (row === undefined) return null;
		return this.#profiles.slice(row * this.#profileLength, (row + 1) * this.#profileLength);
	}

	/**
	 * Pictures that a text fits by at least `cut`: by so many standard deviations is it nearer to the picture than common
	 * words are. Best first; equal ones by key.
	 */
	byText(vector: Float32Array, cut: number): Promise<readonly FoundPicture[]> {
		const score = (likeness: number, row: number): number =>
			(likeness - (this.#means[row] ?? 0)) / Math.max(this.#deviations[row] ?? 0, 1e-6);
		return this.#find(this.#vectors, this.#dimension, vector, score, cut);
	}

	/** Pictures whose likeness to common words goes with that of `profile` by a correlation of at least `cut`. */
	byPicture(profile: Float32Array, cut: number): Promise<readonly FoundPicture[]> {
		return this.#find(this.#profiles, this.#profileLength, profile, (likeness) => likeness, cut);
	}

	async #find(
		table: Float32Array,
		width: number,
		sought: Float32Array,
		scoreOf: (likeness: number, row: number) => number,
		cut: number,
	): Promise<readonly FoundPicture[]> {
		if (sought.length !== width) throw new RangeError(`${sought.length} numbers are not ${width}`);
		const found: FoundPicture[] = [];
		const count = this.size;
		for (let row = 0; row < count; row++) {
			if (row > 0 && row % rowsAtOnce === 0) await new Promise((resume) => setImmediate(resume));
			const start = row * width;
			let likeness = 0;
			for (let column = 0; column < width; column++)
				likeness += (table[start + column] as number) * (sought[column] as number);
			const score = scoreOf(likeness, row);
			if (score >= cut) found.push({ imageKey: this.#keys[row] as string, score });
		}
		return found.sort((one, other) => other.score - one.score || (one.imageKey < other.imageKey ? -1 : 1));
	}

	// Twice as much each time, so that adding one by one costs no more than adding all at once.
	#reserve(rows: number): void {
		if (rows <= this.#means.length) return;
		const room = Math.max(rows, 2 * this.#means.length, 256);
		const grown = (numbers: Float32Array, width: number): Float32Array<ArrayBuffer> => {
			const larger = new Float32Array(room * width);
			larger.set(numbers);
			return larger;
		};
		this.#vectors = grown(this.#vectors, this.#dimension);
		this.#profiles = grown(this.#profiles, this.#profileLength);
		this.#means = grown(this.#means, 1);
		this.#deviations = grown(this.#deviations, 1);
	}
}
