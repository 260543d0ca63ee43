/**
 * @file Batched reads: whatever the page size, each kind of thing is read with one statement per level of a query.
 * Nothing is remembered beyond a batch, because a subscription lives long and must not show what once was.
 */
import {
	type Artwork,
	checkpointSteps,
	getArtworks,
	getRenders,
	getUsers,
	type Lineage,
	parentsOf,
	type Render,
	remixesOf,
	type Store,
	type User,
	type Video,
	videosOf,
} from '@galatea/store';
import DataLoader from 'dataloader';

export interface Loaders {
	readonly renders: DataLoader<string, Render | null>;
	readonly artworks: DataLoader<string, Artwork | null>;
	readonly users: DataLoader<string, User | null>;
	/** Credits of an artwork, by its id. */
	readonly parents: DataLoader<string, readonly Lineage[]>;
	/** Steps of a render whose state is there, rising. */
	readonly keptSteps: DataLoader<string, readonly number[]>;
	readonly videos: DataLoader<string, Video>;
	/** Published remixes of an artwork, newest first. */
	readonly remixes: DataLoader<string, readonly Artwork[]>;
}

export function createLoaders(store: Store): Loaders {
	return {
		renders: batched((ids) => getRenders(store, ids)),
		artworks: batched((ids) => getArtworks(store, ids)),
		users: batched((ids) => getUsers(store, ids)),
		parents: batched((ids) => parentsOf(store, ids)),
		keptSteps: batched((ids) => checkpointSteps(store, ids)),
		videos: batched((ids) => videosOf(store, ids)),
		remixes: batched((ids) => remixesOf(store, ids)),
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
