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
import { audienceSizes, type Bond, blockersOf, bondsOf, getUsers, type User } from '@galatea/store/accounts';
import {
	type Artwork,
	countRemixes,
	getArtworks,
	type Lineage,
	parentsOf,
	remixesOf,
	tagsOf,
} from '@galatea/store/artworks';
import {
	type Collection,
	type CollectionSection,
	type CollectionSummary,
	type Curator,
	countCollectionsOf,
	curatorsOf,
	getCollections,
	getSections,
	listSections,
	summariseCollections,
} from '@galatea/store/collections';
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
import { openCoversOf } from './http/collection-card.ts';

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
	/** How many people watch a render, besides its person. */
	readonly watcherCounts: DataLoader<string, number>;
	/** The newest published remixes of an artwork, newest first. */
	readonly remixes: DataLoader<string, readonly Artwork[]>;
	/** How many published remixes an artwork has. */
	readonly remixCounts: DataLoader<string, number>;
	readonly collections: DataLoader<string, Collection | null>;
	/** What lists show of a collection. */
	readonly collectionSummaries: DataLoader<string, CollectionSummary>;
	/** What stands for a collection in the eyes of everybody. */
	readonly openCovers: DataLoader<string, readonly Artwork[]>;
	/** The sections of a collection, in their order. */
	readonly sectionLists: DataLoader<string, readonly CollectionSection[]>;
	readonly sections: DataLoader<string, CollectionSection | null>;
	/** Who curates a collection besides its owner. */
	readonly curators: DataLoader<string, readonly Curator[]>;
	/** In how many collections an artwork stands, by its id. */
	readonly collectionCounts: DataLoader<string, number>;
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

/** What the loaders of a request read with; `viewer` tells in whose eyes: what that person may not see is not there. */
interface Reader {
	readonly store: Store;
	readonly viewer: () => Promise<Viewer>;
}

const makers: { readonly [Name in keyof Loaders]: (reader: Reader) => Loaders[Name] } = {
	renders: ({ store, viewer }) => batched(async (ids) => getRenders(store, ids, await viewer())),
	artworks: ({ store, viewer }) => batched(async (ids) => getArtworks(store, ids, await viewer())),
	users: ({ store }) => batched((ids) => getUsers(store, ids)),
	keptSteps: ({ store }) => batched((ids) => checkpointSteps(store, ids)),
	videos: ({ store }) => batched((ids) => videosOf(store, ids)),
	watcherCounts: ({ store }) =>
		batched(async (ids) => {
			const sizes = await audienceSizes(store, ids);
			return ids.map((id) => sizes.get(id) ?? 0);
		}),
	tags: ({ store }) => batched((ids) => tagsOf(store, ids)),
	ladders: ({ store }) => batched((imageKeys) => laddersOf(store, imageKeys)),
	suggestedTags: ({ store, viewer }) => batched(async (ids) => suggestedTagsOf(store, ids, await viewer())),
	levelHints: ({ store, viewer }) => batched(async (ids) => levelHintsOf(store, ids, await viewer())),
	parents: ({ store, viewer }) => batched(async (ids) => parentsOf(store, ids, await viewer())),
	collections: ({ store, viewer }) => batched(async (ids) => getCollections(store, ids, await viewer())),
	collectionSummaries: ({ store, viewer }) => batched(async (ids) => summariseCollections(store, ids, await viewer())),
	openCovers: ({ store }) => batched((ids) => openCoversOf(store, ids)),
	sectionLists: ({ store }) => batched((ids) => listSections(store, ids)),
	sections: ({ store }) => batched((ids) => getSections(store, ids)),
	curators: ({ store }) => batched((ids) => curatorsOf(store, ids)),
	collectionCounts: ({ store, viewer }) => batched(async (ids) => countCollectionsOf(store, ids, await viewer())),
	comments: ({ store, viewer }) => batched(async (ids) => getComments(store, ids, await viewer())),
	replies: ({ store, viewer }) => batched(async (ids) => repliesIn(store, ids, await viewer())),
	commentSummaries: ({ store, viewer }) => batched(async (ids) => summariseComments(store, ids, await viewer())),
	remixPermissions: ({ store, viewer }) => batched(async (ids) => remixPermissionsOf(store, ids, await viewer())),
	licenceChoices: ({ store }) => batched((ids) => licenceChoicesOf(store, ids)),
	commentPermissions: ({ store, viewer }) => batched(async (ids) => commentPermissionsOf(store, ids, await viewer())),
	reactions: ({ store, viewer }) => batched(async (ids) => reactionsTo(store, ids, await viewer())),
	reports: ({ store }) => batched((ids) => openReportsOf(store, ids)),
	actions: ({ store }) => batched((ids) => getActions(store, ids)),
	actionsOn: ({ store }) => batched((ids) => actionsOn(store, ids)),
	actionsAbout: ({ store }) => batched((ids) => actionsAbout(store, ids)),
	strikes: ({ store }) => batched((ids) => strikesOf(store, ids)),
	appeals: ({ store }) => batched((ids) => appealsAgainst(store, ids)),
	bonds: ({ store, viewer }) => batched(async (ids) => bondsOf(store, (await viewer()).userId ?? '', ids)),
	silence: ({ store, viewer }) =>
		batched(async (ids) => {
			const eyes = await viewer();
			if (eyes.userId === null || viewerModerates(eyes)) return ids.map(() => false);
			const blockers = await blockersOf(store, eyes.userId, ids);
			return ids.map((id) => blockers.has(id));
		}),
	remixes: ({ store, viewer }) => batched(async (ids) => remixesOf(store, ids, await viewer())),
	remixCounts: ({ store, viewer }) => batched(async (ids) => countRemixes(store, ids, await viewer())),
};

/** Each loader is made when it is first asked for: who watches keeps theirs for hours, and needs none or few. */
const lazyLoaders: object = Object.create(
	null,
	Object.fromEntries(
		Object.entries(makers).map(([name, make]) => {
			const get = function (this: Reader): unknown {
				const loader = make(this);
				Object.defineProperty(this, name, { value: loader });
				return loader;
			};
			return [name, { get }];
		}),
	),
);

/** The loaders of one request. */
export function createLoaders(store: Store, viewer: () => Promise<Viewer>): Loaders {
	return Object.assign(Object.create(lazyLoaders), { store, viewer }) as Loaders;
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
