import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readScene, type Scene } from './read-scene.ts';
import { parseSceneWords } from './scene-words.ts';

const file = fileURLToPath(new URL('../../../../models/starter-2/scenes.json', import.meta.url));
const words = parseSceneWords(await readFile(file, 'utf8'), 'starter-2', file);
const read = (text: string): Scene => readScene(text, words);
const plain = (text: string) => ({ text, colour: null });
const alone = (thing: string) => ({ layout: 'one', things: [plain(thing)], ground: null, style: null });

test.each([
	['a red apple', 'red apple'],
	['An Owl.', 'owl'],
	['something nobody ever made', 'something nobody ever made'],
	['a painting of a castle', 'castle'],
	['a castle, oil on canvas, trending', 'castle'],
	['cat with tears of joy', 'cat with tears of joy'],
	['man in tuxedo', 'man in tuxedo'],
	// Names that other words stand for, and what is said of a thing beside its name.
	['a wizard', 'mage'],
	['an apple', 'red apple'],
	['an apple pie', 'apple pie'],
	['a tiny steampunk castle', 'castle'],
	['an owl made of ice', 'owl'],
	['a portrait of the old king', 'prince'],
	['', ''],
	['and', 'and'],
])('%j is one thing: %j', (text, thing) => {
	expect(read(text)).toEqual(alone(thing));
});

test.each([
	['a cat and a dog', 'beside', ['cat', 'dog']],
	['a cat to the right of a dog', 'beside', ['dog', 'cat']],
	['a rocket above the moon', 'above', ['rocket', 'crescent moon']],
	['a cat under a tree', 'above', ['deciduous tree', 'cat']],
	['a lion, a crown and a rose', 'three', ['lion', 'crown', 'rose']],
	['three apples', 'three', ['red apple', 'red apple', 'red apple']],
	['two apples and a fish', 'three', ['red apple', 'red apple', 'fish']],
	['many apples and three fish', 'four', ['red apple', 'red apple', 'fish', 'fish']],
	['a cat, a dog, a fish, an owl, a bee', 'four', ['cat', 'dog', 'fish', 'owl']],
])('%j stands %s', (text, layout, things) => {
	expect(read(text)).toEqual({ layout, things: things.map(plain), ground: null, style: null });
});

test.each([
	['a cat on a blue background', 'cat', 'on a blue background'],
	['a castle at night', 'castle', 'at night'],
	['an owl in the snow, oil painting', 'owl', 'in the snow'],
	['a frog in a volcano', 'frog', 'in a volcano'],
	['a fish with a green and white striped background', 'fish', 'with a green and white striped background'],
])('%j has a ground', (text, thing, ground) => {
	expect(read(text)).toEqual({ ...alone(thing), ground });
});

test('what a text says of the style chooses it, and is no part of the thing', () => {
	expect(read('a 3D render of an owl')).toEqual({ ...alone('owl'), style: words.styles['a 3d render of'] });
	expect(read('a flat drawing of two owls on a red background')).toEqual({
		...{ layout: 'beside', things: [plain('owl'), plain('owl')] },
		...{ ground: 'on a red background', style: words.styles['a flat drawing of'] },
	});
});

test.each([
	['a purple elephant', 'elephant', words.colours['purple']],
	['a dark blue horse', 'horse', words.colours['dark blue']],
	['a red apple', 'red apple', null],
	['a blue apple', 'red apple', words.colours['blue']],
	['orange', 'tangerine', null],
	['an orange', 'tangerine', null],
])('the colour of %j is told apart from its name, unless the name has it', (text, thing, colour) => {
	expect(read(text).things).toEqual([{ text: thing, colour }]);
});

test('a text of thousands of words has four things at most', () => {
	const long = Array.from({ length: 2_000 }, (_, at) => ['a red apple', 'and', 'in', 'on a'][at % 4]).join(' ');
	expect(read(long).things.length).toBeLessThanOrEqual(4);
});
