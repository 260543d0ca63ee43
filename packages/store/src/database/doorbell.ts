/**
 * @file News from the database: one connection per store that listens, however many ask. It says that there is
 * something new, not what. When it breaks it is made again, and everybody is told that something may have been missed.
 */
import { Client, type Notification } from 'pg';
import {
	accessChannel,
	cancelChannel,
	captionRankingChannel,
	collectionChannel,
	commentChannel,
	embeddingChannel,
	eventChannel,
	packTaskChannel,
	stepPictureChannel,
	watcherChannel,
} from './channels.ts';
import { asRenderError } from './database-errors.ts';
import { internals, query, type Store } from './store.ts';

/** A doorbell says that there is news, not what: read the database with `eventsSince`. */
export type Ring =
	| { readonly type: 'event'; readonly renderId: string; readonly seq: number }
	/** Others than before may see the render: ask again for everyone who watches it. */
	| { readonly type: 'access'; readonly renderId: string }
	/** Somebody is signed in no longer or has another role: ask again for everyone who watches what not everybody may see. */
	| { readonly type: 'people' }
	/** The connection was lost and is back: anything may have happened, so look at every render that is watched. */
	| { readonly type: 'reconnected' };

const firstRetryMs = 100;
const lastRetryMs = 5_000;
/** A connection may die without a word (a firewall forgets it); a question now and then finds out. */
const checkEveryMs = 15_000;

interface Bell {
	readonly rings: Set<(ring: Ring) => void>;
	readonly cancels: Set<(renderId: string) => void>;
	readonly embeddings: Set<(key: string | null) => void>;
	readonly packTasks: Set<() => void>;
	readonly comments: Set<(subjectId: string | null) => void>;
	readonly collections: Set<(collectionId: string | null) => void>;
	readonly stepPictures: Set<(key: string | null) => void>;
	readonly captionRankings: Set<(key: string | null) => void>;
	readonly watchers: Set<(renderId: string | null) => void>;
	/** Settles when the first connection listens. */
	readonly ready: Promise<void>;
}

const bells = new WeakMap<Store, Bell>();

/**
 * Calls back for every event of every render, whichever process appended it, and whenever others than before may see
 * a render. Resolves once it listens: what is appended
 * after that is not missed. Returns what ends it. Throws `DATABASE_UNAVAILABLE` when the first connection fails.
 */
export async function onDoorbell(store: Store, callback: (ring: Ring) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.rings.add(callback);
	await bell.ready;
	return () => bell.rings.delete(callback);
}

/**
 * Calls back when somebody wants an end of a render that a worker has; after a broken connection, for every such
 * render, so a callback may come twice. Otherwise as {@link onDoorbell}.
 */
export async function onCancel(store: Store, callback: (renderId: string) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.cancels.add(callback);
	await bell.ready;
	return () => bell.cancels.delete(callback);
}

/**
 * Calls back with the key of an embedding request that was answered, and with null when something is to be embedded or
 * the connection was lost meanwhile: look at all you wait for. Otherwise as {@link onDoorbell}.
 */
