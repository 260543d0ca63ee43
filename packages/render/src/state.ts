/**
 * @file The states of a render and the moves between them. The database refuses any other move, so that two workers,
 * or a worker and a person who cancels, cannot both win.
 */

/** `WARMING` is a worker that has the render and is loading networks; a long first wait is then explained. */
export const renderStates = ['QUEUED', 'WARMING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;

export type RenderState = (typeof renderStates)[number];

/** For each state, the states that may follow it. A worker that died leads from RUNNING back to WARMING. */
export const nextStates: { readonly [State in RenderState]: readonly RenderState[] } = {
	QUEUED: ['WARMING', 'FAILED', 'CANCELLED'],
	WARMING: ['WARMING', 'RUNNING', 'FAILED', 'CANCELLED'],
	RUNNING: ['WARMING', 'DONE', 'FAILED', 'CANCELLED'],
	DONE: [],
	FAILED: [],
	CANCELLED: [],
};

/** Whether nothing more will happen to a render in this state. */
export function isFinal(state: RenderState): boolean {
	return nextStates[state].length === 0;
}
