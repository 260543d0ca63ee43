import type { FailureCode, Recipe, RenderEvent, RenderEventBody } from '@galatea/render';
import type {
	Appended,
	Artwork,
	ArtworkPage,
	Claim,
	ImageReference,
	Lineage,
	LossPoint,
	QueueStatus,
	Render,
	Ring,
	SecondsRange,
	StoreHealth,
	User,
	WorkerStatus,
} from './types.ts';

export type * from './types.ts';

export interface Store extends AsyncDisposable {
	readonly storageDir: string;
}
/** storageDir null: no files (migrations, queue-only). Does not connect yet; first call does. */
export declare function openStore(options: { readonly databaseUrl: string; readonly storageDir: string }): Store;
export declare function closeStore(store: Store): Promise<void>;
export declare function migrate(options: { databaseUrl: string }): Promise<{ applied: readonly string[] }>;

export declare function createGuest(store: Store): Promise<{ user: User; token: string }>;
export declare function findUserByToken(store: Store, token: string): Promise<User | null>;
export declare function getUsers(store: Store, ids: readonly string[]): Promise<readonly (User | null)[]>;

export declare function saveRecipe(store: Store, recipe: Recipe): Promise<string>;

export declare function createRender(
	store: Store,
	input: { recipe: Recipe; userId: string; remixOfArtworkId?: string | null; idempotencyKey?: string | null },
): Promise<{ render: Render; created: boolean }>;
export declare function getRender(store: Store, id: string): Promise<Render | null>;
/** In the order of ids. */
export declare function getRenders(store: Store, ids: readonly string[]): Promise<readonly (Render | null)[]>;
/** Throws NOT_FOUND, ALREADY_FINISHED. QUEUED becomes CANCELLED at once; else the worker is told. Permission is the caller's to check. */
export declare function requestCancel(store: Store, id: string): Promise<Render>;
/** Throws NOT_FOUND, NOT_ALLOWED, NOT_FINISHED, INVALID_TITLE. Second call returns the first artwork. */
export declare function publishRender(
	store: Store,
	input: { renderId: string; title: string; userId: string },
): Promise<Artwork>;
export declare function lossHistory(
	store: Store,
	renderId: string,
	maximumPoints?: number,
): Promise<readonly LossPoint[]>;
export declare function eventsSince(store: Store, renderId: string, afterSeq: number): Promise<readonly RenderEvent[]>;
/** Renders waiting. For QUEUE_FULL. */
export declare function countQueued(store: Store): Promise<number>;
/** Ids of renders that should be in the queue (QUEUED, oldest first): add them all again at start; adding twice is safe. */
export declare function queuedRenderIds(store: Store): Promise<readonly string[]>;

export declare function getArtwork(store: Store, id: string): Promise<Artwork | null>;
export declare function getArtworks(store: Store, ids: readonly string[]): Promise<readonly (Artwork | null)[]>;
/** first 1..100. Throws INVALID_RECIPE? no: RangeError on a cursor that is not ours. */
export declare function listArtworks(
	store: Store,
	page: { first: number; after?: string | null },
): Promise<ArtworkPage>;
export declare function parentsOf(
	store: Store,
	artworkIds: readonly string[],
): Promise<readonly (readonly Lineage[])[]>;
/** Published remixes, newest first, at most `maximum` (50) each. */
export declare function remixesOf(
	store: Store,
	artworkIds: readonly string[],
	maximum?: number,
): Promise<readonly (readonly Artwork[])[]>;

/** Takes a render up: null when it is finished, or was cancelled, or has failed too often (then that is recorded). WARMING + its event. */
export declare function claimRender(store: Store, renderId: string, workerName: string): Promise<Claim | null>;
/** Thrown by every write of an attempt that is no longer the render's newest, or whose render is finished. */
export declare class SupersededError extends Error {
	readonly renderId: string;
	readonly attempt: number;
}
/**
 * Appends one event and the state it means, atomically, then rings. Bodies: started (→RUNNING), progress (with preview: also a Frame),
 * failed, cancelled. ('queued' and 'warming' are appended by createRender and claimRender, 'done' by finishRender.)
 * `losses`: loss of every step since the last progress, for the curve. Throws SupersededError.
 */
export declare function appendEvent(
	store: Store,
	renderId: string,
	attempt: number,
	body: RenderEventBody,
	extras?: { losses?: readonly LossPoint[] },
): Promise<Appended>;
export declare function finishRender(
	store: Store,
	input: {
		renderId: string;
		attempt: number;
		step: number;
		image: ImageReference;
		thumbnail: ImageReference;
		losses?: readonly LossPoint[];
	},
): Promise<Appended>;
export declare function saveCheckpoint(
	store: Store,
	renderId: string,
	attempt: number,
	step: number,
	bytes: Uint8Array,
): Promise<void>;
export declare function newestCheckpoint(
	store: Store,
	renderId: string,
): Promise<{ step: number; bytes: Uint8Array } | null>;
/** At each start and every 5 s; a worker not seen for 15 s counts as gone. */
export declare function workerBeat(
	store: Store,
	worker: { name: string; provider: string; device: string; engineVersion: number; packIds: readonly string[] },
): Promise<void>;
export declare function workerGone(store: Store, name: string): Promise<void>;
export declare function listWorkers(store: Store): Promise<readonly WorkerStatus[]>;

export declare function queueStatus(store: Store, renderId: string): Promise<QueueStatus | null>;
/** Rest of a WARMING or RUNNING render; null when unknown. */
export declare function remainingTime(store: Store, renderId: string): Promise<SecondsRange | null>;

/** Content-addressed: `<sha256>.<extension>`. STORAGE_FULL, STORAGE_UNAVAILABLE. */
export declare function saveBlob(store: Store, bytes: Uint8Array, extension: string): Promise<string>;
/** Null when there is none of that name, or the key is not one. */
export declare function readBlob(store: Store, key: string): Promise<Uint8Array | null>;
/** For serving: path of the file and its size. */
export declare function openBlob(
	store: Store,
	key: string,
): Promise<{ stream: ReadableStream<Uint8Array>; byteCount: number; mimeType: string } | null>;

/** Rings for every event of every render, from any process. Resolves once listening. One connection per store. Returns the end of it. */
export declare function onDoorbell(store: Store, callback: (ring: Ring) => void): Promise<() => void>;
/** A cancel was requested of a render that a worker has; also called for all such after a reconnect. */
export declare function onCancel(store: Store, callback: (renderId: string) => void): Promise<() => void>;
export declare function health(store: Store): Promise<StoreHealth>;
export type { FailureCode };
