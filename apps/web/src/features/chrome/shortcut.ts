/** @file Which shortcut a key press means, if any: the usual keys, those a person chose instead, and what is left alone. */
import { readStored, writeStored } from '../../ui/stored.ts';

/**
 * What can be done by keys alone, and by which: a key as `KeyboardEvent.key` names it, or two of them one after the
 * other with a space between. In the order in which they are listed.
 */
export const usualKeys = {
	explore: 'g e',
	live: 'g l',
	profile: 'g p',
	create: 'c',
	search: '/',
	previous: 'ArrowLeft',
	next: 'ArrowRight',
	back: 'Escape',
	zoom: 'z',
	fullScreen: 'f',
	timeline: 't',
	play: 'Space',
	stepBack: ',',
	stepOn: '.',
	compare: 'd',
	remix: 'r',
	like: 'l',
	collect: 'b',
	share: 's',
	nextComment: 'j',
	previousComment: 'k',
	help: '?',
} as const;

export type Shortcut = keyof typeof usualKeys;
/** The keys of every shortcut. */
export type ShortcutKeys = Readonly<Record<Shortcut, string>>;

const storageKey = 'galatea.shortcutKeys';
/** How long a first key waits for its second. */
const secondKeyWithinMs = 1500;

/** The keys as this browser's person chose them; what was stored for shortcuts that are no more is left out. */
export function readKeys(): ShortcutKeys {
	const stored = readStored(storageKey);
	if (stored === null) return usualKeys;
	try {
		const chosen = JSON.parse(stored) as Partial<Record<string, unknown>>;
		const names = Object.keys(usualKeys) as readonly Shortcut[];
		const entries = names.map((name) => [name, typeof chosen[name] === 'string' ? chosen[name] : usualKeys[name]]);
		return Object.fromEntries(entries) as ShortcutKeys;
	} catch {
		return usualKeys;
	}
}

/** Stores what differs from the usual keys. */
export function writeKeys(keys: ShortcutKeys): void {
	const changed = Object.entries(keys).filter(([name, key]) => usualKeys[name as Shortcut] !== key);
	writeStored(storageKey, changed.length === 0 ? null : JSON.stringify(Object.fromEntries(changed)));
}

/** A key as it is written in {@link usualKeys}. */
export function keyOf({ key }: Pick<KeyboardEvent, 'key'>): string {
	return key === ' ' ? 'Space' : key;
}

const writtenIn = 'textarea,select,[contenteditable],input:not([type=range],[type=radio],[type=checkbox])';
/** By the keys that the browser itself gives a meaning to on them. */
const ownKeys: Readonly<Record<string, string>> = {
	ArrowLeft: 'input,video,audio',
	ArrowRight: 'input,video,audio',
	Space: 'input:not([type=range]),button,summary,video,audio',
};

/** Reads key presses one after the other, because a shortcut may have two keys. */
export function shortcutReader(keys: ShortcutKeys): (event: KeyboardEvent) => Shortcut | null {
	let first: { readonly key: string; readonly until: number } | null = null;
	/** Null while someone types, holds Ctrl, Alt or Meta (but for Ctrl K), or where the key is somebody else's. */
	return (event) => {
		const { target, ctrlKey, metaKey, altKey } = event;
		if (altKey || event.defaultPrevented || event.repeat) return null;
		if (target instanceof Element && target.closest(writtenIn)) return null;
		const key = keyOf(event);
		if (ctrlKey || metaKey) return key.toLowerCase() === 'k' && !event.shiftKey ? 'search' : null;
		const own = ownKeys[key];
		if (own && target instanceof Element && target.matches(own)) return null;
		const pressed = first && event.timeStamp < first.until ? `${first.key} ${key}` : key;
		first = null;
		const found = Object.entries(keys).find(([, each]) => each === pressed);
		if (found) return found[0] as Shortcut;
		if (Object.values(keys).some((each) => each.startsWith(`${key} `)))
			first = { key, until: event.timeStamp + secondKeyWithinMs };
		return null;
	};
}
