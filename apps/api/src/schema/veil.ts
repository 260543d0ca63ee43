import { type ContentLevel, contentLevels } from '@galatea/store/access';
import type { RequestContext } from '../context.ts';

/** Whether who asks wants a picture of that level and person veiled: it is above what they want to see, and not their own. */
export async function isVeiled(level: ContentLevel, ownerId: string, { person }: RequestContext): Promise<boolean> {
	const viewer = await person.find();
	const shown = contentLevels.indexOf(viewer?.shownContentLevel ?? 'EVERYONE');
	return contentLevels.indexOf(level) > shown && viewer?.id !== ownerId;
}
