import { expect, test } from 'vitest';
import { type FamilyNode, layOutFamily, nodeWidth } from './family-layout.ts';

const node = (key: string, generation: number, ...parents: string[]): FamilyNode => ({ key, generation, parents });

test('each generation is a row of its own, the oldest at the top, and rows are centred', () => {
	const { nodes, width } = layOutFamily([
		node('child', 1, 'self'),
		node('self', 0, 'parent'),
		node('parent', -1),
		node('other', 1, 'self'),
	]);
	const place = new Map(nodes.map(({ node: { key }, x, y }) => [key, { x, y }]));
	expect(place.get('parent')?.y).toBeLessThan(place.get('self')?.y ?? 0);
	expect(place.get('self')?.y).toBeLessThan(place.get('child')?.y ?? 0);
	expect(place.get('child')?.y).toBe(place.get('other')?.y);
	for (const key of ['parent', 'self']) expect(place.get(key)?.x).toBe((width - nodeWidth) / 2);
});

test('no two pictures overlap, and all are within the width', () => {
	const many = Array.from({ length: 9 }, (_, index) => node(`child ${index}`, 1, 'self'));
	const { nodes, width } = layOutFamily([node('self', 0), ...many]);
	const row = nodes.filter(({ node: { generation } }) => generation === 1).map(({ x }) => x);
	expect(row.every((x, index) => index === 0 || x - (row[index - 1] ?? 0) > nodeWidth)).toBe(true);
	expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
	expect(Math.max(...row) + nodeWidth).toBeLessThanOrEqual(width);
});

test('pictures stand below what they were made from, so that lines of a tree do not cross', () => {
	const { nodes } = layOutFamily([
		node('left', 0),
		node('right', 0),
		node('of right', 1, 'right'),
		node('of left', 1, 'left'),
	]);
	expect(nodes.map(({ node: { key } }) => key)).toEqual(['left', 'right', 'of left', 'of right']);
});

test('there is a line for every parent that hangs here, and none for one that does not', () => {
	const { lines } = layOutFamily([node('a', 0), node('b', 0), node('c', 1, 'a', 'b', 'elsewhere')]);
	expect(lines.map(({ from, to }) => [from, to])).toEqual([
		['a', 'c'],
		['b', 'c'],
	]);
});

test('a picture alone has a place and no lines', () => {
	expect(layOutFamily([node('a', 0)])).toMatchObject({ width: nodeWidth, nodes: [{ x: 0, y: 0 }], lines: [] });
});
