/** @file What the board shows, as it is read again and again. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { AdminBoardDocument, type AdminBoardPartsFragment } from '../../graphql/generated/graphql.ts';

export interface Board {
	readonly hosting: AdminBoardPartsFragment;
	/** When it was so: ages are counted until then. */
	readonly now: Date;
}

/** Null for who is no admin any more: what was there stays. */
export async function readBoard(signal: AbortSignal): Promise<Board | null> {
	const { hosting } = await quietRequest(AdminBoardDocument, {}, signal);
	return hosting && { hosting, now: new Date() };
}

/** How many renders stand in a state, and since when the oldest does; null for none. */
export function inState(
	{ unfinished }: AdminBoardPartsFragment,
	state: AdminBoardPartsFragment['unfinished'][number]['state'],
): AdminBoardPartsFragment['unfinished'][number] | null {
	return unfinished.find((each) => each.state === state) ?? null;
}
