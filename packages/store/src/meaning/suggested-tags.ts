/** @file Tags that a perceptor suggests, as people see and judge them. What the judgements come to, the database settles. */
import { isIdentifier, RenderError } from '@galatea/render';
import { countTry, type Limit } from '../access/rate-limits.ts';
import {
	mayBeSeen,
	recipeMayBeSeen,
	type Viewer,
	viewerModerates,
	viewerValue,
	visibleIds,
} from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import { currentSpaceId } from './embedding-spaces.ts';

/** Nobody changes their mind so often. */
const judgementsOfOne: Limit = { maximum: 200, windowSeconds: 5 * 60 };

/** A tag that a perceptor suggests, and what people think of it. */
export interface SuggestedTag {
	readonly tag: string;
	/** Standard deviations by which it fits better than common words do. */
	readonly confidence: number;
	/** What suggests it, as people call it, the SHA-256 of its file, and of the list of words. */
	readonly perceptor: string;
	readonly perceptorHash: string;
	readonly version: number;
	/** Without those whom the artwork's person has blocked. */
	readonly votesFor: number;
	readonly votesAgainst: number;
	/** The viewer's vote; null for none. */
	readonly viewerIsFor: boolean | null;
	/** Whether it counts like a tag of its person, as {@link voteOnTag} says. */
	readonly counts: boolean;
	readonly viewerCanRemove: boolean;
}

/**
 * What is suggested for each artwork, the best first, in the order of `artworkIds`; none of its person's own. Asks nobody
 * who may see the artworks. What was voted away is shown to those only who may take their vote back; and of a picture
 * whose recipe is hidden only its person sees what does not count yet, because what it was steered by is what a perceptor
 * sees in it.
 */
export async function suggestedTagsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly SuggestedTag[])[]> {
	const rows = await query<SuggestedTag & { readonly artworkId: string }>(
		store,
		`SELECT "artworkId", tag, confidence, perceptor, "perceptorHash", version, "votesFor", "votesAgainst", "viewerIsFor",
			standing = 1 AS counts, $3 OR mine AS "viewerCanRemove"
		 FROM (
			SELECT DISTINCT ON (artwork.id, suggested.tag) artwork.id AS "artworkId", suggested.tag, confidence, perceptor,
				hash AS "perceptorHash", suggested.version, "votesFor", "votesAgainst", "viewerIsFor", standing,
				artwork."publishedById" = $2 AS mine
			FROM "Artwork" AS artwork JOIN "SuggestedTag" AS suggested ON suggested."imageKey" = artwork."imageKey"
			JOIN "EmbeddingSpace" AS space ON space.id = "spaceId"
			CROSS JOIN LATERAL (
				SELECT count(*) FILTER (WHERE "isFor")::int AS "votesFor",
					count(*) FILTER (WHERE NOT "isFor")::int AS "votesAgainst",
					bool_or("isFor") FILTER (WHERE "userId" = $2) AS "viewerIsFor",
					galatea_tag_standing(artwork.id, suggested.tag) AS standing
				FROM "TagVote" WHERE "artworkId" = artwork.id AND tag = suggested.tag AND NOT EXISTS (
					SELECT FROM "Block" WHERE "blockerId" = artwork."publishedById" AND "blockedId" = "userId")
			) AS votes
			WHERE artwork.id = ANY($1) AND (standing >= 0 OR "viewerIsFor" IS NOT NULL)
				AND (standing = 1 OR ${recipeMayBeSeen('artwork."publishedById"', '$2')}
					AND space.id = ${currentSpaceId})
				AND NOT EXISTS (SELECT FROM "RemovedTag" AS removed
					WHERE removed."artworkId" = artwork.id AND removed.tag = suggested.tag)
				AND NOT EXISTS (SELECT FROM "ArtworkTag" AS own
					WHERE own."artworkId" = artwork.id AND own.tag = suggested.tag AND NOT "isVoted")
			ORDER BY artwork.id, suggested.tag, space."usedAt" DESC
		 ) AS suggested ORDER BY confidence DESC, tag`,
		[artworkIds, viewerValue(viewer), viewerModerates(viewer)],
	);
	return artworkIds.map((id) =>
		rows.filter((row) => row.artworkId === id).map(({ artworkId: _, ...suggested }) => suggested),
	);
}

