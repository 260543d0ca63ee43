/** @file Published pictures, and what they were made from. */
import {
	isFinal,
	type Licence,
	maximumTitleLength,
	newIdentifier,
	RenderError,
	type RenderState,
	shownTextIssues,
	tagsOfPicture,
} from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import { collectingColumns } from '../access/collect-permission.ts';
import type { RemixPolicy } from '../access/remix-permission.ts';
import { mayBeSeen, recipeMayBeSeen, type Viewer, viewerValue, visibleIds } from '../access/visibility.ts';
import { inOrder } from '../database/in-order.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { creditSources, licenceOfPublication } from '../renders/render-sources.ts';
import { checkAlternativeText } from './alternative-text.ts';
import type { Artwork, Lineage } from './artwork.ts';
import { type ArtworkRow, asArtwork } from './artwork-rows.ts';
import { replaceTags } from './tags.ts';

const maximumRemixes = 50;
const pictureColumns =
	'"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight"';

interface PublishableRow {
	readonly state: RenderState;
	/** Steps completed. */
	readonly step: number;
	readonly requestedById: string;
	readonly usualLicence: Licence | null;
}

/**
 * Publishes the picture of a render that is over, its last or that of a step that was kept, and credits the artworks that it was
 * made from. Publishing again gives the same artwork, with its first step, title and tags.
 * Throws `INVALID_TITLE`, `INVALID_INPUT` (tags, licence, alternative text), `NOT_FOUND`, `NOT_ALLOWED` (somebody else's render),
 * `NOT_FINISHED` and `STEP_NOT_KEPT`.
 */
export async function publishRender(
	store: Store,
	input: {
		readonly renderId: string;
		/** One that was kept (`keepStep`); the last that it completed when left out. */
		readonly step?: number | null;
		readonly title: string;
		/** What it shows; when left out, title and prompt stand for it. */
		readonly alternativeText?: string | null;
		/** Besides those in the title. */
		readonly tags?: readonly string[] | null;
		readonly userId: string;
		/** That of the render when left out. */
		readonly visibility?: Visibility | null;
		/** When left out, the person's default, or what the pictures that it was made from allow. */
		readonly licence?: Licence | null | undefined;
		/** Who may make something from it besides its person; everyone when left out. */
		readonly remixPolicy?: RemixPolicy | null;
		/** For whom it is; for everyone when left out. */
		readonly contentLevel?: ContentLevel | null;
		/** Whether only its person may know how it was made; as the render when left out. */
		readonly recipeHidden?: boolean | null;
	},
): Promise<Artwork> {
	const title = checkTitle(input.title);
	const tags = tagsOfPicture(input.tags ?? [], title);
	const alternativeText = checkAlternativeText(input.alternativeText ?? null);
	const id = await transaction(store, async (sql) => {
		const row = await lockPublishable(sql, input.renderId);
		if (!row) throw new RenderError('NOT_FOUND', `There is no render ${input.renderId}`);
		if (row.requestedById !== input.userId)
			throw new RenderError('NOT_ALLOWED', 'Only who asked for a render may publish it');
		// Only now that the row is locked: who published it first has finished.
		const [earlier] = await sql.query<{ id: string }>('SELECT id FROM "Artwork" WHERE "renderId" = $1', [
			input.renderId,
		]);
		if (earlier) return earlier.id;
		if (!isFinal(row.state))
			throw new RenderError('NOT_FINISHED', `Only a render that is over can be published; this one is ${row.state}`);
		const step = await findPublishable(sql, row, input);
		return insertArtwork(sql, { ...input, step, title, alternativeText, tags, usualLicence: row.usualLicence });
	});
	const [artwork] = await readArtworks(store, [id], { userId: input.userId, role: 'MEMBER' });
	if (!artwork) throw new RenderError('NOT_FOUND', `Artwork ${id} was removed as soon as it was published`);
	return artwork;
}

/** The title without the spaces around it. Throws `INVALID_TITLE`. */
export function checkTitle(text: string): string {
	const title = text.trim();
	const issues = shownTextIssues(title, 'title', { maximum: maximumTitleLength });
	const [issue] = issues;
	if (issue === undefined) return title;
	throw new RenderError('INVALID_TITLE', `The title ${issue.message}`, { issues });
}

