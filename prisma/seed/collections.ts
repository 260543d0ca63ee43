/** @file In which collections the first pictures of a new gallery are gathered. */

export interface SeedCollection {
	readonly title: string;
	readonly statement: string;
	/** In their order; `picture` is a name of {@link firstPictures}. */
	readonly items: readonly { readonly picture: string; readonly note?: string }[];
}

/** Two, so that a new gallery shows what a collection is. */
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
];
