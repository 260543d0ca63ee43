/** @file Which pictures hang in a new gallery. */

export interface SeedPicture {
	/** Name of its files; they are hung in alphabetical order, so that the last is the newest. */
	readonly name: string;
	readonly title: string;
	readonly prompt: string;
	/** `WxH` in pixels. */
	readonly size: string;
	readonly seed: string;
}

/** Six, of several shapes and subjects; their seeds were not chosen by the result. */
export const firstPictures: readonly SeedPicture[] = [
	{
		name: '01-red-apple',
		title: 'A red apple',
		prompt: 'a red apple on a blue background',
		size: '128x128',
		seed: '1',
	},
	{ name: '02-sunflower', title: 'Sunflower', prompt: 'a yellow sunflower', size: '128x160', seed: '2' },
	{ name: '03-fish', title: 'A blue fish', prompt: 'a blue fish on a green background', size: '160x128', seed: '3' },
	{ name: '04-rainbow', title: 'After the rain', prompt: 'a rainbow | a cloud:0.5', size: '192x128', seed: '4' },
	{ name: '05-heart', title: 'Heart', prompt: 'a red heart on a white background', size: '128x128', seed: '5' },
	{ name: '06-tree', title: 'Evergreen', prompt: 'a green tree', size: '128x192', seed: '6' },
];
