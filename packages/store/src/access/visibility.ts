/**
 * @file Who may see what: the one rule that every read of an artwork, of its render and of their files goes through.
 *
 * | visibility | by its address                     | in lists                         |
 * | ---------- | ---------------------------------- | -------------------------------- |
 * | PUBLIC     | everybody                          | everybody                        |
 * | UNLISTED   | everybody                          | its person                       |
 * | FOLLOWERS  | who follows its person; moderators | who follows its person           |
 * | MEMBERS    | who has signed up                  | who has signed up                |
 * | PRIVATE    | its person                         | its person                       |
 *
 * Its person sees it always. Guests follow nobody and are no members. Whom its person has blocked sees none of it,
 * moderators by its address aside; and of whom the viewer has blocked or muted nothing is listed, but on the page of
 * the muted. Guests are told what everybody is told. A file that everybody may have is kept by caches on the way, which
 * know nobody: it is not withheld from who is blocked.
 *
 * What moderators have hidden is there for its person, and for moderators by its address, whatever its visibility. What
 * is for adults is there for members only, and in lists for those who want it.
 *
 * A recipe that is hidden is its person's alone, whoever may see the picture; moderators do not read it either. Nothing
 * that is read for somebody else has it: not the artwork, its render, events, files, lists, or what a list is narrowed by.
 */
import type { Expression, SqlBool } from 'kysely';
import { query, type Store } from '../database/store.ts';
import { anyOf, asText, columnsOf, db, eb, rows, sql } from '../database/typed.ts';
import type { ContentLevel, Visibility } from './audience.ts';
import type { Role } from './role.ts';

/** In whose eyes something is read. */
export interface Viewer {
	/** Null for somebody unknown. */
	readonly userId: string | null;
	readonly role: Role;
	/** What they want to see without a warning; nothing but what is for everyone when left out. */
	readonly shownContentLevel?: ContentLevel;
}

/** Somebody of whom nothing is known. */
export const nobody: Viewer = { userId: null, role: 'GUEST' };

/** `address` for what somebody names, `list` for what is shown unasked, `profile` for the list of one person. */
export type Purpose = 'address' | 'list' | 'profile';

/** Whether somebody looks after the gallery, and sees what was reported. */
export function viewerModerates(viewer: Viewer): boolean {
	return viewer.role === 'MODERATOR' || viewer.role === 'ADMIN';
}

/** Whether a picture may be seen by everybody who has its address. */
export function isOpenToAll(picture: {
	readonly visibility: Visibility;
	readonly hidden: boolean;
	readonly contentLevel: ContentLevel;
}): boolean {
	const { visibility, hidden, contentLevel } = picture;
	return (visibility === 'PUBLIC' || visibility === 'UNLISTED') && !hidden && contentLevel !== 'ADULTS';
}

/** What the rule reads of one row. */
interface SeenRow {
	readonly owner: Expression<string>;
	readonly visibility: Expression<Visibility>;
	readonly hidden: Expression<boolean>;
	readonly contentLevel: Expression<ContentLevel>;
}

/** What the rule reads of an artwork that a statement calls `name`. */
export function seenArtwork(name = 'artwork'): SeenRow {
	const of = columnsOf('Artwork', name);
	return {
		owner: of('publishedById'),
		visibility: of('visibility'),
		hidden: of('hidden'),
		contentLevel: of('contentLevel'),
	};
}

/** What the rule reads of a render that a statement calls `name`. */
export function seenRender(name = 'render'): SeenRow {
	const of = columnsOf('Render', name);
	return {
		owner: of('requestedById'),
		visibility: of('visibility'),
		hidden: of('hidden'),
		contentLevel: of('contentLevel'),
	};
}

/** The viewer's id in a condition: nobody owns or follows anything. */
export function viewerId(viewer: Viewer): Expression<string> {
	return sql.val(viewerValue(viewer));
}