async function lockPublishable(sql: Queryable, renderId: string): Promise<PublishableRow | undefined> {
	const [row] = await sql.query<PublishableRow>(
		`SELECT state, step, "requestedById", (SELECT "defaultLicence" FROM "User" WHERE id = "requestedById") AS "usualLicence"
		 FROM "Render" WHERE id = $1 FOR UPDATE`,
		[renderId],
	);
	return row;
}

/** The step as it was asked to be kept; null for the picture of a finished render. Throws `STEP_NOT_KEPT`. */
async function findPublishable(
	sql: Queryable,
	{ state, step: last }: PublishableRow,
	{ renderId, step }: { readonly renderId: string; readonly step?: number | null },
): Promise<number | null> {
	const wanted = step ?? last;
	if (state === 'DONE' && wanted === last) return null;
	const [kept] = await sql.query<{ step: number }>(
		`SELECT step FROM "KeptStep" WHERE "renderId" = $1 AND "imageKey" IS NOT NULL AND $2 IN (step, "shownStep")
		 ORDER BY step = $2 DESC LIMIT 1`,
		[renderId, wanted],
	);
	if (kept) return kept.step;
	throw new RenderError('STEP_NOT_KEPT', `Step ${wanted} of render ${renderId} was not kept: have it kept first`);
}

async function insertArtwork(
	sql: Queryable,
	input: {
		readonly renderId: string;
		/** As {@link findPublishable} gives it. */
		readonly step: number | null;
		readonly title: string;
		readonly alternativeText: string | null;
		readonly tags: readonly string[];
		/** Of the person, when none is chosen. */
		readonly usualLicence: Licence | null;
		readonly remixPolicy?: RemixPolicy | null;
		readonly visibility?: Visibility | null;
		readonly licence?: Licence | null | undefined;
		readonly contentLevel?: ContentLevel | null;
		readonly recipeHidden?: boolean | null;
	},
): Promise<string> {
	const { renderId, title } = input;
	const id = newIdentifier('artwork');
	const licence = await licenceOfPublication(sql, renderId, input.licence, input.usualLicence);
	// The key is made here, once: it is the database's clock, and always above the parent's.
	await sql.query(
		`INSERT INTO "Artwork" (id, title, "alternativeText", "renderId", "recipeHash", "publishedById", step, visibility, licence, "remixPolicy", "ownContentLevel", "recipeHidden", "publishedAt", "sortKey", "trendKey",
			"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight")
		 SELECT $1, $2, $9, id, "recipeHash", "requestedById", picture.step, coalesce($5::"Visibility", visibility),
			$6::"Licence", coalesce($4::"RemixPolicy", 'EVERYONE'), coalesce($7::"ContentLevel", 'EVERYONE'), coalesce($8::boolean, "recipeHidden"), clock_timestamp(),
			place, place, picture."imageKey", picture."imageThumbhash", picture."imageWidth", picture."imageHeight",
			picture."thumbnailKey", picture."thumbnailWidth", picture."thumbnailHeight"
		 FROM "Render", (
			SELECT step, ${pictureColumns} FROM "Render" WHERE id = $3 AND $10::int IS NULL
			UNION ALL SELECT "shownStep", ${pictureColumns} FROM "KeptStep" WHERE "renderId" = $3 AND step = $10
		 ) AS picture, greatest((extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
			1 + (SELECT max("sortKey") FROM "RenderSource" AS source JOIN "Artwork" AS parent ON parent.id = "artworkId"
				WHERE source."renderId" = $3)) AS place
		 WHERE id = $3`,
		[
			id,
			title,
			renderId,
			input.remixPolicy ?? null,
			input.visibility ?? null,
			licence,
			input.contentLevel ?? null,
			input.recipeHidden ?? null,
			input.alternativeText,
			input.step,
		],
	);
	await creditSources(sql, id, renderId);
	await replaceTags(sql, id, input.tags);
	return id;
}

/** In the order of `ids`, null where there is none that the viewer may see at its address. */
export async function getArtworks(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Artwork | null)[]> {
	const visible = await visibleIds(store, 'Artwork', ids, viewer);
	const artworks = await readArtworks(store, [...visible], viewer);
	return inOrder(
		ids,
		artworks.flatMap((artwork) => artwork ?? []),
	);
}

