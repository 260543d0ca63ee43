/** @file Where the things of a scene stand in a guess, as models/training/prior.py lays them out. */

/** How things stand: one alone, two side by side or one above the other, three with the last in front, four in two rows. */
export type SceneLayout = 'one' | 'beside' | 'above' | 'three' | 'four';

/** Top left corners of the cells, [row, column] in quarters of the latent's side; a cell has half of that side. */
export const sceneCells: Readonly<Record<SceneLayout, readonly (readonly [row: number, column: number])[]>> = {
	one: [[0, 0]],
	beside: [
		[1, 0],
		[1, 2],
	],
	above: [
		[0, 1],
		[2, 1],
	],
	three: [
		[0, 0],
		[0, 2],
		[2, 1],
	],
	four: [
		[0, 0],
		[0, 2],
		[2, 0],
		[2, 2],
	],
};

/** Things that a scene has room for. */
export const mostThings = 4;