/** The rule as a condition on a row. */
export function isVisible(
	viewer: Viewer,
	purpose: Purpose,
	{ owner, visibility, hidden, contentLevel }: SeenRow,
	id: Expression<string> = viewerId(viewer),
): Expression<SqlBool> {
	const isMember = viewer.userId !== null && viewer.role !== 'GUEST';
	const moderates = isMember && viewerModerates(viewer) && purpose === 'address';
	const widths: readonly Visibility[] = [
		'PUBLIC',
		...(purpose === 'address' ? (['UNLISTED'] as const) : []),
		...(isMember ? (['MEMBERS'] as const) : []),
		...(moderates ? (['FOLLOWERS'] as const) : []),
	];
	const isMine = eb(owner, '=', id);
	const isOpen = eb(
		visibility,
		'in',
		widths.map((width) => sql.lit(width)),
	);
	const isNotForAdults = eb(contentLevel, '<>', sql.lit('ADULTS'));
	if (!isMember) return eb.or([isMine, eb.and([isOpen, eb.not(hidden), isNotForAdults])]);
	const follow = db.selectFrom('Follow').where('followerId', '=', id).where('followedId', '=', owner);
	const isFollowed = eb.and([eb(visibility, '=', sql.lit('FOLLOWERS')), eb.exists(follow)]);
	const wantsAll = purpose === 'address' || (viewer.shownContentLevel ?? 'EVERYONE') !== 'EVERYONE';
	return eb.or([
		isMine,
		eb.and([
			eb.or([isOpen, isFollowed]),
			...(moderates ? [] : [eb.not(hidden)]),
			...(wantsAll ? [] : [isNotForAdults]),
			...(moderates ? [] : [hasNotBlocked(owner, id)]),
			...(purpose === 'address' ? [] : [hasNotBlocked(id, owner)]),
			...(purpose === 'list' ? [hasNotMuted(id, owner)] : []),
		]),
	]);
}

/** The condition that `one` has not blocked `other`. */
export function hasNotBlocked(one: Expression<string | null>, other: Expression<string | null>): Expression<SqlBool> {
	return eb.not(eb.exists(db.selectFrom('Block').where('blockerId', '=', one).where('blockedId', '=', other)));
}

/** The condition that `one` has not muted `other`. */
export function hasNotMuted(one: Expression<string | null>, other: Expression<string | null>): Expression<SqlBool> {
	return eb.not(eb.exists(db.selectFrom('Mute').where('muterId', '=', one).where('mutedId', '=', other)));
}

/**
 * {@link isVisible} as text, for statements that are text: over the row that the two columns are of. The `visibility` column
 * must be named as such, with or without its table. `viewerParameter` is the placeholder (`$3`) of the viewer's id, which
 * the statement must be given as {@link viewerValue}.
 */
export function mayBeSeen(
	viewer: Viewer,
	purpose: Purpose,
	columns: { readonly owner: string; readonly visibility: string },
	viewerParameter: string,
): string {
	const { owner, visibility } = columns;
	if (!/^(\w+\.)?visibility$/.test(visibility)) throw new TypeError(`${visibility} is not a column visibility`);
	const table = visibility.slice(0, -'visibility'.length);
	const row = {
		owner: sql.raw<string>(owner),
		visibility: sql.raw<Visibility>(visibility),
		hidden: sql.raw<boolean>(`${table}hidden`),
		contentLevel: sql.raw<ContentLevel>(`${table}"contentLevel"`),
	};
	return asText(isVisible(viewer, purpose, row, sql.raw(viewerParameter)));
}

/** Whether the viewer may know how a picture of `ownerId` was made, which they may see. */
export function maySeeRecipe(viewer: Viewer, ownerId: string, recipeHidden: boolean): boolean {
	return !recipeHidden || viewer.userId === ownerId;
}

/** {@link maySeeRecipe} as an SQL condition; the column `recipeHidden` is read beside `owner`, with the same table. */
export function recipeMayBeSeen(owner: string, viewerParameter: string): string {
	const table = owner.slice(0, owner.lastIndexOf('.') + 1);
	return `(NOT ${table}"recipeHidden" OR ${owner} = ${viewerParameter})`;
}

