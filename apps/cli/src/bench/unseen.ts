/** @file The composites that no batch of the starter pack's training contained: `models/judge/unseen.png` and its names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '@galatea/optimiser';
import { readPicture } from '@galatea/pictures';
import { z } from 'zod';
import { modelsDir } from '../environment.ts';

/** A picture and what it shows. */
export interface NamedPicture {
	readonly name: string;
	readonly picture: Picture;
}

/** `unseen.png` holds one square composite under the other, `unseen.json` their names. */
export async function unseenComposites(): Promise<readonly NamedPicture[]> {
	const folder = join(modelsDir(), 'judge');
	const names = z.array(z.string()).parse(JSON.parse(await readFile(join(folder, 'unseen.json'), 'utf8')));
	const { width, data } = await readPicture(await readFile(join(folder, 'unseen.png')));
	const bytes = 3 * width * width;
	return names.map((name, index) => {
		const square = new Uint8ClampedArray(data.subarray(index * bytes, (index + 1) * bytes));
		return { name, picture: { width, height: width, data: square } };
	});
}
