/** @file What the browser does not do for a menu by itself: closing after a choice, the arrow keys, and signing out. */
import { signOut } from '../account/sign-out.ts';

/** The button of a menu that signs out has this in its `data-action`. */
const signsOut = '[data-action="sign-out"]';

/** Listens on the panel for as long as it is there. */
export function attendMenu(panel: HTMLElement): void {
	panel.addEventListener('click', (event) => {
		if (!(event.target instanceof Element)) return;
		// A link that leads on without loading a new page leaves the panel open.
		if (event.target.closest('a, button')) panel.hidePopover();
		// What stands against it is told by the note at the foot of the page.
		if (event.target.closest(signsOut)) signOut().catch(() => undefined);
	});
	panel.addEventListener('keydown', (event) => {
		const entries = [...panel.querySelectorAll<HTMLElement>('a, button')].filter((entry) => entry.checkVisibility());
		const to = entryAfter(
			event.key,
			entries.findIndex((entry) => entry.matches(':focus')),
			entries.length,
		);
		if (to === null) return;
		event.preventDefault();
		// Elsewhere on the page the arrows lead through lists.
		event.stopPropagation();
		entries[to]?.focus();
	});
}

/** The index to which a key leads from another, round and round; null for a key that leads nowhere. */
function entryAfter(key: string, from: number, count: number): number | null {
	if (key === 'ArrowDown') return (from + 1) % count;
	if (key === 'ArrowUp') return (from - 1 + count) % count;
	if (key === 'Home') return 0;
	return key === 'End' ? count - 1 : null;
}
