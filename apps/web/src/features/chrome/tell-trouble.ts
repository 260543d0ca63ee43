/** @file Shows why nothing works that somebody does, in the note that stands on every page (trouble-note.tsx). */

/** The note on the page. */
export const troubleNoteId = 'trouble';

/** What it has words for, by the API's code. */
export const troubles = ['API_UNREACHABLE', 'DATABASE_UNAVAILABLE', 'TOO_MANY_REQUESTS', 'SUSPENDED'] as const;

/** Shows what a code means; hides the note for null, and for a code without words. */
export function tellTrouble(code: string | null): void {
	const note = document.getElementById(troubleNoteId);
	if (!note) return;
	let isKnown = false;
	for (const words of note.querySelectorAll<HTMLElement>('[data-code]')) {
		words.hidden = words.dataset['code'] !== code;
		isKnown ||= !words.hidden;
	}
	if (note.matches(':popover-open') !== isKnown) note.togglePopover(isKnown);
}
