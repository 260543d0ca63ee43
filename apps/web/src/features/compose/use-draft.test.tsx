import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { type Draft, newDraft } from './draft.ts';
import { draftOfRecipe } from './draft-of-recipe.ts';
import { fullRecipe, testPack } from './fixtures.ts';
import { readStoredDraft } from './stored-draft.ts';
import { useDraft } from './use-draft.ts';

const fresh: Draft = newDraft(testPack);

afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
	localStorage.clear();
});

test('what was written is there again when the page is opened anew', () => {
	const first = renderHook(() => useDraft(fresh, true));
	act(() => first.result.current.change({ prompt: 'an owl', steps: '33' }));
	first.unmount();
	const second = renderHook(() => useDraft(fresh, true));
	expect(second.result.current.draft).toMatchObject({ prompt: 'an owl', steps: '33', width: '128' });
});

test('a page that is opened with a prompt keeps it, and a render that was asked for is forgotten', () => {
	const first = renderHook(() => useDraft(fresh, true));
	act(() => first.result.current.change({ prompt: 'an owl' }));
	expect(renderHook(() => useDraft({ ...fresh, prompt: 'a fox' }, false)).result.current.draft.prompt).toBe('a fox');
	act(() => first.result.current.forget());
	expect(renderHook(() => useDraft(fresh, true)).result.current.draft.prompt).toBe('');
});

test('storage that is forbidden or full costs the draft, never the page', () => {
	vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
		throw new DOMException('forbidden', 'SecurityError');
	});
	vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
	const { result } = renderHook(() => useDraft(fresh, true));
	act(() => result.current.change({ prompt: 'an owl' }));
	expect(result.current.draft.prompt).toBe('an owl');
});

test('a stored draft that is damaged, of another pack, or of other types is not used', () => {
	for (const text of ['{', 'null', '[]', '"x"', '{"packId":"other","prompt":"x"}'])
		expect(readStoredDraft(text, fresh)).toEqual(fresh);
	const mixed = JSON.stringify({
		packId: 'starter',
		prompt: 7,
		steps: '5',
		initial: 'evil',
		settings: { ema: 1, evil: 'x' },
	});
	expect(readStoredDraft(mixed, fresh)).toEqual({ ...fresh, steps: '5' });
});

test('everything that was written is stored', () => {
	const draft = draftOfRecipe(fullRecipe, [testPack], 'sameSeed');
	expect(readStoredDraft(JSON.stringify(draft), fresh)).toEqual(draft);
});
