import { expect, test } from 'vitest';
import { aRender, progress } from './fixtures.ts';
import { type LiveEvent, type LiveState, reduceLive, startLiveState } from './live-state.ts';

function after(state: LiveState, ...events: readonly LiveEvent[]): LiveState {
	return events.reduce((current, event) => reduceLive(current, { type: 'event', event }), state);
}

const at = '2026-01-01T00:00:00.000Z';

test('events move the render on: queued, warming, started, progress with and without a picture', () => {
	const queue = { position: 2, servable: true, missingPackId: null, eta: null };
	let state = after(startLiveState(aRender({ state: 'QUEUED', seq: 1 })), {
		__typename: 'RenderQueued',
		seq: 2,
		attempt: 0,
		at,
		queue,
	});
	expect(state.render).toMatchObject({ state: 'QUEUED', queue });
	state = after(state, { __typename: 'RenderWarming', seq: 3, attempt: 1, at });
	expect(state.render).toMatchObject({ state: 'WARMING', queue: null, attempt: 1 });
	state = after(
		state,
		{ __typename: 'RenderStarted', seq: 4, attempt: 1, at, fromStep: 0 },
		progress(5, 1, 'a'),
		progress(6, 2, null),
	);
	expect(state.render).toMatchObject({ state: 'RUNNING', step: 2, preview: { url: '/files/a.webp', step: 1 } });
	expect(state.render.lossHistory.map(({ step }) => step)).toEqual([1, 2]);
	expect(state).toMatchObject({ seq: 6, missed: false });
});

test('who watches is told beside the numbered events, and moves none of them', () => {
	const state = after(startLiveState(aRender({ seq: 4 })), progress(5, 7, null));
	const watchers = [{ handle: 'ana', displayName: 'Ana', avatar: null }];
	const watched = { __typename: 'RenderWatched', seq: 4, attempt: 1, at, watcherCount: 2, watchers } as const;
	const told = after(state, watched);
	expect(told).toEqual({ ...state, audience: { watcherCount: 2, watchers } });
	expect(after(told, progress(6, 8, null))).toMatchObject({ seq: 6, missed: false, audience: { watcherCount: 2 } });
});

test('an event that is already known changes nothing', () => {
	const state = after(startLiveState(aRender({ seq: 4 })), progress(5, 7, null), progress(6, 8, null));
	expect(after(state, progress(6, 8, null))).toBe(state);
	expect(after(state, progress(5, 7, 'old'))).toBe(state);
});

test('a hole in the numbers is taken in stride, and remembered until the whole render has been fetched', () => {
	const state = after(startLiveState(aRender({ seq: 4 })), progress(5, 7, null), progress(9, 11, null));
	expect(state).toMatchObject({ seq: 9, missed: true, render: { step: 11 } });
	const history = [7, 8, 9, 10, 11].map((step) => ({ step, loss: 1 }));
	const healed = reduceLive(state, { type: 'fetched', render: aRender({ seq: 9, step: 11, lossHistory: history }) });
	expect(healed).toMatchObject({ seq: 9, missed: false, render: { lossHistory: history } });
});

test('a fetched render that is older than the newest event is dropped', () => {
	const state = after(startLiveState(aRender({ seq: 4 })), progress(5, 7, null));
	expect(reduceLive(state, { type: 'fetched', render: aRender({ seq: 4, step: 6 }) })).toBe(state);
});

test('the snapshot with which a socket begins replaces what the page was opened with', () => {
	const state = startLiveState(aRender({ seq: 4, step: 6 }));
	const snapshot: LiveEvent = {
		__typename: 'RenderSnapshot',
		seq: 20,
		attempt: 1,
		at,
		render: aRender({ seq: 20, step: 22 }),
	};
	expect(after(state, snapshot)).toMatchObject({ seq: 20, render: { step: 22 }, missed: false });
});

test('a lost worker is explained for as long as the render goes on, and its steps are done again', () => {
	let state = after(startLiveState(aRender({ seq: 4, attempt: 1 })), progress(5, 1, null), progress(6, 12, null));
	state = after(state, { __typename: 'RenderWarming', seq: 7, attempt: 2, at });
	expect(state).toMatchObject({ render: { state: 'WARMING' }, restart: { lostAtStep: 12, fromStep: null } });
	state = after(state, { __typename: 'RenderStarted', seq: 8, attempt: 2, at, fromStep: 10 });
	expect(state).toMatchObject({ render: { step: 10 }, restart: { lostAtStep: 12, fromStep: 10 } });
	expect(state.render.lossHistory.every(({ step }) => step <= 10)).toBe(true);
	state = after(state, { ...progress(9, 11, null), attempt: 2 }, { ...progress(10, 12, null), attempt: 2 });
	state = after(state, { ...progress(11, 13, null), attempt: 2 });
	expect(state.restart).toEqual({ lostAtStep: 12, fromStep: 10 });
	expect(state.render.lossHistory.map(({ step }) => step)).toEqual([1, 11, 12, 13]);
	expect(after(state, { __typename: 'RenderCancelled', seq: 12, attempt: 2, at, step: 13 }).restart).toBeNull();
});

test('each end is an end: nothing can be cancelled, and no connection is needed', () => {
	const running = startLiveState(aRender({ seq: 4, step: 6 }));
	const done = after(running, {
		__typename: 'RenderDone',
		seq: 5,
		attempt: 1,
		at,
		render: aRender({ seq: 5, state: 'DONE' }),
	});
	expect(done).toMatchObject({ connection: 'ended', render: { state: 'DONE' } });
	const failed = after(running, {
		__typename: 'RenderFailed',
		seq: 5,
		attempt: 1,
		at,
		code: 'DIVERGED',
		message: 'm',
		retryable: false,
	});
	expect(failed).toMatchObject({
		connection: 'ended',
		render: { state: 'FAILED', viewerCanCancel: false, failure: { code: 'DIVERGED' } },
	});
	const cancelled = after(running, { __typename: 'RenderCancelled', seq: 5, attempt: 1, at, step: 6 });
	expect(cancelled).toMatchObject({ connection: 'ended', render: { state: 'CANCELLED', step: 6 } });
	expect(reduceLive(cancelled, { type: 'connection', connection: 'polling' }).connection).toBe('ended');
});

test('a long history stays within 500 points and keeps its newest', () => {
	let state = startLiveState(aRender({ seq: 0, steps: 3000 }));
	for (let step = 1; step <= 3000; step++) state = after(state, progress(step, step, null));
	expect(state.render.lossHistory.length).toBeLessThanOrEqual(500);
	expect(state.render.lossHistory.at(-1)?.step).toBe(3000);
	expect(state.render.lossHistory[0]?.step).toBe(1);
});
