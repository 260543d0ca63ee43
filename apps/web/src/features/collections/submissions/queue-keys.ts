/** @file What a key does in the queue of submissions. */

export type QueueAct = 'accept' | 'decline' | 'next' | 'previous';

const acts: Readonly<Record<string, QueueAct>> = {
	a: 'accept',
	d: 'decline',
	ArrowRight: 'next',
	ArrowLeft: 'previous',
};

/** Null for a key that means nothing here, and for any with Ctrl, Alt or Command. */
export function actOfKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): QueueAct | null {
	return ctrlKey || altKey || metaKey ? null : (acts[key] ?? null);
}
