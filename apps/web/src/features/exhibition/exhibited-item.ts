/** @file What of a collection can hang in an exhibition. */
import type { ExhibitionQuery } from '../../graphql/generated/graphql.ts';

type Edges = NonNullable<ExhibitionQuery['collectionAt']>['items']['edges'];
type Item = Edges[number]['node'];

/** An item with a picture. */
export type ExhibitedItem = Item & { readonly artwork: NonNullable<Item['artwork']> };

/** The places with a picture that is shown without a question: a screen in a room can answer none. */
export function exhibitedOf(edges: Edges): readonly ExhibitedItem[] {
	return edges.flatMap(({ node }) =>
		node.artwork && !node.artwork.viewerVeiled ? [{ ...node, artwork: node.artwork }] : [],
	);
}