/**
 * A member's vote on a suggested tag of an artwork, or with null its end; twice is once. Two more for than against make it
 * count like any tag, two more against than for take it away; the artwork's person decides alone. Throws
 * `NOT_SIGNED_IN` for guests, `NOT_FOUND` for what the viewer is not shown, and `TOO_MANY_TRIES`.
 */
export async function voteOnTag(
	store: Store,
	{ artworkId, tag, isFor }: { readonly artworkId: string; readonly tag: string; readonly isFor: boolean | null },
	viewer: Viewer,
): Promise<void> {
	await countJudgement(store, artworkId, viewer, 'vote');
	const [tags = []] = await suggestedTagsOf(store, [artworkId], viewer);
	if (!tags.some((suggested) => suggested.tag === tag)) throw notSuggested(tag);
	const vote = [artworkId, tag, viewerValue(viewer)];
	if (isFor === null)
		await query(store, 'DELETE FROM "TagVote" WHERE "artworkId" = $1 AND tag = $2 AND "userId" = $3', vote);
	// What is gone since the look above takes no vote.
	else
		await query(
			store,
			`INSERT INTO "TagVote" ("artworkId", tag, "userId", "isFor") SELECT id, $2, $3, $4 FROM "Artwork"
			 WHERE id = $1 AND ${mayBeSeen(viewer, 'address', { owner: '"publishedById"', visibility: 'visibility' }, '$3')}
			 ON CONFLICT ("artworkId", tag, "userId") DO UPDATE SET "isFor" = $4`,
			[...vote, isFor],
		);
}

/**
 * Takes a suggested tag of an artwork away for good, whatever the votes and whatever is suggested later; the artwork's person
 * may still give it as one of their own. Twice is once. Throws as {@link voteOnTag}, and `NOT_ALLOWED` unless the viewer is that person or
 * a moderator.
 */
export async function removeSuggestedTag(
	store: Store,
	{ artworkId, tag }: { readonly artworkId: string; readonly tag: string },
	viewer: Viewer,
): Promise<void> {
	await countJudgement(store, artworkId, viewer, 'judge tags');
	const [row] = await query<{ allowed: boolean; known: boolean }>(
		store,
		`SELECT $4 OR artwork."publishedById" = $3 AS allowed, (
				${recipeMayBeSeen('artwork."publishedById"', '$3')} AND EXISTS (
					SELECT FROM "SuggestedTag" AS suggested WHERE suggested."imageKey" = artwork."imageKey" AND tag = $2)
				OR EXISTS (SELECT FROM "ArtworkTag" WHERE "artworkId" = artwork.id AND tag = $2 AND "isVoted")
				OR EXISTS (SELECT FROM "RemovedTag" WHERE "artworkId" = artwork.id AND tag = $2)) AS known
		 FROM "Artwork" AS artwork WHERE artwork.id = $1`,
		[artworkId, tag, viewerValue(viewer), viewerModerates(viewer)],
	);
	if (row && !row.allowed)
		throw new RenderError('NOT_ALLOWED', 'Only who published a picture and moderators take suggested tags away');
	if (!row?.known) throw notSuggested(tag);
	await query(
		store,
		`INSERT INTO "RemovedTag" ("artworkId", tag, "removedById") SELECT id, $2, $3 FROM "Artwork" WHERE id = $1
		 ON CONFLICT DO NOTHING`,
		[artworkId, tag, viewerValue(viewer)],
	);
}

/** That the viewer sees the artwork and may judge what is suggested for it, counted as a try. */
async function countJudgement(store: Store, artworkId: string, viewer: Viewer, what: string): Promise<void> {
	const isThere =
		isIdentifier('artwork', artworkId) && (await visibleIds(store, 'Artwork', [artworkId], viewer)).has(artworkId);
	if (!isThere) throw new RenderError('NOT_FOUND', `There is no artwork ${artworkId.slice(0, 64)}`);
	if (viewer.userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', `Sign up or in to ${what}: guests may look`);
	await countTry(store, `tag judgement of:${viewer.userId}`, judgementsOfOne);
}

function notSuggested(tag: string): RenderError {
	return new RenderError('NOT_FOUND', `No tag ${tag.slice(0, 64)} is suggested for this artwork`);
}
