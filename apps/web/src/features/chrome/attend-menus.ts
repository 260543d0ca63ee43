/** @file What the browser does not do for menus by itself: closing after a choice, the arrow keys, and signing out. */
import { signOut } from '../account/sign-out.ts';

/** The panel of {@link MenuPanel} around what was clicked or pressed; null elsewhere. */
function panelOf({ target }: Event): HTMLElement | null {
	return target instanceof Element ? target.closest<HTMLElement>('.menu-panel') : null;
}

/** Listens for all menus of the page, for as long as it is open. */
export function attendMenus(page: Document): void {
	page.addEventListener('click', (event) => {
		const panel = panelOf(event);
		if (!panel || !(event.target instanceof Element)) return;
		// A link that leads on without loading a new page leaves the panel open.
		if (event.target.closest('a, button')) panel.hidePopover();
		// What stands against it is told by the note at the foot of the page.
		if (event.target.closest('[data-action="sign-out"]')) signOut().catch(() => undefined);
	});
	// Before the shortcuts: elsewhere on the page the arrows lead through lists.
	page.addEventListener('keydown', moveFocus, { capture: true });
}

function moveFocus(event: KeyboardEvent): void {
	const panel = panelOf(event);
	if (!panel) return;
	const entries = [...panel.querySelectorAll<HTMLElement>('a, button')];
	const from = entries.findIndex((entry) => entry.matches(':focus'));
	const to = entryAfter(event.key, from, entries.length);
	if (to === null) return;
	event.preventDefault();
	event.stopPropagation();
	entries[to]?.focus();
}

/** The index to which a key leads from another, round and round; null for a key that leads nowhere. */
function entryAfter(key: string, from: number, count: number): number | null {
	if (key === 'ArrowDown') return (from + 1) % count;
	if (key === 'ArrowUp') return (from - 1 + count) % count;
	if (key === 'Home') return 0;
	return key === 'End' ? count - 1 : null;
}
