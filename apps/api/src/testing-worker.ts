/** @file Renders for tests, and a worker by hand that says what happens to them. */
import { composeRecipe, type OfferedPack } from '@galatea/optimiser';
import { createGuest } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import { type ImageReference, saveBlob } from '@galatea/store/files';
import { appendEvent, claimRender, createRender, createRenderBatch, finishRender } from '@galatea/store/renders';
import { starterPack } from './testing-packs.ts';

export interface NewRender {
	readonly prompt?: string;
	readonly steps?: number;
	/** Drawn when left out. */
	readonly seed?: string;
	/** A new guest's when left out. */
	readonly userId?: string;
	readonly remixOfArtworkId?: string | null;
	readonly recipeHidden?: boolean;
	/** Whether it is the first of two that are asked for together. */
	readonly inBatch?: boolean;
	/** The starter pack when left out. */
	readonly pack?: OfferedPack;
}

/** A waiting render, with the worker that may take it up. */
export async function newRender(store: Store, options: NewRender = {}): Promise<HandWorker> {
	const { prompt = 'a red apple', steps, seed, pack = starterPack } = options;
	const composed = composeRecipe({ prompt, steps, seed }, pack);
	if (!composed.recipe) throw new Error(`The recipe of the test is not right: ${JSON.stringify(composed.issues)}`);
	const userId = options.userId ?? (await createGuest(store)).user.id;
	const { recipeHidden, remixOfArtworkId: artworkId } = options;
	const sources = artworkId ? [{ artworkId, kind: 'REMIX' as const }] : [];
	const { recipe } = composed;
	const asked = { userId, sources, recipeHidden };
	if (options.inBatch) {
		const { renders } = await createRenderBatch(store, { recipes: [recipe, recipe], ...asked });
		return new HandWorker(store, renders[0]?.id ?? '');
	}
	const { render } = await createRender(store, { recipe, ...asked });
	return new HandWorker(store, render.id);
}

/** A render on which a worker is at work: RUNNING, its newest event has number 3. */
export async function runningRender(store: Store, options: NewRender = {}): Promise<HandWorker> {
	const worker = await newRender(store, options);
	await worker.claim();
	await worker.start();
	return worker;
}

/** A render with its picture: DONE. */
export async function doneRender(store: Store, options: NewRender = {}): Promise<HandWorker> {
	const worker = await runningRender(store, options);
	await worker.finish();
	return worker;
}

/** A worker by hand: takes renders up and says what happens to them. */
export class HandWorker {
	readonly #store: Store;
	readonly renderId: string;
	#attempt = 0;

	constructor(store: Store, renderId: string) {
		this.#store = store;
		this.renderId = renderId;
	}

	/** Takes the render up: WARMING. A second call is another worker taking over. */
	async claim(name = 'hand'): Promise<void> {
		const claim = await claimRender(this.#store, this.renderId, name);
		if (!claim) throw new Error(`Render ${this.renderId} cannot be claimed`);
		this.#attempt = claim.attempt;
	}

	say(body: Parameters<typeof appendEvent>[3]) {
		return appendEvent(this.#store, this.renderId, this.#attempt, body);
	}

	start(fromStep = 0) {
		return this.say({ type: 'started', fromStep });
	}

	progress(step: number, steps = 100) {
		const loss = 1 / step;
		return this.say({ type: 'progress', step, steps, loss, terms: [{ term: 0, loss }], preview: null });
	}

	async progressWithPreview(step: number, steps = 100) {
		const key = await saveBlob(this.#store, new TextEncoder().encode(`preview ${this.renderId} ${step}`), 'webp');
		const preview = { key, thumbhash: 'dGh1bWJoYXNo', width: 128, height: 128, step };
		return this.say({ type: 'progress', step, steps, loss: 0.5, terms: [{ term: 0, loss: 0.5 }], preview });
	}

	/** Ends as one that somebody has stopped, with its film where there is one. */
	stop(step: number, filmKey: string | null = null) {
		const body = { type: 'cancelled' as const, step };
		return appendEvent(this.#store, this.renderId, this.#attempt, body, { filmKey });
	}

	/** Finishes with two files, of a few bytes unless they are given: a picture of 128 × 128. */
	async finish(
		step = 100,
		png: Uint8Array | null = null,
		filmKey: string | null = null,
		webp: Uint8Array | null = null,
	) {
		const image = await this.#image('png', 128, png);
		const thumbnail = await this.#image('webp', 128, webp);
		const { renderId } = this;
		return finishRender(this.#store, { renderId, attempt: this.#attempt, step, image, thumbnail, filmKey });
	}

	async #image(extension: 'png' | 'webp', side: number, bytes: Uint8Array | null = null): Promise<ImageReference> {
		const content = bytes ?? new TextEncoder().encode(`picture of ${this.renderId}`);
		const key = await saveBlob(this.#store, content, extension);
		return { key, width: side, height: side, mimeType: `image/${extension}`, thumbhash: 'dGh1bWJoYXNo' };
	}
}
