/**
 * @file What a render is made from. It is written down when the render is asked for, with the terms of that moment, because
 * a licence that was given is not taken back; it becomes credit when the picture is published.
 */
import { type Licence, licencesOfRemix, newIdentifier, RenderError } from '@galatea/render';
import { mayBeSeen, recipeMayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';
import { type Queryable, query, type Store } from '../database/store.ts';
import { notify } from '../notifications/notify.ts';
import { renewTrend } from './trend.ts';

/**
 * What was taken from an artwork: its recipe; the state of its run; a part of a recipe that was mixed; its picture, to come
 * close to, to begin from, or to say where something counts; or, as somebody says whose picture file names it, whatever that file held.
 */
export const lineageKinds = ['REMIX', 'FORK', 'MIX', 'IMAGE_PROMPT', 'INITIAL_IMAGE', 'MASK', 'IMPORT'] as const;
export type LineageKind = (typeof lineageKinds)[number];

/** An artwork that a render is made from. */
export interface RenderSource {
	readonly artworkId: string;
	readonly kind: LineageKind;
	/** Of a FORK: the step of its run after which the render goes on. */
	readonly step?: number | null;
	/** Of a MIX: its part of the recipe, above 0, at most 1; the parts of all come to 1. */
	readonly share?: number | null;
}

/** Each artwork once, as what comes first of it. */
export function distinctSources(sources: readonly RenderSource[]): readonly RenderSource[] {
	return sources.filter(({ artworkId }, index) => sources.findIndex((each) => each.artworkId === artworkId) === index);
}

/** Columns of {@link RenderSource} as arrays, for the statement that writes a render. */
export function sourceColumns(sources: readonly RenderSource[]): readonly (readonly unknown[])[] {
	return [
		sources.map(({ artworkId }) => artworkId),
		sources.map(({ kind }) => kind),
		sources.map(({ step }) => step ?? null),
		sources.map(({ share }) => share ?? null),
	];
}

/**
 * The oldest artwork that has each of these pictures as its own, as somebody may see it at its address: its original, its
 * thumbnail and other sizes, a picture of its run or all of them as a video, or what they have brought back themselves.
 * By SHA-256.
 */
export async function artworksOfPictures(
	store: Store,
	sha256s: readonly string[],
	viewer: Viewer,
): Promise<ReadonlyMap<string, string>> {
	const columns = { owner: '"publishedById"', visibility: 'artwork.visibility' };
	const rows = await query<{ name: string; id: string }>(
		store,
		`SELECT DISTINCT ON (name) name, artwork.id FROM unnest($1::text[]) AS name, LATERAL (
			SELECT "Artwork".* FROM "Artwork" WHERE "imageKey" = name || '.png'
			UNION ALL SELECT "Artwork".* FROM "Frame" JOIN "Artwork" ON "Artwork"."renderId" = "Frame"."renderId"
				WHERE "Frame"."previewKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "StepPicture" AS step JOIN "Artwork" ON "Artwork"."renderId" = step."renderId"
				WHERE step."previewKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "KeptStep" AS kept JOIN "Artwork" ON "Artwork"."renderId" = kept."renderId"
				WHERE kept."imageKey" = name || '.png' OR kept."thumbnailKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "Render" JOIN "Artwork" ON "Artwork"."renderId" = "Render".id
				WHERE "Render"."imageKey" = name || '.png' OR "Render"."thumbnailKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "Video" JOIN "Artwork" ON "Artwork"."renderId" = "Video"."renderId"
				WHERE "Video"."webpKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "PictureRung" AS rung JOIN "Artwork" ON "Artwork"."imageKey" = rung."imageKey"
				WHERE rung.key IN (name || '.webp', name || '.avif')
			UNION ALL SELECT "Artwork".* FROM "Artwork" WHERE "thumbnailKey" = name || '.webp'
			UNION ALL SELECT "Artwork".* FROM "Upload" JOIN "Artwork" ON "Artwork".id = "Upload"."artworkId"
				WHERE "Upload"."userId" = $2 AND "Upload".key IN (name || '.png', name || '.jpg', name || '.webp', name || '.avif')
		) AS artwork WHERE ${mayBeSeen(viewer, 'address', columns, '$2')} ORDER BY name, artwork."sortKey", artwork.id`,
		[sha256s, viewerValue(viewer)],
	);
	return new Map(rows.map(({ name, id }) => [name, id]));
}

/** The oldest artwork of each recipe that somebody may see at its address, and whose recipe they may know. By hash. */
export async function artworksOfRecipes(
	store: Store,
	hashes: readonly string[],
	viewer: Viewer,
): Promise<ReadonlyMap<string, string>> {
	const columns = { owner: '"publishedById"', visibility: 'visibility' };
	const rows = await query<{ hash: string; id: string }>(
		store,
		`SELECT DISTINCT ON ("recipeHash") "recipeHash" AS hash, id FROM "Artwork" WHERE "recipeHash" = ANY($1)
		 AND ${mayBeSeen(viewer, 'address', columns, '$2')} AND ${recipeMayBeSeen(columns.owner, '$2')}
		 ORDER BY "recipeHash", "sortKey", id`,
		[hashes, viewerValue(viewer)],
	);
	return new Map(rows.map(({ hash, id }) => [hash, id]));
}

/**
 * Renders of somebody that nobody has published and of which these are pictures: what is made from them is made from
 * what they were made from. By SHA-256 of the pictures.
 */
export async function ownRendersOfPictures(
	store: Store,
	sha256s: readonly string[],
	userId: string,
): Promise<readonly string[]> {
	const rows = await query<{ id: string }>(
		store,
		`SELECT DISTINCT render.id FROM unnest($1::text[]) AS name, LATERAL (
			SELECT id FROM "Render" WHERE "imageKey" = name || '.png' OR "thumbnailKey" = name || '.webp'
			UNION ALL SELECT "renderId" FROM "Frame" WHERE "previewKey" = name || '.webp'
			UNION ALL SELECT "renderId" FROM "StepPicture" WHERE "previewKey" = name || '.webp'
			UNION ALL SELECT "renderId" FROM "KeptStep" WHERE "imageKey" = name || '.png' OR "thumbnailKey" = name || '.webp'
			UNION ALL SELECT "renderId" FROM "Video" WHERE "webpKey" = name || '.webp'
		) AS found JOIN "Render" AS render ON render.id = found.id
		WHERE render."requestedById" = $2 AND NOT EXISTS (SELECT FROM "Artwork" WHERE "renderId" = render.id)`,
		[sha256s, userId],
	);
	return rows.map(({ id }) => id);
}

/**
 * The terms that bind an artwork or a render through what it was made from, as an SQL array; `renderId` is the column
 * that names the render.
 */
export function inheritedLicences(renderId: string): string {
	return `ARRAY(SELECT DISTINCT term FROM "RenderSource" AS earlier,
		unnest(array_append(earlier."inheritedLicences", earlier.licence)) AS term
		WHERE earlier."renderId" = ${renderId} AND term IS NOT NULL)`;
}

/**
 * Licences under which a render of these artworks, going on from these unpublished renders of the same person, could be
 * published by somebody. Of their own works they decide, as far as these are not made from those of others.
 */
export async function licencesOfSources(
	store: Store,
	artworkIds: readonly string[],
	userId: string | null,
	continuedIds: readonly string[] = [],
): Promise<readonly (Licence | null)[]> {
	const rows = await query<{ licence: Licence | null }>(
		store,
		`SELECT licence FROM "Artwork" WHERE id = ANY($1) AND "publishedById" <> $2
		 UNION ALL SELECT unnest(${inheritedLicences('"Artwork"."renderId"')}) FROM "Artwork"
			WHERE id = ANY($1) AND "publishedById" = $2
		 UNION ALL SELECT unnest(${inheritedLicences('"Render".id')}) FROM "Render" WHERE id = ANY($3)`,
		[artworkIds, userId ?? '', continuedIds],
	);
	return licencesOfRemix(rows.map(({ licence }) => licence));
}

/** Licences under which each render may be published, by the terms of what it was made from; null for none stated. */
export async function licenceChoicesOf(
	store: Store,
	renderIds: readonly string[],
): Promise<readonly (readonly (Licence | null)[])[]> {
	const rows = await query<{ renderId: string; licence: Licence }>(
		store,
		`SELECT id AS "renderId", unnest(${inheritedLicences('id')}) AS licence FROM unnest($1::text[]) AS id`,
		[renderIds],
	);
	return renderIds.map((id) =>
		licencesOfRemix(rows.flatMap(({ renderId, licence }) => (renderId === id ? licence : []))),
	);
}

/**
 * The licence under which the picture of a render is published: the one that is chosen, or else the person's usual one, or the
 * freest that its sources allow. Throws `INVALID_INPUT` for a choice that they do not allow.
 */
export async function licenceOfPublication(
	sql: Queryable,
	renderId: string,
	chosen: Licence | null | undefined,
	usual: Licence | null,
): Promise<Licence | null> {
	const rows = await sql.query<{ licence: Licence }>(`SELECT unnest(${inheritedLicences('$1')}) AS licence`, [
		renderId,
	]);
	const allowed = licencesOfRemix(rows.map(({ licence }) => licence));
	const wanted = chosen === undefined ? usual : chosen;
	if (allowed.includes(wanted)) return wanted;
	const [freest = null] = allowed;
	if (chosen === undefined) return freest;
	const names = allowed.map((licence) => licence ?? 'none').join(', ');
	const message = `must be one that what it was made from allows: ${names}`;
	throw new RenderError('INVALID_INPUT', `The licence ${message}`, { issues: [{ path: 'licence', message }] });
}

/** Writes the credits of an artwork that has just been published, and tells those who are credited. */
export async function creditSources(sql: Queryable, artworkId: string, renderId: string): Promise<void> {
	const sources = await sql.query<{ place: number; parentId: string | null }>(
		'SELECT place, "artworkId" AS "parentId" FROM "RenderSource" WHERE "renderId" = $1 ORDER BY place',
		[renderId],
	);
	for (const { place, parentId } of sources) {
		await sql.query(
			`INSERT INTO "Lineage"
				(id, "childId", "parentId", "parentTitle", "parentThumbhash", kind, "parentStep", share, "createdBy", "createdAt")
			 SELECT $1, $2, source."artworkId", coalesce(parent.title, source.title), source.thumbhash, source.kind, source.step, share,
				(CASE WHEN source.kind = 'IMPORT' THEN 'USER' ELSE 'SERVER' END)::"LineageAuthor",
				now() + place * interval '1 millisecond'
			 FROM "RenderSource" AS source LEFT JOIN "Artwork" AS parent ON parent.id = "artworkId"
			 WHERE source."renderId" = $3 AND place = $4`,
			[newIdentifier('lineage'), artworkId, renderId, place],
		);
		if (parentId !== null) await renewTrend(sql, parentId);
	}
	const parents = await sql.query<{ parentId: string; artistId: string; actorId: string }>(
		`SELECT parent.id AS "parentId", parent."publishedById" AS "artistId", child."publishedById" AS "actorId" FROM "Lineage"
		 JOIN "Artwork" AS parent ON parent.id = "parentId" JOIN "Artwork" AS child ON child.id = "childId" WHERE "childId" = $1`,
		[artworkId],
	);
	for (const { parentId, artistId, actorId } of parents)
		await notify(sql, { recipientId: artistId, kind: 'REMIX', subjectId: parentId, aboutId: artworkId, actorId });
}
