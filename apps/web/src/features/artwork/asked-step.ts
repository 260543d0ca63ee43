/** @file A step that somebody wants to see: a comment that points at it asks the picture of the same page, and an address does. */

const eventName = 'galatea:step';

/** The address of a page where that step of the picture is shown. */
export function stepAddress(artworkId: string, step: number): string {
	return `/artworks/${artworkId}?step=${step}`;
}

/** What `?step=` says: a whole number from 0 on; null for anything else. */
export function readStep(text: unknown): number | null {
	return typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** Shows the step on this page, whose address is then that of the step. */
export function askForStep(artworkId: string, step: number): void {
	history.replaceState(history.state, '', stepAddress(artworkId, step));
	window.dispatchEvent(new CustomEvent<number>(eventName, { detail: step }));
}

/** Calls back for every step that is asked for; what comes back ends that. */
export function onAskedStep(show: (step: number) => void): () => void {
	const listen = (event: Event): void => show((event as CustomEvent<number>).detail);
	window.addEventListener(eventName, listen);
	return () => window.removeEventListener(eventName, listen);
}
