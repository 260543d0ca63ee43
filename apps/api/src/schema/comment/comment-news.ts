import { isIdentifier } from '@galatea/render';
import type { Viewer } from '@galatea/store/access';
import { getArtworks } from '@galatea/store/artworks';
import { getCollections } from '@galatea/store/collections';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { ArtworkType, CollectionType } from '../references.ts';

builder.subscriptionField('commentNews', (t) =>
	t.field({
		type: ArtworkType,
		description: `The artwork, to ask its \`comments\` and \`commentCount\` of: at once, and again whenever something is said of it, changed
or taken back. A slow reader gets the newest, never a backlog. It ends when the viewer may not see the artwork any more.`,
		args: { artworkId: t.arg.id({ required: true }) },
		subscribe: (_root, { artworkId }, context) =>
			subscribe('artwork', artworkId, context, async (viewer) => getArtworks(context.store, [artworkId], viewer)),
		resolve: (artwork) => artwork,
	}),
);

builder.subscriptionField('collectionCommentNews', (t) =>
	t.field({
		type: CollectionType,
		description: 'As `commentNews`, of a collection.',
		args: { collectionId: t.arg.id({ required: true }) },
		subscribe: (_root, { collectionId }, context) =>
			subscribe('collection', collectionId, context, async (viewer) =>
				getCollections(context.store, [collectionId], viewer),
			),
		resolve: (collection) => collection,
	}),
);

/** `read` reads the subject in somebody's eyes. */
async function subscribe<Subject>(
	kind: 'artwork' | 'collection',
	id: string,
	{ commentBells, person }: RequestContext,
	read: (viewer: Viewer) => Promise<readonly (Subject | null)[]>,
): Promise<AsyncIterableIterator<Subject>> {
	const look = async (): Promise<Subject | null> => {
		person.lookAgain();
		const [subject] = await read(await person.viewer());
		return subject ?? null;
	};
	if (!isIdentifier(kind, id)) throw hidden(kind, id);
	// Before the look: what is said during it rings.
	const viewer = commentBells.view(id);
	let first: Subject | null = null;
	try {
		first = await look();
	} finally {
		if (!first) viewer.leave();
	}
	if (!first) throw hidden(kind, id);
	const end = (): IteratorResult<Subject, undefined> => {
		viewer.leave();
		return { done: true, value: undefined };
	};
	const news: AsyncIterableIterator<Subject> = {
		async next() {
			const given = first;
			first = null;
			if (given) return { done: false, value: given };
			if (!(await viewer.changed())) return end();
			// Asking may fail as the database may: the viewer is gone then as well.
			const subject = await look().catch((error: unknown) => {
				viewer.leave();
				throw error;
			});
			return subject ? { done: false, value: subject } : end();
		},
		async return() {
			return end();
		},
		async throw(error) {
			viewer.leave();
			throw error;
		},
		[Symbol.asyncIterator]() {
			return news;
		},
	};
	return news;
}
