/** @file Obeying the shortcuts, and attending to the menus. Loaded after the page works, because few press a key at once. */
import { attendMenus } from './attend-menus.ts';
import { readKeys, type Shortcut, shortcutReader } from './shortcut.ts';

interface Obeyed {
	/** Goes to an address of the gallery. */
	readonly goTo: (address: string) => void;
	readonly showList: () => void;
	/** Where one's own page is. */
	readonly profileAddress: string;
}

// Once, as modules are loaded once: menus are on every page, and so is this.
attendMenus(document);

/** Takes key presses one after the other. Dialogs have keys of their own. */
export function shortcutObeyer({ goTo, showList, profileAddress }: Obeyed): (event: KeyboardEvent) => void {
	const places: Partial<Record<Shortcut, string>> = {
		explore: '/',
		live: '/live',
		profile: profileAddress,
		create: '/create',
	};
	const read = shortcutReader(readKeys());
	return (event) => {
		const shortcut = document.querySelector('dialog[open]') ? null : read(event);
		if (shortcut === null) return;
		const place = places[shortcut];
		if (shortcut === 'help') showList();
		else if (shortcut === 'search') goToSearch(goTo);
		else if (place) goTo(place);
		else if (!act(shortcut)) return;
		event.preventDefault();
	};
}

/** Into the box on the page, if one can be seen; otherwise to the page that has one. */
function goToSearch(goTo: (address: string) => void): void {
	const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')];
	const box = boxes.find((each) => each.checkVisibility());
	box?.focus();
	box?.select();
	if (!box) goTo('/search');
}

/**
 * Does what the page has for a shortcut: the first element marked with its name is clicked (for "back" first what is
 * marked to close something, for "collect" first the button on the card that has the focus or lies under the mouse), and of the elements marked as comments the next or the one before gets the focus. False
 * where the page has nothing for it.
 */
function act(shortcut: Shortcut): boolean {
	if (shortcut === 'nextComment' || shortcut === 'previousComment') {
		const all = [...document.querySelectorAll<HTMLElement>('[data-comment]')].filter((each) => each.checkVisibility());
		const at = all.findIndex((each) => each.contains(document.activeElement));
		const next = all[shortcut === 'nextComment' ? at + 1 : at < 0 ? -1 : at - 1];
		next?.focus();
		return next !== undefined;
	}
	const first = (selector: string) => document.querySelector<HTMLElement>(selector);
	const marked = (name: string) => first(`[data-shortcut~="${name}"]`);
	const nearer =
		shortcut === 'back'
			? marked('close')
			: shortcut === 'collect'
				? (first('article:focus-within [data-collect]') ?? first('article:hover [data-collect]'))
				: null;
	const element = nearer ?? marked(shortcut);
	element?.click();
	return element !== null;
}
