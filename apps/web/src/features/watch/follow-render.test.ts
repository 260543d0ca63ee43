import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { aRender, progress } from './fixtures.ts';
import { followRender } from './follow-render.ts';
import { type LiveEvent, reduceLive, startLiveState } from './live-state.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A follower with a source that the test plays: its sockets, and what the API would answer. */
function follow(initial: RenderViewFragment) {
	let state = startLiveState(initial);
	const sockets: { afterSeq: number; event: (event: LiveEvent) => void; break: () => void; disposed: boolean }[] = [];
	const api: { render: RenderViewFragment | null; fetches: number; gone: number } = {
		render: initial,
		fetches: 0,
		gone: 0,
	};
	const stop = followRender({
		state: () => state,
		dispatch: (action) => {
			state = reduceLive(state, action);
		},
		onGone: () => {
			api.gone++;
		},
		source: {
			subscribe(afterSeq, onEvent, onClosed) {
				const socket = { afterSeq, event: onEvent, break: onClosed, disposed: false };
				sockets.push(socket);
				return () => {
					socket.disposed = true;
				};
			},
			fetch: () => {
				api.fetches++;
				return Promise.resolve(api.render);
			},
		},
	});
	return { sockets, api, stop, state: () => state };
}

test('a broken socket is replaced by one that resumes after the last event', async () => {
	const { sockets, state, api } = follow(aRender({ seq: 3 }));
	expect(sockets[0]?.afterSeq).toBe(3);
	sockets[0]?.event(progress(4, 1, null));
	expect(state().connection).toBe('live');
	sockets[0]?.break();
	await vi.advanceTimersByTimeAsync(300);
	expect(sockets[1]?.afterSeq).toBe(4);
	expect(state().connection).toBe('live');
	expect(api.fetches).toBe(0);
});

test('while no socket can be had the render is looked at every two seconds, until one can', async () => {
	const { sockets, state, api } = follow(aRender({ seq: 3 }));
	sockets[0]?.break();
	await vi.advanceTimersByTimeAsync(300);
	api.render = aRender({ seq: 9, step: 5 });
	sockets[1]?.break();
	expect(state().connection).toBe('polling');
	await vi.advanceTimersByTimeAsync(0);
	expect(state().render.step).toBe(5);
	api.render = aRender({ seq: 12, step: 8 });
	await vi.advanceTimersByTimeAsync(2_000);
	expect(state().render.step).toBe(8);
	const newest = sockets.at(-1);
	expect(newest?.afterSeq).toBeGreaterThanOrEqual(9);
	newest?.event(progress(13, 9, null));
	expect(state().connection).toBe('live');
	const { fetches } = api;
	await vi.advanceTimersByTimeAsync(10_000);
	expect(api.fetches).toBe(fetches);
});

test('skipped events make the whole render be fetched, once', async () => {
	const { sockets, state, api } = follow(aRender({ seq: 3 }));
	api.render = aRender({ seq: 9, step: 6 });
	sockets[0]?.event(progress(8, 5, null));
	sockets[0]?.event(progress(9, 6, null));
	await vi.advanceTimersByTimeAsync(0);
	expect(api.fetches).toBe(1);
	expect(state().missed).toBe(false);
});

test('the end of the render is the end of following: no new socket, no poll', async () => {
	const { sockets, api } = follow(aRender({ seq: 3 }));
	sockets[0]?.event({ __typename: 'RenderCancelled', seq: 4, attempt: 1, at: '', step: 0 });
	sockets[0]?.break();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(sockets).toHaveLength(1);
	expect(api.fetches).toBe(0);
});

test('what may be done with a run that was stopped on its way is asked for once', async () => {
	const { sockets, api } = follow(aRender({ seq: 3 }));
	sockets[0]?.event({ __typename: 'RenderCancelled', seq: 4, attempt: 1, at: '', step: 12 });
	sockets[0]?.break();
	await vi.advanceTimersByTimeAsync(60_000);
	expect([sockets.length, api.fetches]).toEqual([1, 1]);
});

test('a viewer who leaves closes the socket and leaves no timer behind', async () => {
	const { sockets, stop } = follow(aRender({ seq: 3 }));
	sockets[0]?.break();
	stop();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(sockets).toHaveLength(1);
	expect(sockets[0]?.disposed).toBe(true);
	expect(vi.getTimerCount()).toBe(0);
});

test('a render that may not be seen any more is told once, and followed no longer', async () => {
	const { sockets, api } = follow(aRender({ seq: 3 }));
	api.render = null;
	sockets[0]?.break();
	await vi.advanceTimersByTimeAsync(300);
	sockets[1]?.break();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(api.gone).toBe(1);
	expect(sockets).toHaveLength(2);
	expect(vi.getTimerCount()).toBe(0);
});