/** Does not ask who may see them: only for ids that were found in the viewer's eyes. Recipes that are hidden stay so. */
export async function readArtworks(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Artwork | null)[]> {
	const collecting = collectingColumns(viewer, { idsParameter: '$1', viewerParameter: '$2' });
	const rows = await query<ArtworkRow>(
		store,
		`SELECT artwork.*, json_build_object('json', recipe.json) AS recipe ${collecting.columns}
		 FROM "Artwork" AS artwork JOIN "Recipe" AS recipe ON recipe.hash = artwork."recipeHash" ${collecting.joins}
		 WHERE artwork.id = ANY($1)`,
		collecting.columns === '' ? [ids] : [ids, viewerValue(viewer)],
	);
	return inOrder(
		ids,
		rows.map((row) => asArtwork(row, viewer)),
	);
}

/** Whether nothing has ever been published here, or all of it is gone. */
export async function isGalleryEmpty(store: Store): Promise<boolean> {
	return (await query(store, 'SELECT FROM "Artwork" LIMIT 1')).length === 0;
}

/**
 * What each artwork was made from, in the order of `artworkIds`. Of a parent that is not listed for the viewer nothing
 * is said.
 */
export async function parentsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly Lineage[])[]> {
	const columns = { owner: 'parent."publishedById"', visibility: 'parent.visibility' };
	const rows = await query<Lineage & { readonly childId: string }>(
		store,
		`SELECT "childId", "parentId", "parentTitle", "parentThumbhash", kind, share,
			CASE WHEN ${recipeMayBeSeen('child."publishedById"', '$2')} THEN "parentStep" END AS "parentStep"
		 FROM "Lineage" JOIN "Artwork" AS child ON child.id = "childId" LEFT JOIN "Artwork" AS parent ON parent.id = "parentId"
		 WHERE "childId" = ANY($1) AND (parent.id IS NULL OR ${mayBeSeen(viewer, 'list', columns, '$2')})
		 ORDER BY "Lineage"."createdAt", "Lineage".id`,
		[artworkIds, viewerValue(viewer)],
	);
	return artworkIds.map((id) => rows.filter((row) => row.childId === id));
}

/**
 * What was made from each artwork and is listed for the viewer, newest first, at most `maximum` each, in the order of
 * `artworkIds`.
 */
export async function remixesOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
	maximum: number = maximumRemixes,
): Promise<readonly (readonly Artwork[])[]> {
	const rows = await query<{ parentId: string; childId: string }>(
		store,
		`SELECT "parentId", "childId" FROM unnest($1::text[]) AS parent (id), LATERAL (
			SELECT "parentId", "childId", "sortKey" FROM ${listedChildren(viewer, '"parentId" = parent.id', '$3')} ORDER BY "sortKey" DESC, child.id DESC LIMIT $2
		) AS newest ORDER BY "sortKey" DESC, "childId" DESC`,
		[artworkIds, maximum, viewerValue(viewer)],
	);
	const children = await readArtworks(
		store,
		rows.map((row) => row.childId),
		viewer,
	);
	return artworkIds.map((id) =>
		rows.flatMap((row, index) => {
			const child = children[index];
			return row.parentId === id && child ? [child] : [];
		}),
	);
}

/** How many of its remixes are listed for the viewer, of each artwork, in the order of `artworkIds`. */
export async function countRemixes(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly number[]> {
	const rows = await query<{ parentId: string; count: number }>(
		store,
		`SELECT "parentId", count(*)::int AS count FROM ${listedChildren(viewer, '"parentId" = ANY($1)', '$2')} GROUP BY "parentId"`,
		[artworkIds, viewerValue(viewer)],
	);
	const counts = new Map(rows.map((row) => [row.parentId, row.count]));
	return artworkIds.map((id) => counts.get(id) ?? 0);
}

/** SQL: the edges to remixes that are listed for the viewer, whose value is the parameter `viewerParameter`. */
function listedChildren(viewer: Viewer, condition: string, viewerParameter: string): string {
	const columns = { owner: 'child."publishedById"', visibility: 'child.visibility' };
	return `"Lineage" JOIN "Artwork" AS child ON child.id = "childId"
		WHERE ${condition} AND ${mayBeSeen(viewer, 'list', columns, viewerParameter)}`;
}
