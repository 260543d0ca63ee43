// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { browserName } from './browser-name.ts';

afterEach(() => {
	vi.restoreAllMocks();
	localStorage.clear();
});

test('all pages of a browser have one name, and another browser has another', () => {
	const name = browserName();
	expect(name).toMatch(/^[0-9a-f]{32}$/);
	expect(browserName()).toBe(name);
	localStorage.clear();
	expect(browserName()).not.toBe(name);
});

test('where nothing can be kept, the name is empty rather than one for each page', () => {
	vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
		throw new DOMException('forbidden', 'SecurityError');
	});
	expect(browserName()).toBe('');
});
