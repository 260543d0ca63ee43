/** @file Which pictures hang in a new gallery. */

export interface SeedPicture {
	/** Name of its files; they are published in alphabetical order, so that the last is the newest. */
	readonly name: string;
	readonly title: string;
	readonly prompt: string;
	/** `WxH` in pixels. */
	readonly size: string;
	readonly seed: string;
	/** The default one where it is left out. */
	readonly pack?: string;
}

/** Six of the first starter pack, of several shapes and subjects, and eighteen of the second; seeds were not chosen by the result. */
export const firstPictures: readonly SeedPicture[] = [
	{
		name: '01-red-apple',
		title: 'A red apple',
		prompt: 'a red apple on a blue background',
		size: '128x128',
		seed: '1',
		pack: 'starter',
	},
	{
		name: '02-sunflower',
		title: 'Sunflower',
		prompt: 'a yellow sunflower',
		size: '128x160',
		seed: '2',
		pack: 'starter',
	},
	{
		name: '03-fish',
		title: 'A blue fish',
		prompt: 'a blue fish on a green background',
		size: '160x128',
		seed: '3',
		pack: 'starter',
	},
	{
		name: '04-rainbow',
		title: 'After the rain',
		prompt: 'a rainbow | a cloud:0.5',
		size: '192x128',
		seed: '4',
		pack: 'starter',
	},
	{
		name: '05-heart',
		title: 'Heart',
		prompt: 'a red heart on a white background',
		size: '128x128',
		seed: '5',
		pack: 'starter',
	},
	{ name: '06-tree', title: 'Evergreen', prompt: 'a green tree', size: '128x192', seed: '6', pack: 'starter' },
	{ name: '07-owl', title: 'An owl', prompt: 'an owl', size: '256x256', seed: '11' },
	{ name: '08-strawberry', title: 'Strawberry', prompt: 'a strawberry', size: '256x256', seed: '2' },
	{ name: '09-castle', title: 'Castle', prompt: 'a castle', size: '256x320', seed: '3' },
	{ name: '10-fox', title: 'Fox', prompt: 'a fox in the snow', size: '256x256', seed: '5' },
	{ name: '11-sailboat', title: 'Sailboat', prompt: 'a sailboat at sunset', size: '320x256', seed: '7' },
	{ name: '12-butterfly', title: 'Butterfly', prompt: 'a butterfly', size: '256x256', seed: '4' },
	{ name: '13-mushroom', title: 'Toadstool', prompt: 'a mushroom', size: '256x256', seed: '6' },
	{ name: '14-pineapple', title: 'Pineapple', prompt: 'a pineapple', size: '256x320', seed: '8' },
	{ name: '15-penguin', title: 'Penguin', prompt: 'a penguin', size: '256x256', seed: '9' },
	{ name: '16-rocket', title: 'Rocket', prompt: 'a rocket', size: '256x320', seed: '10' },
	{ name: '17-tulip', title: 'Tulip', prompt: 'a tulip', size: '256x320', seed: '12' },
	{ name: '18-panda', title: 'Panda', prompt: 'a panda', size: '256x256', seed: '13' },
	{ name: '19-cactus', title: 'Cactus', prompt: 'a cactus', size: '256x256', seed: '14' },
	{ name: '20-guitar', title: 'Guitar', prompt: 'a guitar on a red background', size: '256x256', seed: '15' },
	{ name: '21-frog', title: 'Frog', prompt: 'a frog', size: '256x256', seed: '16' },
	{ name: '22-moon', title: 'Above the moon', prompt: 'a rocket above a full moon', size: '256x256', seed: '17' },
	{ name: '23-bicycle', title: 'Bicycle', prompt: 'a bicycle', size: '320x256', seed: '18' },
	{
		name: '24-snail',
		title: 'Snail and mushroom',
		prompt: 'a snail and a mushroom on the grass',
		size: '256x256',
		seed: '19',
	},
];
