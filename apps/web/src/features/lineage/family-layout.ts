/** @file Where the pictures of a family hang: one row per generation, each near what it was made from. */

/** One picture to be placed; `parents` are keys of other pictures. */
export interface FamilyNode {
	readonly key: string;
	readonly generation: number;
	readonly parents: readonly string[];
}

interface PlacedNode<Node> {
	readonly node: Node;
	/** Of its upper left corner, in pixels. */
	readonly x: number;
	readonly y: number;
}

export interface FamilyLayout<Node> {
	readonly width: number;
	readonly height: number;
	/** Row by row, from left to right. */
	readonly nodes: readonly PlacedNode<Node>[];
	/** SVG paths, from the lower edge of a parent's picture to the upper edge of a child's. */
	readonly lines: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

export const nodeWidth = 128;
/** Of the picture; its words come below. */
export const pictureHeight = 128;
const rowHeight = 236;
const gap = 24;

/**
 * Rows are centred. Within one, pictures stand in the order of the mean place of their parents, so that few lines cross
 * (the barycentre rule of Sugiyama et al. 1981, from the top once); the first row keeps its order.
 */
export function layOutFamily<Node extends FamilyNode>(nodes: readonly Node[]): FamilyLayout<Node> {
	const generations = [...new Set(nodes.map((node) => node.generation))].sort((one, other) => one - other);
	const rows = generations.map((generation) => nodes.filter((node) => node.generation === generation));
	const widest = Math.max(1, ...rows.map((row) => row.length));
	const width = widest * nodeWidth + (widest - 1) * gap;
	const centres = new Map<string, number>();
	const placed: PlacedNode<Node>[] = [];
	for (const [index, row] of rows.entries()) {
		const wish = (node: Node): number => {
			const above = node.parents.flatMap((key) => centres.get(key) ?? []);
			return above.length === 0 ? width / 2 : above.reduce((sum, x) => sum + x, 0) / above.length;
		};
		const ordered = index === 0 ? row : [...row].sort((one, other) => wish(one) - wish(other));
		const left = (width - (row.length * nodeWidth + (row.length - 1) * gap)) / 2;
		for (const [place, node] of ordered.entries()) {
			const x = left + place * (nodeWidth + gap);
			centres.set(node.key, x + nodeWidth / 2);
			placed.push({ node, x, y: index * rowHeight });
		}
	}
	const byKey = new Map(placed.map((each) => [each.node.key, each]));
	const lines = placed.flatMap((child) =>
		child.node.parents.flatMap((key) => {
			const parent = byKey.get(key);
			return parent ? [{ from: key, to: child.node.key, path: lineBetween(parent, child) }] : [];
		}),
	);
	return { width, height: Math.max(0, rows.length - 1) * rowHeight + rowHeight - gap, nodes: placed, lines };
}

/** A curve that leaves and arrives upright. */
function lineBetween(parent: { x: number; y: number }, child: { x: number; y: number }): string {
	const [x0, y0] = [parent.x + nodeWidth / 2, parent.y + rowHeight - gap];
	const [x1, y1] = [child.x + nodeWidth / 2, child.y];
	const middle = (y0 + y1) / 2;
	return `M${x0} ${y0} C${x0} ${middle} ${x1} ${middle} ${x1} ${y1}`;
}
