/** @file Which shortcut a key press means, if any. */

export type Shortcut = 'create' | 'gallery' | 'remix' | 'compare' | 'zoom' | 'search' | 'help';

const keys: Readonly<Record<string, Shortcut>> = {
	c: 'create',
	g: 'gallery',
	r: 'remix',
	d: 'compare',
	z: 'zoom',
	'/': 'search',
	'?': 'help',
};

/** The shortcut of a key press; null while someone types, holds Ctrl, Alt or Meta, or another listener took the key. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return null;
	const target = event.target;
	if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select')))
		return null;
	return keys[event.key] ?? null;
}
