import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { askedCaption, fitOf, shownRender, stepAddress } from './shown-render.ts';

const publicDir = path.join(import.meta.dirname, '../../../public');

test('every shown step has its picture, and the likeness to what was asked for rises over them', () => {
	const { steps, latent, width } = shownRender;
	const pictures = [...steps.map(({ step }) => stepAddress(step)), '/how-it-works/latent.webp'];
	expect(pictures.filter((address) => !existsSync(path.join(publicDir, address)))).toEqual([]);
	const cosines = steps.map(({ fits }) => fitOf(fits, askedCaption).cosine);
	expect(cosines.at(-1)).toBeGreaterThan((cosines[0] as number) + 0.1);
	expect(steps.at(-1)?.fits[0]?.caption).toBe(askedCaption);
	expect(width % latent.width).toBe(0);
});
