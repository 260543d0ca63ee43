/**
 * @file Keeps a viewer up to date: a socket for events; when it breaks, a new one that resumes after the last event;
 * and while none can be had, a look at the render every two seconds. Knows no React and no GraphQL.
 */
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import type { Connection, LiveAction, LiveEvent, LiveState } from './live-state.ts';
import { isOver } from './live-state.ts';

/** Where events and whole renders come from. */
export interface LiveSource {
	/** Opens a subscription after `afterSeq`; `onClosed` is called once, when it ends for whatever reason. */
	readonly subscribe: (afterSeq: number, onEvent: (event: LiveEvent) => void, onClosed: () => void) => () => void;
	/** The whole render as it is now; null when it is gone, or may not be seen any more. */
	readonly fetch: () => Promise<RenderViewFragment | null>;
}

/** Waits before the first, second, … new attempt to open a socket; the last one for all that follow. */
const reconnectDelaysMs = [300, 1_000, 2_000, 5_000, 10_000] as const;
const pollEveryMs = 2_000;
/** A break shorter than this many attempts is not worth a word to the viewer. */
const quietAttempts = 1;

interface Follow {
	readonly source: LiveSource;
	/** The state as it is now; read, never kept. */
	readonly state: () => LiveState;
	readonly dispatch: (action: LiveAction) => void;
	/** Called once when the render is gone, or may not be seen any more: the following has ended. */
	readonly onGone: () => void;
}

/** Follows a render until it is over or the returned function is called. */
export function followRender({ source, state, dispatch, onGone }: Follow): () => void {
	let stopped = false;
	let attempts = 0;
	let close = (): void => undefined;
	let reconnectTimer: ReturnType<typeof setTimeout> | undefined;
	let pollTimer: ReturnType<typeof setTimeout> | undefined;
	let fetching = false;
	/** It ended while an answer was on its way, which may be older; nothing comes after that. */
	let wantedAgain = false;

	const finished = (): boolean => stopped || isOver(state().render);
	const connect = (connection: Connection): void => dispatch({ type: 'connection', connection });

	function open(): void {
		if (finished()) return;
		close = source.subscribe(state().seq, take, broken);
	}
	function take(event: LiveEvent): void {
		if (stopped) return;
		attempts = 0;
		clearTimeout(pollTimer);
		dispatch({ type: 'event', event });
		if (state().connection !== 'live') connect('live');
		if (state().missed) void refresh();
	}
	function broken(): void {
		if (finished()) return;
		attempts++;
		if (attempts > quietAttempts && state().connection !== 'polling') {
			connect('polling');
			poll();
		}
		clearTimeout(reconnectTimer);
		reconnectTimer = setTimeout(open, reconnectDelaysMs[Math.min(attempts, reconnectDelaysMs.length) - 1]);
	}
	function poll(): void {
		clearTimeout(pollTimer);
		void refresh().finally(() => {
			if (!finished() && state().connection === 'polling') pollTimer = setTimeout(poll, pollEveryMs);
		});
	}
	async function refresh(): Promise<void> {
		if (fetching) {
			wantedAgain = isOver(state().render);
			return;
		}
		fetching = true;
		try {
			const render = await source.fetch();
			if (!stopped && render) dispatch({ type: 'fetched', render });
			if (!stopped && !render) {
				stop();
				onGone();
			}
		} catch {
			// The next poll or the next socket will tell.
		}
		fetching = false;
		if (!stopped && wantedAgain) {
			wantedAgain = false;
			await refresh();
		}
	}

	function stop(): void {
		stopped = true;
		clearTimeout(reconnectTimer);
		clearTimeout(pollTimer);
		close();
	}

	open();
	return stop;
}
