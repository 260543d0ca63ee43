import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { type Draft, newDraft } from './draft.ts';
import { draftOfPreset } from './draft-of-preset.ts';
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
	const sharing = { visibility: 'FOLLOWERS', recipeHidden: true } as const;
	const draft = { ...draftOfRecipe(fullRecipe, [testPack], 'sameSeed'), sharing };
	expect(readStoredDraft(JSON.stringify(draft), fresh)).toEqual(draft);
});

test('a picture is not shown to more people because the choice of who may see it was damaged', () => {
	const stored = { packId: 'starter', sharing: { visibility: 'FRIENDS', recipeHidden: 'yes' } };
	expect(readStoredDraft(JSON.stringify(stored), fresh).sharing).toEqual({ visibility: 'PRIVATE', recipeHidden: true });
});

test('another pack, a preset or a picture leaves the choice of who may see it as it is', () => {
	const sharing = { visibility: 'PRIVATE', recipeHidden: true } as const;
	const { result } = renderHook(() => useDraft({ ...fresh, sharing }, true));
	for (const filling of [
		newDraft(testPack, 'an owl'),
		draftOfRecipe(fullRecipe, [testPack], 'sameSeed'),
		draftOfPreset('nerdyrodent', fresh, testPack),
	])
		act(() => result.current.change(filling));
	expect(result.current.draft.sharing).toEqual(sharing);
});