/** What stands for the viewer in a statement with {@link mayBeSeen}: nobody owns or follows anything. */
export function viewerValue(viewer: Viewer): string {
	return viewer.userId ?? '';
}

/** Those of `ids` that the viewer may see at their address, of artworks or of renders. */
export async function visibleIds(
	store: Store,
	table: 'Artwork' | 'Render',
	ids: readonly string[],
	viewer: Viewer,
	purpose: Purpose = 'address',
): Promise<ReadonlySet<string>> {
	const isAsked = eb(sql.ref<string>('id'), '=', anyOf(ids));
	const found = await (table === 'Artwork'
		? rows(
				store,
				db
					.selectFrom('Artwork')
					.select('id')
					.where(isAsked)
					.where(isVisible(viewer, purpose, seenArtwork('Artwork'))),
			)
		: rows(
				store,
				db
					.selectFrom('Render')
					.select('id')
					.where(isAsked)
					.where(isVisible(viewer, purpose, seenRender('Render'))),
			));
	return new Set(found.map(({ id }) => id));
}

/** Whether the viewer may see a render now; false for one that is not there. */
export async function mayWatch(store: Store, renderId: string, viewer: Viewer): Promise<boolean> {
	return (await visibleIds(store, 'Render', [renderId], viewer)).has(renderId);
}

/** Whether the viewer may know the recipe of a render that they may see; false for one that is not there. */
export async function mayKnowRecipe(store: Store, renderId: string, viewer: Viewer): Promise<boolean> {
	const rows = await query(
		store,
		`SELECT FROM "Render" WHERE id = $1 AND ${recipeMayBeSeen('"requestedById"', '$2')}`,
		[renderId, viewerValue(viewer)],
	);
	return rows.length > 0;
}

/** What somebody gets of a stored file: nothing, its picture without what the file says of itself, or all of it. */
export type FileAccess = 'NONE' | 'PICTURE' | 'WHOLE';

/**
 * What the viewer may have of a stored picture file: those of renders that may be seen, ladders of such artworks, their own
 * uploads, and avatars.
 * A file of any render whose recipe is hidden from them comes as its picture alone: originals and videos say their recipe; one
 * that shows how a picture comes about does not come at all.
 */
export async function fileAccess(store: Store, key: string, viewer: Viewer): Promise<FileAccess> {
	const columns = { owner: 'render."requestedById"', visibility: 'render.visibility' };
	const published = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	const [row] = await query<{ allowed: boolean; whole: boolean }>(
		store,
		`SELECT NOT EXISTS (
			SELECT FROM "RenderFile" AS file JOIN "Render" AS render ON render.id = file."renderId"
			WHERE file.key = $1 AND NOT ${recipeMayBeSeen(columns.owner, '$2')}
		) AS whole, EXISTS (
			SELECT FROM "RenderFile" AS file JOIN "Render" AS render ON render.id = file."renderId"
			WHERE file.key = $1 AND ${mayBeSeen(viewer, 'address', columns, '$2')}
				AND (NOT file."ofRecipe" OR ${recipeMayBeSeen(columns.owner, '$2')})
		) OR EXISTS (
			SELECT FROM "PictureRung" AS rung JOIN "Artwork" AS artwork ON artwork."imageKey" = rung."imageKey"
			WHERE rung.key = $1 AND ${mayBeSeen(viewer, 'address', published, '$2')}
		) OR EXISTS (SELECT FROM "Upload" WHERE key = $1 AND "userId" = $2)
		OR EXISTS (SELECT FROM "User" WHERE "avatarKey" = $1 OR "avatarSmallKey" = $1) AS allowed`,
		// Nothing is stored under a text with NUL, which the database does not take.
		[key.replaceAll('\0', ''), viewerValue(viewer)],
	);
	if (!row?.allowed) return 'NONE';
	return row.whole ? 'WHOLE' : 'PICTURE';
}
