/** @file Storage of the browser that may be missing, full or forbidden: a convenience is then lost, never the page. */

/** `local` stays until it is cleared; `session` as long as the tab, through reloads and other sites. */
export type Lifetime = 'local' | 'session';

const storageOf = (lifetime: Lifetime): Storage => (lifetime === 'local' ? window.localStorage : window.sessionStorage);

/** What was stored under `key`; null when nothing was, or storage is forbidden. */
export function readStored(key: string, lifetime: Lifetime = 'local'): string | null {
	try {
		return storageOf(lifetime).getItem(key);
	} catch {
		return null;
	}
}

/** Stores `value`, or forgets the key when it is null; does nothing when storage is full or forbidden. */
export function writeStored(key: string, value: string | null, lifetime: Lifetime = 'local'): void {
	try {
		if (value === null) storageOf(lifetime).removeItem(key);
		else storageOf(lifetime).setItem(key, value);
	} catch {
		// A draft that cannot be kept is not worth an error message.
	}
}
