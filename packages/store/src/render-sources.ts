/**
 * @file What a render is made from. It is written down when the render is asked for, with the terms of that moment, because
 * a licence that was given is not taken back; it becomes credit when the picture is published.
 */
import { type Licence, licencesOfRemix, newIdentifier, RenderError } from '@galatea/render';
import { notify } from './notify.ts';
import { type Queryable, query, type Store } from './store.ts';
import { renewTrend } from './trend.ts';
import { mayBeSeen, recipeMayBeSeen, type Viewer, viewerValue } from './visibility.ts';

/**
 * What was taken from an artwork: its recipe; the state of its run; a part of a recipe that was mixed; its picture, to come
 * close to or to begin from; or, as somebody says whose picture file names it, whatever that file held.
 */
export const lineageKinds = ['REMIX', 'FORK', 'MIX', 'IMAGE_PROMPT', 'INITIAL_IMAGE', 'IMPORT'] as const;
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
 * thumbnail, or a picture of its run. By SHA-256.
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
			UNION ALL SELECT "Artwork".* FROM "Artwork" WHERE "thumbnailKey" = name || '.webp'
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

/** Licences under which a render of these artworks could be published by somebody; of their own works they decide. */
export async function licencesOfSources(
	store: Store,
	artworkIds: readonly string[],
	userId: string | null,
): Promise<readonly (Licence | null)[]> {
	const rows = await query<{ licence: Licence | null }>(
		store,
		'SELECT licence FROM "Artwork" WHERE id = ANY($1) AND "publishedById" <> $2',
		[artworkIds, userId ?? ''],
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
		'SELECT "renderId", licence FROM "RenderSource" WHERE "renderId" = ANY($1) AND licence IS NOT NULL',
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
	const rows = await sql.query<{ licence: Licence }>(
		'SELECT licence FROM "RenderSource" WHERE "renderId" = $1 AND licence IS NOT NULL',
		[renderId],
	);
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
			 SELECT $1, $2, source."artworkId", coalesce(parent.title, source.title), source.thumbhash, source.kind, step, share,
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
