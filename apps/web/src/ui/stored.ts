/** @file Local storage that may be missing, full or forbidden: a convenience is then lost, never the page. */

/** What was stored under `key`; null when nothing was, or storage is forbidden. */
export function readStored(key: string): string | null {
	try {
		return window.localStorage.getItem(key);
	} catch {
		return null;
	}
}

/** Stores `value`, or forgets the key when it is null; does nothing when storage is full or forbidden. */
export function writeStored(key: string, value: string | null): void {
	try {
		if (value === null) window.localStorage.removeItem(key);
		else window.localStorage.setItem(key, value);
	} catch {
		// A draft that cannot be kept is not worth an error message.
	}
}
