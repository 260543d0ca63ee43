/**
 * @file What a viewer knows of a render, as a value that events change. Pure: the socket, the poll and the page all
 * speak to it in actions, and whatever their order, it never goes back to an older state.
 */
import type { RenderEventsSubscription, RenderViewFragment } from '../../graphql/generated/graphql.ts';

export type LiveEvent = RenderEventsSubscription['renderEvents'];

/** How the viewer hears of the render: by events, by asking again and again, or not at all just now. */
export type Connection = 'connecting' | 'live' | 'polling' | 'ended';

/** A worker was lost and another one goes on. */
interface Restart {
	/** Steps that were done when the first worker was last heard of. */
	readonly lostAtStep: number;
	/** The checkpoint's step; null until the other worker has started. */
	readonly fromStep: number | null;
}

/** Who watches besides the artist, as far as this viewer is told. */
export type Audience = Pick<Extract<LiveEvent, { __typename: 'RenderWatched' }>, 'watcherCount' | 'watchers'>;

export interface LiveState {
	readonly render: RenderViewFragment;
	/** Null until the API has counted. */
	readonly audience: Audience | null;
	/** Number of the newest event that is in `render`. */
	readonly seq: number;
	/** Events were skipped, so that the loss history has holes: fetch the render again. */
	readonly missed: boolean;
	readonly connection: Connection;
	readonly restart: Restart | null;
}

export type LiveAction =
	| { readonly type: 'event'; readonly event: LiveEvent }
	/** The whole render, fetched. */
	| { readonly type: 'fetched'; readonly render: RenderViewFragment }
	| { readonly type: 'connection'; readonly connection: Connection };

/** As many points as the API sends of a whole render; a longer history is thinned to half. */
const maximumLossPoints = 500;

/** Whether nothing more will happen. */
export function isOver(render: Pick<RenderViewFragment, 'state'>): boolean {
	return render.state === 'DONE' || render.state === 'FAILED' || render.state === 'CANCELLED';
}

/** The state of a page that has just been opened with `render`. */
export function startLiveState(render: RenderViewFragment): LiveState {
	const connection = isOver(render) ? 'ended' : 'connecting';
	return { render, audience: null, seq: render.seq, missed: false, connection, restart: null };
}

/** The next state. An event or a whole render that is not newer than what is known changes nothing. */
export function reduceLive(state: LiveState, action: LiveAction): LiveState {
	switch (action.type) {
		case 'connection':
			return { ...state, connection: isOver(state.render) ? 'ended' : action.connection };
		case 'fetched':
			return takeWhole(state, action.render);
		case 'event':
			return takeEvent(state, action.event);
	}
}

function takeWhole(state: LiveState, render: RenderViewFragment): LiveState {
	if (render.seq < state.seq) return state;
	const connection = isOver(render) ? 'ended' : state.connection;
	const restarted = render.attempt > state.render.attempt && state.render.attempt > 0 && !isOver(render);
	const restart = restarted ? { lostAtStep: state.render.step, fromStep: null } : state.restart;
	return { ...state, render, seq: render.seq, missed: false, connection, restart: isOver(render) ? null : restart };
}

function takeEvent(state: LiveState, event: LiveEvent): LiveState {
	if (event.__typename === 'RenderSnapshot' || event.__typename === 'RenderDone')
		return takeWhole(state, withSeq(event.render, event));
	// Stored nowhere, so it has no number of its own.
	if (event.__typename === 'RenderWatched')
		return { ...state, audience: { watcherCount: event.watcherCount, watchers: event.watchers } };
	if (event.seq <= state.seq) return state;
	const render = applyEvent(state.render, event);
	return {
		...state,
		render: withSeq(render, event),
		seq: event.seq,
		// What may be done with a run that was stopped, only the whole render tells.
		missed: state.missed || event.seq > state.seq + 1 || (event.__typename === 'RenderCancelled' && event.step > 0),
		connection: isOver(render) ? 'ended' : state.connection,
		restart: isOver(render) ? null : restartAfter(state, event),
	};
}

function withSeq(render: RenderViewFragment, event: LiveEvent): RenderViewFragment {
	return { ...render, seq: Math.max(render.seq, event.seq), attempt: Math.max(render.attempt, event.attempt) };
}

type SmallEvent = Exclude<LiveEvent, { __typename: 'RenderSnapshot' | 'RenderDone' | 'RenderWatched' }>;

function applyEvent(render: RenderViewFragment, event: SmallEvent): RenderViewFragment {
	switch (event.__typename) {
		case 'RenderQueued':
			return { ...render, state: 'QUEUED', queue: event.queue };
		case 'RenderWarming':
			return { ...render, state: 'WARMING', queue: null, eta: null };
		case 'RenderStarted':
			return { ...render, ...rewind(render, event.fromStep), state: 'RUNNING', queue: null };
		case 'RenderProgress':
			return {
				...render,
				state: 'RUNNING',
				step: event.step,
				steps: event.steps,
				loss: event.loss,
				terms: event.terms,
				eta: event.eta,
				preview: event.preview ?? render.preview,
				lossHistory: appendLoss(render, event),
			};
		case 'RenderFailed': {
			const { code, message, retryable } = event;
			return { ...render, ...over, state: 'FAILED', finishedAt: event.at, failure: { code, message, retryable } };
		}
		case 'RenderCancelled':
			return { ...render, ...over, state: 'CANCELLED', finishedAt: event.at, step: event.step };
	}
}

const over = { queue: null, eta: null, viewerCanCancel: false, viewerCanPublish: false, viewerCanKeep: false } as const;

/** Steps after a checkpoint are done again, so their losses will come again. */
function rewind(render: RenderViewFragment, fromStep: number): Pick<RenderViewFragment, 'step' | 'lossHistory'> {
	return { step: fromStep, lossHistory: render.lossHistory.filter(({ step }) => step <= fromStep) };
}

function appendLoss(
	render: RenderViewFragment,
	{ step, loss }: { readonly step: number; readonly loss: number },
): RenderViewFragment['lossHistory'] {
	const history = [...render.lossHistory.filter((point) => point.step < step), { step, loss }];
	if (history.length <= maximumLossPoints) return history;
	return history.filter((_, index) => index % 2 === 0 || index === history.length - 1);
}

function restartAfter(state: LiveState, event: SmallEvent): Restart | null {
	const another = event.attempt > state.render.attempt && state.render.attempt > 0;
	if (event.__typename === 'RenderWarming' && another) return { lostAtStep: state.render.step, fromStep: null };
	if (event.__typename === 'RenderStarted') {
		if (another) return { lostAtStep: state.render.step, fromStep: event.fromStep };
		if (state.restart) return { ...state.restart, fromStep: event.fromStep };
	}
	return state.restart;
}
