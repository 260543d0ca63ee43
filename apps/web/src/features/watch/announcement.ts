/** @file When to speak to those who listen instead of looking: at every new state, and at every tenth of the steps. */
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';

/** What the page's title and live region say; `percent` is a multiple of ten and only present while running. */
export interface Announcement {
	readonly state: RenderViewFragment['state'];
	readonly percent: number | null;
}

/** The announcement that is due: two renders with equal ones need no new words. */
export function announcementOf(render: Pick<RenderViewFragment, 'state' | 'step' | 'steps'>): Announcement {
	if (render.state !== 'RUNNING') return { state: render.state, percent: null };
	return { state: render.state, percent: Math.floor((render.step / render.steps) * 10) * 10 };
}
