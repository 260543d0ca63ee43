/** @file How rows become artworks. */
import { parseRecipe } from '@galatea/render';
import { type CollectingRow, collectingOf } from '../access/collect-permission.ts';
import { maySeeRecipe, type Viewer } from '../access/visibility.ts';
import { imagesOf } from '../files/image-columns.ts';
import type { Prisma } from '../generated/client.ts';
import type { Artwork } from './artwork.ts';

/** An artwork with what is read with it, in one statement: lists have few to spare. */
export type ArtworkRow = Omit<
	Prisma.ArtworkGetPayload<{ include: { recipe: { select: { json: true } } } }>,
	'sortKey' | 'trendKey'
> &
	CollectingRow;

/** As the viewer may see it: a recipe that is hidden is not read. */
export function asArtwork(row: ArtworkRow, viewer: Viewer): Artwork {
	const { image, thumbnail } = imagesOf(row);
	if (!image || !thumbnail) throw new Error(`Artwork ${row.id} has no image`);
	const isToldHow = maySeeRecipe(viewer, row.publishedById, row.recipeHidden);
	return {
		id: row.id,
		title: row.title,
		alternativeText: row.alternativeText,
		renderId: row.renderId,
		step: isToldHow ? row.step : null,
		recipe: isToldHow ? parseRecipe(row.recipe.json) : null,
		recipeHidden: row.recipeHidden,
		publishedById: row.publishedById,
		visibility: row.visibility,
		contentLevel: row.contentLevel,
		hidden: row.hidden,
		licence: row.licence,
		commentPolicy: row.commentPolicy,
		remixPolicy: row.remixPolicy,
		publishedAt: row.publishedAt,
		collecting: collectingOf(row, viewer),
		image,
		thumbnail,
	};
}
