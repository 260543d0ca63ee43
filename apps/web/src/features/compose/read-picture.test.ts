import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maximumFileBytes } from '@galatea/render/metadata';
import { expect, test } from 'vitest';
import { readPicture } from './read-picture.ts';

const folder = join(import.meta.dirname, '../../../../../packages/render/src/metadata/fixtures');
const fileOf = (name: string): File => new File([readFileSync(join(folder, name))], name);
const never = () => Promise.reject(new Error('no pixels are needed'));

test('what the texts of a picture say is found without decoding it', async () => {
	expect(await readPicture(fileOf('notebook.png'), never)).toMatchObject({
		kind: 'found',
		name: 'notebook.png',
		found: { writer: 'notebook', place: 'xmp' },
		size: { widthPx: 48, heightPx: 48 },
	});
	expect(await readPicture(fileOf('tnwei.json'), never)).toMatchObject({ found: { writer: 'tnwei' }, size: null });
});

test('a film tells the recipe that it was made by', async () => {
	expect(await readPicture(fileOf('film.mp4'), never)).toMatchObject({
		kind: 'found',
		found: { writer: 'galatea', place: 'movie', recipe: { steps: 40 } },
		size: { widthPx: 32, heightPx: 16 },
	});
});

test('a picture without texts is decoded for what it hides, as far as that may reach', async () => {
	const asked: unknown[] = [];
	const reading = await readPicture(fileOf('notebook-hidden.webp'), async (_file, size, pixels) => {
		asked.push(size, pixels);
		return { channels: 4, data: hiding('{"notebook":"VQGAN+CLIP","title":"a fox","seed":"7"}') };
	});
	expect(asked).toEqual([{ widthPx: 48, heightPx: 48 }, 200_000]);
	expect(reading).toMatchObject({ found: { place: 'pixels', settings: { prompt: 'a fox', seed: '7' } } });
});

test('nothing, too much and what cannot be read are answers too', async () => {
	expect(await readPicture(new File(['hello'], 'a.txt'), never)).toEqual({ kind: 'nothing', name: 'a.txt' });
	const large = Object.defineProperty(new File([], 'b.png'), 'size', { value: maximumFileBytes + 1 });
	expect(await readPicture(large, never)).toEqual({ kind: 'tooLarge', name: 'b.png' });
	const gone = Object.assign(new File([], 'c.png'), { arrayBuffer: never });
	expect(await readPicture(gone, never)).toEqual({ kind: 'unreadable', name: 'c.png' });
});

test('what is cut short, empty, a drawing or of an unknown kind says nothing, and nothing of it is decoded', async () => {
	const cut = readFileSync(join(folder, 'notebook.png')).subarray(0, 60);
	for (const bytes of [
		cut,
		Buffer.from(''),
		Buffer.from('<svg/>'),
		Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'),
		Buffer.from('GIF89a'),
	])
		expect((await readPicture(new File([new Uint8Array(bytes)], 'a.png'), never)).kind).toMatch(
			/^(?:nothing|unreadable)$/,
		);
});

test('a picture that claims four billion pixels is not decoded', async () => {
	const bytes = new Uint8Array(readFileSync(join(folder, 'nerdyrodent.png'))).slice();
	// The texts are gone with all that comes after the header.
	new DataView(bytes.buffer).setUint32(16, 65_536);
	new DataView(bytes.buffer).setUint32(20, 65_536);
	expect(await readPicture(new File([bytes.slice(0, 33)], 'bomb.png'), never)).toMatchObject({ kind: 'nothing' });
});

/** RGBA whose low bits hold `text` as Stegano puts it there. */
function hiding(text: string): Uint8ClampedArray {
	const letters = [...`${text.length}:${text}`].flatMap((letter) => [
		...letter.charCodeAt(0).toString(2).padStart(8, '0'),
	]);
	const data = new Uint8ClampedArray(4 * Math.ceil(letters.length / 3));
	for (const [index, bit] of letters.entries()) data[4 * Math.floor(index / 3) + (index % 3)] = Number(bit);
	return data;
}
