/** @file In which collections the first pictures of a new gallery are gathered. */

export interface SeedCollection {
	readonly title: string;
	readonly statement: string;
	/** In their order; `picture` is a name of {@link firstPictures}. */
	readonly items: readonly { readonly picture: string; readonly note?: string }[];
}

/** So that a new gallery shows what a collection is. */
export const firstCollections: readonly SeedCollection[] = [
	{
		title: 'One thing at a time',
		statement:
			'Prompts that name one thing and a plain background. The starter pack is at its best here: try another fruit, another animal, another colour.',
		items: [
			{ picture: '01-red-apple', note: 'The prompt says the background, too: “a red apple on a blue background”.' },
			{ picture: '05-heart' },
			{ picture: '03-fish' },
		],
	},
	{
		title: 'Out of doors',
		statement: 'What grows, swims and shines outside.',
		items: [
			{ picture: '06-tree' },
			{ picture: '02-sunflower' },
			{ picture: '04-rainbow', note: 'Two terms: a rainbow, and a cloud with half its weight.' },
			{ picture: '03-fish', note: 'An artwork can be in several collections.' },
		],
	},
	{
		title: 'Things one can name',
		statement:
			'Each prompt names a thing or two, some also what is behind them; the seed chose the rest. Remix one and try another seed.',
		items: [
			{ picture: '07-owl' },
			{ picture: '08-strawberry' },
			{ picture: '09-castle' },
			{ picture: '10-fox' },
			{ picture: '11-sailboat' },
			{ picture: '12-butterfly' },
			{ picture: '13-mushroom' },
			{ picture: '14-pineapple' },
			{ picture: '15-penguin' },
			{ picture: '16-rocket' },
			{ picture: '17-tulip' },
			{ picture: '18-panda' },
			{ picture: '19-cactus' },
			{ picture: '20-guitar' },
			{ picture: '21-frog' },
			{ picture: '22-moon' },
			{ picture: '23-bicycle' },
			{ picture: '24-snail' },
		],
	},
];
