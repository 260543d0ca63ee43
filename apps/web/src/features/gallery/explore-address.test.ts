import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	type Explored,
	exploreVariables,
	levels,
	minimumSides,
	periods,
	printExplored,
	readExplored,
	shapes,
	shows,
} from './explore-address.ts';

const plain: Explored = {
	show: 'new',
	seed: null,
	words: null,
	tag: null,
	pack: null,
	shape: null,
	side: null,
	level: null,
	period: null,
	renderable: false,
};

function searchOf(address: string): Record<string, string> {
	return Object.fromEntries(new URL(address, 'http://gallery.example').searchParams);
}

test('a list is the same after its address was written and read', () => {
	const orNull = <Value>(values: readonly Value[]) => fc.constantFrom(null, ...values);
	const explored = fc.record({
		show: fc.constantFrom(...shows),
		seed: fc.option(fc.nat(2 ** 31 - 1)),
		words: orNull(['a red apple', '"árbol" -sea & more']),
		tag: orNull(['vqgan', 'año']),
		pack: orNull(['starter', 'a b&c']),
		shape: orNull(shapes),
		side: orNull(minimumSides),
		level: orNull(levels),
		period: orNull(periods),
		renderable: fc.boolean(),
	});
	fc.assert(
		fc.property(explored, (list) => {
			const read = readExplored(searchOf(printExplored('/', list)));
			expect(read).toEqual({ ...list, seed: list.show === 'random' ? list.seed : null });
		}),
	);
	expect(printExplored('/', plain)).toBe('/');
});

test('what an address says that means nothing is left out', () => {
	const odd = {
		show: 'best',
		seed: '-1',
		tag: 'two words',
		shape: 'round',
		side: '3',
		level: 'none',
		period: ['day'],
		renderable: '0',
	};
	expect(readExplored(odd)).toEqual(plain);
	expect(readExplored({ seed: '2147483648' }).seed).toBeNull();
	expect(readExplored({ q: ' x'.repeat(500) }).words).toHaveLength(300);
	expect(readExplored({ tag: '#VQGAN' }).tag).toBe('vqgan');
});

test('a list is asked for in the words of the API', () => {
	expect(
		exploreVariables({ ...plain, show: 'following', shape: 'square', period: 'week', side: 512, level: 'sensitive' }),
	).toEqual({
		order: 'NEWEST',
		seed: null,
		filter: {
			words: null,
			tag: null,
			packId: null,
			shape: 'SQUARE',
			minimumSidePx: 512,
			contentLevel: 'SENSITIVE',
			isRenderable: null,
			period: 'WEEK',
			isFollowed: true,
		},
	});
	expect(exploreVariables({ ...plain, words: 'apple' })).toMatchObject({
		order: 'RELEVANCE',
		filter: { words: 'apple' },
	});
	expect(exploreVariables({ ...plain, show: 'random', seed: 7 })).toMatchObject({ order: 'RANDOM', seed: 7 });
});