export async function onEmbedding(store: Store, callback: (key: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.embeddings.add(callback);
	await bell.ready;
	return () => bell.embeddings.delete(callback);
}

/**
 * Calls back when something may be wanted for a pack, of whichever worker. Otherwise as {@link onDoorbell}.
 */
export async function onPackTask(store: Store, callback: () => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.packTasks.add(callback);
	await bell.ready;
	return () => bell.packTasks.delete(callback);
}

/**
 * Calls back with the id of what something was said of, changed or taken back; with null when the connection was lost
 * meanwhile. Otherwise as {@link onDoorbell}.
 */
export async function onComment(store: Store, callback: (subjectId: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.comments.add(callback);
	await bell.ready;
	return () => bell.comments.delete(callback);
}

/**
 * Calls back with the id of a collection to which something was done; with null when the connection was lost meanwhile. Otherwise as
 * {@link onDoorbell}.
 */
export async function onCollection(store: Store, callback: (collectionId: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.collections.add(callback);
	await bell.ready;
	return () => bell.collections.delete(callback);
}

/**
 * Calls back with `<renderId>:<step>` when the picture of a step is there or cannot be made, and with null when one is wanted or
 * the connection was lost meanwhile. Otherwise as {@link onDoorbell}.
 */
export async function onStepPicture(store: Store, callback: (key: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.stepPictures.add(callback);
	await bell.ready;
	return () => bell.stepPictures.delete(callback);
}

/**
 * Calls back with `<artworkId>:<key>` when a ranking of captions is there or cannot be made, and with null when one is wanted or
 * the connection was lost meanwhile. Otherwise as {@link onDoorbell}.
 */
export async function onCaptionRanking(store: Store, callback: (key: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.captionRankings.add(callback);
	await bell.ready;
	return () => bell.captionRankings.delete(callback);
}

/**
 * Calls back with the id of a render that somebody began or ended to watch; with null when the connection was lost meanwhile.
 * Otherwise as {@link onDoorbell}.
 */
export async function onWatcher(store: Store, callback: (renderId: string | null) => void): Promise<() => void> {
	const bell = bellOf(store);
	bell.watchers.add(callback);
	await bell.ready;
	return () => bell.watchers.delete(callback);
}

function bellOf(store: Store): Bell {
	const known = bells.get(store);
	if (known) return known;
	const { databaseUrl, closing } = internals(store);
	const rings = new Set<(ring: Ring) => void>();
	const cancels = new Set<(renderId: string) => void>();
	const embeddings = new Set<(key: string | null) => void>();
	const packTasks = new Set<() => void>();
	const comments = new Set<(subjectId: string | null) => void>();
	const collections = new Set<(collectionId: string | null) => void>();
	const stepPictures = new Set<(key: string | null) => void>();
	const captionRankings = new Set<(key: string | null) => void>();
	const watchers = new Set<(renderId: string | null) => void>();
	const line = listen(databaseUrl, {
		notified: (message) => {
			if (message.channel === packTaskChannel) for (const ring of packTasks) ring();
			if (message.channel === commentChannel) for (const ring of comments) ring(message.payload || null);
			if (message.channel === collectionChannel) for (const ring of collections) ring(message.payload || null);
			if (message.channel === stepPictureChannel) for (const ring of stepPictures) ring(message.payload || null);
			if (message.channel === captionRankingChannel) for (const ring of captionRankings) ring(message.payload || null);
			if (message.channel === watcherChannel) for (const ring of watchers) ring(message.payload || null);
			if (message.channel !== embeddingChannel) return deliver(message, rings, cancels);
			for (const ring of embeddings) ring(message.payload || null);
		},
		reconnected: () => {
			for (const ring of rings) ring({ type: 'reconnected' });
			for (const ring of [...embeddings, ...comments, ...collections, ...stepPictures, ...captionRankings, ...watchers])
				ring(null);
			for (const ring of packTasks) ring();
			catchUpCancels(store, cancels);
		},
	});
	const bell: Bell = {
		rings,
		cancels,
		embeddings,
		packTasks,
		comments,
		collections,
		stepPictures,
		captionRankings,
		watchers,
		ready: line.ready,
	};
	bells.set(store, bell);
	closing.push(line.close);
	// The next call may try anew.
	line.ready.catch(() => bells.delete(store));
	return bell;
}

function deliver(
	{ channel, payload = '' }: Notification,
	rings: ReadonlySet<(ring: Ring) => void>,
	cancels: ReadonlySet<(renderId: string) => void>,
): void {
	if (channel === cancelChannel) for (const cancel of cancels) cancel(payload);
	if (channel === accessChannel)
		for (const ring of rings) ring(payload === '' ? { type: 'people' } : { type: 'access', renderId: payload });
	if (channel !== eventChannel) return;
	const [renderId = '', seq = '0'] = payload.split(':');
	for (const ring of rings) ring({ type: 'event', renderId, seq: Number(seq) });
}

function catchUpCancels(store: Store, cancels: ReadonlySet<(renderId: string) => void>): void {
	query<{ id: string }>(
		store,
		`SELECT id FROM "Render" WHERE state IN ('WARMING', 'RUNNING') AND "cancelRequestedAt" IS NOT NULL`,
	).then(
		(rows) => {
			for (const { id } of rows) for (const cancel of cancels) cancel(id);
		},
		// The connection is gone again: the next reconnection asks again.
		() => {},
	);
}

/** A connection that listens, and is made again whenever it breaks. */
function listen(
	databaseUrl: string,
	on: { readonly notified: (message: Notification) => void; readonly reconnected: () => void },
): { readonly ready: Promise<void>; readonly close: () => Promise<void> } {
	let client: Client | undefined;
	let retry: NodeJS.Timeout | undefined;
	let closed = false;

	const connect = async (): Promise<void> => {
		const fresh = new Client({
			connectionString: databaseUrl,
			connectionTimeoutMillis: 5_000,
			query_timeout: checkEveryMs,
			keepAlive: true,
			application_name: 'galatea doorbell',
		});
		fresh.on('error', () => {});
		fresh.on('notification', on.notified);
		try {
			await fresh.connect();
			await fresh.query(
				[
					eventChannel,
					cancelChannel,
					accessChannel,
					embeddingChannel,
					packTaskChannel,
					commentChannel,
					collectionChannel,
					stepPictureChannel,
					captionRankingChannel,
					watcherChannel,
				]
					.map((channel) => `LISTEN ${channel}`)
					.join('; '),
			);
		} catch (error) {
			await fresh.end().catch(() => {});
			throw asRenderError(error, databaseUrl);
		}
		if (closed) return fresh.end();
		client = fresh;
		const check = setInterval(() => fresh.query('SELECT 1').catch(() => drop(fresh)), checkEveryMs);
		fresh.once('end', () => {
			clearInterval(check);
			if (!closed) reconnectAfter(firstRetryMs);
		});
	};
	const reconnectAfter = (waitMs: number): void => {
		retry = setTimeout(() => {
			connect().then(on.reconnected, () => {
				if (!closed) reconnectAfter(Math.min(waitMs * 2, lastRetryMs));
			});
		}, waitMs);
	};
	const close = async (): Promise<void> => {
		closed = true;
		clearTimeout(retry);
		await client?.end().catch(() => {});
	};
	return { ready: connect(), close };
}

// Ends a connection that no longer answers, without waiting for an answer.
function drop(client: Client): void {
	(client as unknown as { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream.destroy();
}
