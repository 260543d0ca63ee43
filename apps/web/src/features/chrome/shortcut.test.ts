import { expect, test } from 'vitest';
import { shortcutOf } from './shortcut.ts';

function press(target: HTMLElement, init: KeyboardEventInit) {
	let found: ReturnType<typeof shortcutOf> | undefined;
	document.body.append(target);
	target.addEventListener('keydown', (event) => {
		found = shortcutOf(event);
	});
	target.dispatchEvent(new KeyboardEvent('keydown', init));
	target.remove();
	return found;
}

test('single keys are shortcuts outside of fields', () => {
	expect(press(document.createElement('p'), { key: 'c' })).toBe('create');
	expect(press(document.createElement('p'), { key: '?' })).toBe('help');
	expect(press(document.createElement('p'), { key: '/' })).toBe('search');
	expect(press(document.createElement('p'), { key: 'x' })).toBeNull();
});

test('what a person types in a field is never a shortcut', () => {
	for (const name of ['input', 'textarea', 'select'])
		expect(press(document.createElement(name), { key: 'c' })).toBeNull();
});

test("the browser's own combinations are left alone", () => {
	expect(press(document.createElement('p'), { key: 'c', ctrlKey: true })).toBeNull();
	expect(press(document.createElement('p'), { key: 'r', metaKey: true })).toBeNull();
});
