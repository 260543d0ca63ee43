/**
 * @file Batched reads: whatever the page size, each kind of thing is read with one statement per level of a query.
 * Nothing is remembered beyond a batch, because a subscription lives long and must not show what once was.
 */

import type { Licence } from '@galatea/render';
import {
	type CommentPermission,
	commentPermissionsOf,
	type RemixPermission,
	remixPermissionsOf,
	type Viewer,
	viewerModerates,
} from '@galatea/store/access';
import { type Bond, blockersOf, bondsOf, getUsers, type User } from '@galatea/store/accounts';
import {
	type Artwork,
	countRemixes,
	getArtworks,
	type Lineage,
	parentsOf,
	remixesOf,
	tagsOf,
} from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import { laddersOf, type StoredRung } from '@galatea/store/files';
import { type LevelHint, levelHintsOf, type SuggestedTag, suggestedTagsOf } from '@galatea/store/meaning';
import {
	type Appeal,
	actionsAbout,
	actionsOn,
	appealsAgainst,
	getActions,
	type ModerationAction,
	openReportsOf,
	type Report,
	strikesOf,
} from '@galatea/store/moderation';
import {
	checkpointSteps,
	getRenders,
	licenceChoicesOf,
	type Render,
	type Video,
	videosOf,
} from '@galatea/store/renders';
import {
	type Comment,
	type CommentSummary,
	getComments,
	type ReactionCount,
	reactionsTo,
	repliesIn,
	summariseComments,
} from '@galatea/store/talk';
import DataLoader from 'dataloader';

export interface Loaders {
	readonly renders: DataLoader<string, Render | null>;
	readonly artworks: DataLoader<string, Artwork | null>;
	readonly users: DataLoader<string, User | null>;
	/** Tags of an artwork, by its id. */
	readonly tags: DataLoader<string, readonly string[]>;
	/** Smaller files of a picture, by the key of its original, the narrowest first. */
	readonly ladders: DataLoader<string, readonly StoredRung[]>;
	/** What a perceptor suggests for an artwork, by its id. */
	readonly suggestedTags: DataLoader<string, readonly SuggestedTag[]>;
	/** What a perceptor says of an artwork's level, by its id; for its person and moderators. */
	readonly levelHints: DataLoader<string, LevelHint | null>;
	/** Credits of an artwork, by its id. */
	readonly parents: DataLoader<string, readonly Lineage[]>;
	/** Steps of a render whose state is there, rising. */
	readonly keptSteps: DataLoader<string, readonly number[]>;
	readonly videos: DataLoader<string, Video>;
	/** The newest published remixes of an artwork, newest first. */
	readonly remixes: DataLoader<string, readonly Artwork[]>;
	/** How many published remixes an artwork has. */
	readonly remixCounts: DataLoader<string, number>;
	readonly comments: DataLoader<string, Comment | null>;
	/** Replies in the thread that a comment began, the oldest first. */
	readonly replies: DataLoader<string, readonly Comment[]>;
	/** How much is said of an artwork, and of which of its steps. */
	readonly commentSummaries: DataLoader<string, CommentSummary>;
	/** Whether who asks may make something from an artwork. */
	readonly remixPermissions: DataLoader<string, RemixPermission>;
	/** Licences under which a render may be published; null for none stated. */
	readonly licenceChoices: DataLoader<string, readonly (Licence | null)[]>;
	/** Whether who asks may comment on an artwork. */
	readonly commentPermissions: DataLoader<string, CommentPermission>;
	/** All kinds with their numbers, for an artwork or a comment. */
	readonly reactions: DataLoader<string, readonly ReactionCount[]>;
	/** Open reports of a subject, for moderators. */
	readonly reports: DataLoader<string, readonly Report[]>;
	readonly actions: DataLoader<string, ModerationAction | null>;
	/** What moderators have done to a subject, the newest first. */
	readonly actionsOn: DataLoader<string, readonly ModerationAction[]>;
	/** What moderators have decided about a person, the newest first. */
	readonly actionsAbout: DataLoader<string, readonly ModerationAction[]>;
	/** How many strikes count against a person. */
	readonly strikes: DataLoader<string, number>;
	/** The appeal against an action. */
	readonly appeals: DataLoader<string, Appeal | null>;
	/** What the user with the id is to who asks. */
	readonly bonds: DataLoader<string, ReadonlySet<Bond>>;
	/** Whether the user with the id says nothing of themselves to who asks, whom they have blocked; moderators read all. */
	readonly silence: DataLoader<string, boolean>;
}

/** `viewer` tells in whose eyes: what that person may not see is not there. */
export function createLoaders(store: Store, viewer: () => Promise<Viewer>): Loaders {
	return {
		renders: batched(async (ids) => getRenders(store, ids, await viewer())),
		artworks: batched(async (ids) => getArtworks(store, ids, await viewer())),
		users: batched((ids) => getUsers(store, ids)),
		keptSteps: batched((ids) => checkpointSteps(store, ids)),
		videos: batched((ids) => videosOf(store, ids)),
		tags: batched((ids) => tagsOf(store, ids)),
		ladders: batched((imageKeys) => laddersOf(store, imageKeys)),
		suggestedTags: batched(async (ids) => suggestedTagsOf(store, ids, await viewer())),
		levelHints: batched(async (ids) => levelHintsOf(store, ids, await viewer())),
		parents: batched(async (ids) => parentsOf(store, ids, await viewer())),
		comments: batched(async (ids) => getComments(store, ids, await viewer())),
		replies: batched(async (ids) => repliesIn(store, ids, await viewer())),
		commentSummaries: batched(async (ids) => summariseComments(store, ids, await viewer())),
		remixPermissions: batched(async (ids) => remixPermissionsOf(store, ids, await viewer())),
		licenceChoices: batched((ids) => licenceChoicesOf(store, ids)),
		commentPermissions: batched(async (ids) => commentPermissionsOf(store, ids, await viewer())),
		reactions: batched(async (ids) => reactionsTo(store, ids, await viewer())),
		reports: batched((ids) => openReportsOf(store, ids)),
		actions: batched((ids) => getActions(store, ids)),
		actionsOn: batched((ids) => actionsOn(store, ids)),
		actionsAbout: batched((ids) => actionsAbout(store, ids)),
		strikes: batched((ids) => strikesOf(store, ids)),
		appeals: batched((ids) => appealsAgainst(store, ids)),
		bonds: batched(async (ids) => bondsOf(store, (await viewer()).userId ?? '', ids)),
		silence: batched(async (ids) => {
			const eyes = await viewer();
			if (eyes.userId === null || viewerModerates(eyes)) return ids.map(() => false);
			const blockers = await blockersOf(store, eyes.userId, ids);
			return ids.map((id) => blockers.has(id));
		}),
		remixes: batched(async (ids) => remixesOf(store, ids, await viewer())),
		remixCounts: batched(async (ids) => countRemixes(store, ids, await viewer())),
	};
}

// Without the cache the same key may come twice in a batch.
function batched<Value>(read: (keys: readonly string[]) => Promise<readonly Value[]>): DataLoader<string, Value> {
	return new DataLoader<string, Value>(
		async (keys) => {
			const different = [...new Set(keys)];
			const values = await read(different);
			const byKey = new Map(different.map((key, index) => [key, values[index] as Value]));
			return keys.map((key) => byKey.get(key) as Value);
		},
		{ cache: false },
	);
}
