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
	['a red apple', 'a red apple'],
	['An Owl.', 'an owl'],
	['something nobody has drawn', 'something nobody has drawn'],
	['a painting of a castle', 'a castle'],
	['a castle, oil on canvas, trending', 'a castle'],
	['cat with tears of joy', 'cat with tears of joy'],
	['man in tuxedo', 'man in tuxedo'],
	['', ''],
	['and', 'and'],
])('%j is one thing: %j', (text, thing) => {
	expect(read(text)).toEqual(alone(thing));
});

test.each([
	['a cat and a dog', 'beside', ['a cat', 'a dog']],
	['a cat to the right of a dog', 'beside', ['a dog', 'a cat']],
	['a rocket above the moon', 'above', ['a rocket', 'moon']],
	['a cat under a tree', 'above', ['a tree', 'a cat']],
	['a lion, a crown and a rose', 'three', ['a lion', 'a crown', 'a rose']],
	['three apples', 'three', ['apples', 'apples', 'apples']],
	['two apples and a fish', 'three', ['apples', 'apples', 'a fish']],
	['many apples and three fish', 'four', ['apples', 'apples', 'fish', 'fish']],
	['a cat, a dog, a fish, an owl, a bee', 'four', ['a cat', 'a dog', 'a fish', 'an owl']],
])('%j stands %s', (text, layout, things) => {
	expect(read(text)).toEqual({ layout, things: things.map(plain), ground: null, style: null });
});

test.each([
	['a cat on a blue background', 'a cat', 'on a blue background'],
	['a castle at night', 'a castle', 'at night'],
	['an owl in the snow, oil painting', 'an owl', 'in the snow'],
	['a frog in a volcano', 'a frog', 'in a volcano'],
	['a fish with a green and white striped background', 'a fish', 'with a green and white striped background'],
])('%j has a ground', (text, thing, ground) => {
	expect(read(text)).toEqual({ ...alone(thing), ground });
});

test('what a text says of the style chooses it, and is no part of the thing', () => {
	expect(read('a 3D render of an owl')).toEqual({ ...alone('an owl'), style: words.styles['a 3d render of'] });
	expect(read('a flat drawing of two owls on a red background')).toEqual({
		...{ layout: 'beside', things: [plain('owls'), plain('owls')] },
		...{ ground: 'on a red background', style: words.styles['a flat drawing of'] },
	});
});

test.each([
	['a purple elephant', 'a elephant', words.colours['purple']],
	['a dark blue horse', 'a horse', words.colours['dark blue']],
	['a red apple', 'a red apple', null],
	['a blue apple', 'a apple', words.colours['blue']],
	['orange', 'orange', null],
	['an orange', 'an orange', null],
])('the colour of %j is told apart from its name, unless the name has it', (text, thing, colour) => {
	expect(read(text).things).toEqual([{ text: thing, colour }]);
});

test('a text of thousands of words has four things at most', () => {
	const long = Array.from({ length: 2_000 }, (_, at) => ['a red apple', 'and', 'in', 'on a'][at % 4]).join(' ');
	expect(read(long).things.length).toBeLessThanOrEqual(4);
});
