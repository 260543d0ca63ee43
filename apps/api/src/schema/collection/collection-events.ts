/**
 * @file What is done to a collection, told to those who keep it while it happens. A viewer is a cursor over its changes (decision 0003):
 * each is read, in the eyes of who is told, when the socket is ready for it.
 */
import { isIdentifier } from '@galatea/render';
import type { Viewer } from '@galatea/store/access';
import { type Collection, findListedRevision, getCollections } from '@galatea/store/collections';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import type { BellViewer } from '../../live/bells.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { CollectionType } from '../references.ts';
import { keeps } from './collection.ts';
import { CollectionRevisionType, type RevisionSource } from './revisions.ts';

interface Snapshot {
	readonly seq: number;
	readonly at: Date;
	readonly collection: Collection;
	readonly change: null;
}

interface Change extends Omit<Snapshot, 'change'> {
	readonly change: RevisionSource;
}

type Event = Change | Snapshot;

/** Changes that a viewer is told one by one; who has missed more is told the state instead. */
const maximumMissed = 100;

const CollectionEventInterface = builder.interfaceRef<Event>('CollectionEvent').implement({
	description: 'Something that happened to a collection.',
	resolveType: ({ change }) => (change ? 'CollectionChanged' : 'CollectionSnapshot'),
	fields: (t) => ({
		seq: t.exposeInt('seq', { description: 'Number of the newest change that it tells of; rises by one with each.' }),
		at: t.expose('at', { type: 'DateTime' }),
		collection: t.expose('collection', { type: CollectionType, description: 'As it is now.' }),
	}),
});

const interfaces = [CollectionEventInterface];

builder.objectRef<Snapshot>('CollectionSnapshot').implement({
	interfaces,
	description: `The first event, so that nothing need be remembered; and again in place of the changes for who has missed more than
${maximumMissed} of them.`,
});

builder.objectRef<Change>('CollectionChanged').implement({
	interfaces,
	description: 'Somebody changed it.',
	fields: (t) => ({
		change: t.expose('change', { type: CollectionRevisionType, description: 'Who did what.' }),
	}),
});

builder.subscriptionField('collectionEvents', (t) =>
	t.field({
		type: CollectionEventInterface,
		description: `A snapshot first, then each change, for owner, editors and contributors. With \`afterSeq\` the changes after that
number follow the snapshot. It ends when the viewer takes no part in keeping the collection any more, and when that is deleted.`,
		args: { id: t.arg.id({ required: true }), afterSeq: t.arg.int() },
		subscribe: (_root, { id, afterSeq }, context) => subscribe(id, afterSeq ?? null, context),
		resolve: (event) => event,
	}),
);

async function subscribe(id: string, afterSeq: number | null, context: RequestContext) {
	if (afterSeq !== null && afterSeq < 0)
		throw new GraphQLError('afterSeq must be 0 or more: the number of the last change that was seen', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	if (!isIdentifier('collection', id)) throw hidden('collection', id);
	// Before the look: what is done during it rings.
	const bell = context.collectionBells.view(id);
	let first: Collection | null = null;
	try {
		first = (await look(id, context)).collection;
	} finally {
		if (!first) bell.leave();
	}
	if (!first) throw hidden('collection', id);
	return eventsOf(first, afterSeq, bell, context);
}

/** The collection for who keeps it, null for others, and in whose eyes it was read: asked anew each time. */
async function look(id: string, { store, person }: RequestContext) {
	person.lookAgain();
	const viewer: Viewer = await person.viewer();
	const [collection] = await getCollections(store, [id], viewer);
	return { viewer, collection: collection && keeps(collection) ? collection : null };
}

function eventsOf(
	first: Collection,
	afterSeq: number | null,
	bell: BellViewer,
	context: RequestContext,
): AsyncIterableIterator<Event> {
	let begun = false;
	let told = Math.min(afterSeq ?? first.seq, first.seq);
	/** Whether there may be changes that were not told. */
	let isBehind = true;

	/** The next change; undefined where everything was told, null for who may be told no more. */
	async function next(): Promise<Event | null | undefined> {
		const { viewer, collection } = await look(first.id, context);
		if (!collection) return null;
		if (collection.seq - told > maximumMissed) {
			told = collection.seq;
			return snapshotOf(collection);
		}
		if (collection.seq === told) return undefined;
		const revision = await findListedRevision(context.store, first.id, told + 1, viewer);
		if (!revision) throw new Error(`The collection ${first.id} has no change ${told + 1}`);
		told = revision.seq;
		return { seq: revision.seq, at: revision.at, collection, change: { ...revision, collection } };
	}
	const end = (): IteratorResult<Event, undefined> => {
		bell.leave();
		return { done: true, value: undefined };
	};
	const events: AsyncIterableIterator<Event> = {
		async next() {
			if (!begun) {
				begun = true;
				if (first.seq - told > maximumMissed) told = first.seq;
				return { done: false, value: snapshotOf(first) };
			}
			while (isBehind || (await bell.changed())) {
				// Asking may fail as the database may: the viewer is gone then as well.
				const event = await next().catch((error: unknown) => {
					bell.leave();
					throw error;
				});
				isBehind = event !== undefined;
				if (event === null) break;
				if (event) return { done: false, value: event };
			}
			return end();
		},
		async return() {
			return end();
		},
		async throw(error) {
			bell.leave();
			throw error;
		},
		[Symbol.asyncIterator]: () => events,
	};
	return events;
}

function snapshotOf(collection: Collection): Snapshot {
	return { seq: collection.seq, at: new Date(), collection, change: null };
}
