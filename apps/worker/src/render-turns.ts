/** @file The turns of a worker: a time-lapse that its job asks for, whichever render is next in the line, or else a step to look inside. */
import { type Claim, claimNextRender, releaseRender } from '@galatea/store/renders';
import { handleInside } from './inside-handler.ts';
import { runClaim } from './render-handler.ts';
import { handleVideo } from './video-handler.ts';
import type { WorkerContext } from './worker-context.ts';

/** So many renders in a row a worker takes before their turn because their pack is loaded; then the line counts alone. */
const maximumOutOfTurn = 2;

/** Who waits so long to see the inside of a step comes between two renders; before that, people's renders come first. */
const insideWaitsSeconds = 60;

export class RenderTurns {
	readonly #context: WorkerContext;
	readonly #packIds: () => readonly string[];
	/** The pack of the last render. */
	#warmPackId: string | null = null;
	#outOfTurn = 0;
	/** Whether there was a render since a step was looked into. */
	#hasRendered = false;
	/** Attempts that ended without an end of their render, and that nobody else knows of yet. */
	readonly #unended = new Set<Claim>();

	/** `packIds`: those that the worker has now. */
	constructor(context: WorkerContext, packIds: () => readonly string[]) {
		this.#context = context;
		this.#packIds = packIds;
	}

	/**
	 * Does one piece of work and says whether there was any. `renderId` is the render whose job woke the worker: a video of it
	 * is made if one waits. Throws what the queue should try again later.
	 */
	async take(renderId: string | null, signal: AbortSignal): Promise<boolean> {
		await this.#letGo();
		if (renderId !== null && (await handleVideo(this.#context, renderId, signal))) return true;
		if (this.#hasRendered && (await this.#lookInside(signal, insideWaitsSeconds))) return true;
		const { store, workerName } = this.#context;
		const warmPackId = this.#outOfTurn < maximumOutOfTurn ? this.#warmPackId : null;
		const next = await claimNextRender(store, { workerName, packIds: this.#packIds(), warmPackId });
		if (next === null) return this.#lookInside(signal, 0);
		this.#hasRendered = true;
		this.#outOfTurn = next.isOutOfTurn ? this.#outOfTurn + 1 : 0;
		this.#warmPackId = next.claim.recipe.pack.id;
		this.#unended.add(next.claim);
		try {
			await runClaim(this.#context, next.claim, signal);
			this.#unended.delete(next.claim);
		} catch (error) {
			await this.#letGo().catch((refusal: unknown) =>
				this.#context.log.warn({ err: refusal }, 'a render is kept for now'),
			);
			throw error;
		}
		return true;
	}

	async #lookInside(signal: AbortSignal, waitedSeconds: number): Promise<boolean> {
		const hasLooked = await handleInside(this.#context, this.#packIds(), signal, waitedSeconds);
		if (hasLooked) this.#hasRendered = false;
		return hasLooked;
	}

	/** Gives back what was not ended. While the database is away it throws, and is to be tried again. */
	async #letGo(): Promise<void> {
		for (const claim of this.#unended) {
			await releaseRender(this.#context.store, claim.renderId, claim.attempt);
			this.#unended.delete(claim);
		}
	}
}
