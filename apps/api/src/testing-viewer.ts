/** @file Viewers of renders for tests: each takes one event at a time, over a socket of its own. */
import { expect } from 'vitest';
import { type Answer, dataOf, type TestApi } from './testing.ts';

export const renderEvents = /* GraphQL */ `
	subscription ($id: ID!, $afterSeq: Int) {
		renderEvents(id: $id, afterSeq: $afterSeq) {
			__typename seq attempt at
			... on RenderSnapshot {
				render {
					id state step seq loss preview { url step } lossHistory { step loss } terms { term loss }
					image { url mimeType } queue { position servable missingPackId } failure { code message retryable } artwork { id }
				}
			}
			... on RenderQueued { queue { position servable missingPackId eta { lowSeconds highSeconds } } }
			... on RenderStarted { fromStep }
			... on RenderProgress { step steps loss terms { term loss } preview { url width thumbhash step } eta { lowSeconds } }
			... on RenderDone { render { state image { url } } }
			... on RenderFailed { code message retryable }
			... on RenderCancelled { step }
		}
	}
`;

interface Event {
	readonly __typename: string;
	readonly seq: number;
	readonly attempt: number;
	readonly [field: string]: unknown;
}

class Viewer {
	readonly #events: AsyncGenerator<Answer, void>;

	constructor(api: TestApi, id: string, afterSeq?: number) {
		this.#events = api.subscribe(renderEvents, { id, afterSeq });
	}

	/** The next event; null when there will be none. */
	async next(): Promise<Event | null> {
		const { value, done } = await this.#events.next();
		if (done) return null;
		return dataOf(value)['renderEvents'] as Event;
	}

	/** The next event that is not about the queue. */
	async nextOfRender(): Promise<Event | null> {
		for (;;) {
			const event = await this.next();
			if (event?.__typename !== 'RenderQueued') return event;
		}
	}

	async rest(): Promise<readonly Event[]> {
		const events: Event[] = [];
		for (let event = await this.nextOfRender(); event; event = await this.nextOfRender()) events.push(event);
		return events;
	}

	leave() {
		return this.#events.return();
	}
}

/** The viewers of one test. */
export class Viewers {
	readonly all: Viewer[] = [];
	readonly #api: TestApi;

	constructor(api: TestApi) {
		this.#api = api;
	}

	watch(renderId: string, afterSeq?: number): Viewer {
		const viewer = new Viewer(this.#api, renderId, afterSeq);
		this.all.push(viewer);
		return viewer;
	}

	/** All leave, and the API has noticed. */
	async leave(): Promise<void> {
		for (const viewer of this.all) await viewer.leave();
		await expect.poll(() => this.#api.services.hubs.size).toEqual({ renders: 0, viewers: 0 });
	}
}
