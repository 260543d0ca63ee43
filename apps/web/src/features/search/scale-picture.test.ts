/** @file What is refused before a picture is decoded; e2e/search.spec.ts has it in a browser. */
import { afterEach, expect, test, vi } from 'vitest';
import { maximumPixels } from '../compose/maximum-pixels.ts';
import { scaleToSearch } from './scale-picture.ts';

afterEach(() => {
	vi.unstubAllGlobals();
});

test('a picture of more pixels than may be opened is refused by its size alone; one of just as many is decoded', async () => {
	const decode = vi.fn().mockRejectedValue(new DOMException('no picture', 'InvalidStateError'));
	vi.stubGlobal('createImageBitmap', decode);
	const file = new Blob(['a picture']);
	const heightPx = maximumPixels / 8_192;
	expect(await scaleToSearch(file, async () => ({ widthPx: 10_000, heightPx: 10_000 }))).toEqual({
		kind: 'tooManyPixels',
	});
	expect(await scaleToSearch(file, async () => ({ widthPx: 8_192, heightPx: heightPx + 1 }))).toEqual({
		kind: 'tooManyPixels',
	});
	expect(await scaleToSearch(file, async () => null)).toEqual({ kind: 'notAPicture' });
	expect(decode).not.toHaveBeenCalled();
	expect(await scaleToSearch(file, async () => ({ widthPx: 8_192, heightPx }))).toEqual({ kind: 'notAPicture' });
	expect(decode).toHaveBeenCalledOnce();
});
