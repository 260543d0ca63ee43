import { afterEach, expect, test } from 'vitest';
import { readKeys, type Shortcut, shortcutReader, usualKeys, writeKeys } from './shortcut.ts';

afterEach(() => localStorage.clear());

function element(name: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	return made;
}

/** What the presses mean, one after the other, while `target` has the focus. */
function press(target: HTMLElement, presses: readonly KeyboardEventInit[], read = shortcutReader(usualKeys)) {
	const found: (Shortcut | null)[] = [];
	document.body.append(target);
	const listen = (event: KeyboardEvent) => found.push(read(event));
	document.addEventListener('keydown', listen);
	for (const init of presses) target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
	document.removeEventListener('keydown', listen);
	target.remove();
	return found;
}

const on = (name: string, attributes: Readonly<Record<string, string>>, key: string) =>
	press(element(name, attributes), [{ key }])[0];

test('single keys are shortcuts outside of fields', () => {
	expect(['c', '?', '/', 'ArrowLeft', 'Escape', ' ', 'x'].map((key) => on('p', {}, key))).toEqual([
		...['create', 'help', 'search', 'previous', 'back', 'play'],
		null,
	]);
});

test('every shortcut has keys of its own', () => {
	const keys = Object.values(usualKeys);
	expect(new Set(keys).size).toBe(keys.length);
	expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key} `)))).toEqual([]);
});

test('two keys one after the other are one shortcut, unless too much time lies between them', () => {
	expect(press(element('p'), [{ key: 'g' }, { key: 'l' }])).toEqual([null, 'live']);
	expect(press(element('p'), [{ key: 'l' }, { key: 'l' }])).toEqual(['like', 'like']);
	expect(press(element('p'), [{ key: 'g' }, { key: 'x' }, { key: 'l' }])).toEqual([null, null, 'like']);
	const read = shortcutReader(usualKeys);
	const at = (key: string, timeStamp: number) =>
		Object.defineProperty(new KeyboardEvent('keydown', { key }), 'timeStamp', { value: timeStamp });
	expect([read(at('g', 1000)), read(at('l', 2499)), read(at('g', 3000)), read(at('l', 4500))]).toEqual([
		...[null, 'live', null],
		'like',
	]);
});

test('what a person types in a field is never a shortcut, nor in what is edited as text', () => {
	for (const name of ['input', 'textarea', 'select'])
		expect(press(element(name), [{ key: 'c' }, { key: 'Escape' }, { key: 'k', ctrlKey: true }])).toEqual([
			null,
			null,
			null,
		]);
	const edited = element('div', { contenteditable: 'true' });
	const inner = edited.appendChild(element('b'));
	document.body.append(edited);
	const read = shortcutReader(usualKeys);
	const found: unknown[] = [];
	edited.addEventListener('keydown', (event) => found.push(read(event)));
	inner.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
	edited.remove();
	expect(found).toEqual([null]);
});

test('sliders keep their arrows, buttons the space bar, players both; the rest is free on them', () => {
	const slider = { type: 'range' };
	expect(['ArrowLeft', ' ', '.'].map((key) => on('input', slider, key))).toEqual([null, 'play', 'stepOn']);
	expect(['ArrowRight', ' ', 't'].map((key) => on('button', {}, key))).toEqual(['next', null, 'timeline']);
	expect(['ArrowRight', ' ', 'Escape'].map((key) => on('video', {}, key))).toEqual([null, null, 'back']);
	expect(['ArrowRight', 'c'].map((key) => on('input', { type: 'radio' }, key))).toEqual([null, 'create']);
});

test("the browser's own combinations are left alone, but for Ctrl K, which searches as in other galleries", () => {
	const held = [
		{ key: 'c', ctrlKey: true },
		{ key: 'r', metaKey: true },
		{ key: 'ArrowLeft', altKey: true },
	];
	expect(press(element('p'), held)).toEqual([null, null, null]);
	expect(
		press(element('p'), [
			{ key: 'k', ctrlKey: true },
			{ key: 'k', metaKey: true },
			{ key: 'K', ctrlKey: true, shiftKey: true },
		]),
	).toEqual(['search', 'search', null]);
});

test('chosen keys are kept beside the usual ones, and what cannot be read is left out', () => {
	writeKeys({ ...usualKeys, create: 'n', live: 'v' });
	expect(localStorage.getItem('galatea.shortcutKeys')).toBe('{"live":"v","create":"n"}');
	expect(readKeys()).toEqual({ ...usualKeys, create: 'n', live: 'v' });
	expect(press(element('p'), [{ key: 'n' }, { key: 'c' }], shortcutReader(readKeys()))).toEqual(['create', null]);
	writeKeys(usualKeys);
	expect(localStorage.length).toBe(0);
	localStorage.setItem('galatea.shortcutKeys', '{"create":7,"gone":"q"}');
	expect(readKeys()).toEqual(usualKeys);
	localStorage.setItem('galatea.shortcutKeys', '{');
	expect(readKeys()).toBe(usualKeys);
});
