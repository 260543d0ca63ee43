import { type ContentLevel, contentLevels, type Viewer } from '@galatea/store/access';
import type { RequestContext } from '../context.ts';

/** Whether the viewer wants a warning before a picture of that level and person: it is above what they want to see, and not their own. */
export async function isVeiled(level: ContentLevel, ownerId: string, { person }: RequestContext): Promise<boolean> {
	return isVeiledFor(level, ownerId, await person.viewer());
}

/** {@link isVeiled} in the eyes of a viewer. */
export function isVeiledFor(level: ContentLevel, ownerId: string, viewer: Viewer): boolean {
	const shown = contentLevels.indexOf(viewer.shownContentLevel ?? 'EVERYONE');
	return contentLevels.indexOf(level) > shown && viewer.userId !== ownerId;
}
