/** @file Which artworks a list has: what narrows it, and of that only what the viewer may be shown. */
import type { ContentLevel } from '../access/audience.ts';
import { collectionMayBeSeen } from '../access/collection-visibility.ts';
import { mayBeSeen, recipeMayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';

/** By the sides of the picture. */
export const pictureShapes = ['SQUARE', 'PORTRAIT', 'LANDSCAPE'] as const;
type PictureShape = (typeof pictureShapes)[number];

/** How long ago something was published at most, and that as PostgreSQL says it. */
const intervals = { DAY: '1 day', WEEK: '7 days', MONTH: '1 month', YEAR: '1 year' } as const;
export type Period = keyof typeof intervals;
export const periods = Object.keys(intervals) as readonly Period[];

/** What is left out, or null, does not narrow the list. */
export interface ArtworkFilter {
	readonly publishedById?: string | null;
	/** Words that are in title, tags or prompts: as search engines read them, with "phrases", `or`, and `-` for not. */
	readonly words?: string | null;
	/** As packages/render's `readTag` gives it. */
	readonly tag?: string | null;
	readonly packId?: string | null;
	readonly shape?: PictureShape | null;
	/** Pixels of the longer side at least. */
	readonly minimumSidePx?: number | null;
	/** Of this level exactly; a viewer who is not shown it finds none. */
	readonly contentLevel?: ContentLevel | null;
	/** Those whose recipe names one of these packs by its hash: what can be rendered again where these packs are. */
	readonly packHashes?: readonly string[] | null;
	readonly period?: Period | null;
	/** Of those whom the viewer follows, and what is in collections that they follow, only. */
	readonly following?: boolean | null;
}

const shapes: Readonly<Record<PictureShape, string>> = {
	SQUARE: '"imageWidth" = "imageHeight"',
	PORTRAIT: '"imageWidth" < "imageHeight"',
	LANDSCAPE: '"imageWidth" > "imageHeight"',
};

/** Takes a value and gives the placeholder that stands for it. */
export type Bind = (value: unknown) => string;

/** Values of a statement, and what binds them to it. */
export function parameters(): { readonly values: unknown[]; readonly bind: Bind } {
	const values: unknown[] = [];
	return { values, bind: (value) => `$${values.push(value)}` };
}

/**
 * What a listed artwork must be, as conditions on the columns of "Artwork"; on the list of one person also those of whom
 * the viewer has muted.
 */
export function conditionsOf(filter: ArtworkFilter, viewer: Viewer, bind: Bind): string[] {
	const purpose = filter.publishedById == null ? 'list' : 'profile';
	const columns = { owner: '"publishedById"', visibility: 'visibility' };
	const person = bind(viewerValue(viewer));
	// What cannot be read in a recipe is not found by it either.
	const recipe = (condition: string) =>
		`(${recipeMayBeSeen('"publishedById"', person)} AND EXISTS (SELECT FROM "Recipe" WHERE hash = "recipeHash" AND ${condition}))`;
	const conditions = [mayBeSeen(viewer, purpose, columns, person)];
	if (filter.publishedById != null) conditions.push(`"publishedById" = ${bind(filter.publishedById)}`);
	if (filter.words != null)
		conditions.push(`EXISTS (
			SELECT FROM "ArtworkText" WHERE "artworkId" = "Artwork".id AND words @@ galatea_query(${bind(plain(filter.words))}))`);
	if (filter.tag != null)
		conditions.push(`EXISTS (SELECT FROM "ArtworkTag" WHERE "artworkId" = "Artwork".id AND tag = ${bind(filter.tag)})`);
	if (filter.packId != null) conditions.push(recipe(`"packId" = ${bind(filter.packId)}`));
	if (filter.packHashes != null) conditions.push(recipe(`"packHash" = ANY(${bind(filter.packHashes)})`));
	if (filter.shape != null) conditions.push(shapes[filter.shape]);
	if (filter.minimumSidePx != null)
		conditions.push(`greatest("imageWidth", "imageHeight") >= ${bind(filter.minimumSidePx)}`);
	if (filter.contentLevel != null) conditions.push(`"contentLevel" = ${bind(filter.contentLevel)}`);
	if (filter.period != null) conditions.push(`"publishedAt" >= now() - ${bind(intervals[filter.period])}::interval`);
	if (filter.following)
		conditions.push(`(${isOfFollowedPerson(person)} OR EXISTS (
			SELECT FROM ${followedItems(viewer, person)} AND item."artworkId" = "Artwork".id))`);
	return conditions;
}

/** The condition that an artwork is of somebody whom the viewer follows, whose value is the parameter `person`. */
export function isOfFollowedPerson(person: string): string {
	return `"publishedById" IN (SELECT "followedId" FROM "Follow" WHERE "followerId" = ${person})`;
}

/** What is in the collections that the viewer follows and may see, as `item`, with a condition that others can be added to. */
export function followedItems(viewer: Viewer, person: string): string {
	return `"CollectionFollow" AS follow JOIN "Collection" AS collection ON collection.id = follow."collectionId"
		JOIN "CollectionItem" AS item ON item."collectionId" = collection.id
		WHERE follow."userId" = ${person} AND ${collectionMayBeSeen(viewer, 'address', person)}`;
}

/** What the database takes as text: it has no NUL, and no half of a surrogate pair. */
export function plain(text: string): string {
	return text.replaceAll(/[\0\p{Surrogate}]/gu, ' ');
}
