/** @file Who may do what with a render: only who asked for it may end or publish it. Anyone may watch. */
import { isFinal } from '@galatea/render';
import type { User } from '@galatea/store/accounts';
import type { Render } from '@galatea/store/renders';

export function isOwner(render: Render, viewer: User | null): boolean {
	return viewer !== null && viewer.id === render.requestedById;
}

export function canCancel(render: Render, viewer: User | null): boolean {
	return isOwner(render, viewer) && !isFinal(render.state) && render.cancelRequestedAt === null;
}

export function canPublish(render: Render, viewer: User | null): boolean {
	return isOwner(render, viewer) && render.image !== null && render.artworkId === null;
}

/** As far as the codes of its steps were kept. */
export function canKeep(render: Render, viewer: User | null): boolean {
	return isOwner(render, viewer) && isFinal(render.state) && render.step > 0 && render.artworkId === null;
}

/** Once it is over. */
export function canDelete(render: Render, viewer: User | null): boolean {
	return isOwner(render, viewer) && render.artworkId === null;
}
