/**
 * @file Common words that a picture's likeness to a text is measured against: a raw cosine says little, because some
 * pictures are near to every text and some perceptors give large numbers to all. Things of every kind that a picture can
 * show, each in the vocabulary of the starter pack. A change makes all embeddings others: raise `embedderVersion`.
 */
export const contrastWords: readonly string[] = `
	keycap cyclone sunset tornado burrito cactus hibiscus herb eggplant tangerine banana peach pizza dango doughnut lollipop
	cooking ribbon balloon headphone saxophone violin trophy cityscape house hotel castle badminton mouse leopard dragon
	snail ram monkey dog elephant ant blowfish phoenix poodle frog bear eyes nose crown jeans bikini boy woman princess ghost
	guard pill bouquet dizzy briefcase clipboard ledger scroll megaphone newspaper battery unlocked link hammer dove
	synagogue hole joystick printer dagger train tram ambulance monorail door restroom bathtub hut wheel satellite robot
	prince lacrosse avocado potato peanuts coconut pretzel bagel goggles scorpion eagle shark butterfly lizard giraffe
	sauropod llama raccoon microbe mammoth otter flamingo bison leg superhero garlic waffle ice farmer singer mechanic judge
	mage elf brain coat compass brick thread basket receipt crutch boomerang flute
`
	.trim()
	.split(/\s+/);
