import { isIdentifier } from '@galatea/render';
import { type Artwork, getArtworks } from '@galatea/store/artworks';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { ArtworkType } from '../references.ts';

builder.subscriptionField('commentNews', (t) =>
	t.field({
		type: ArtworkType,
		description: `The artwork, to ask its \`comments\` and \`commentCount\` of: at once, and again whenever something is said of it, changed
or taken back. A slow reader gets the newest, never a backlog. It ends when the viewer may not see the artwork any more.`,
		args: { artworkId: t.arg.id({ required: true }) },
		subscribe: (_root, { artworkId }, context) => subscribe(artworkId, context),
		resolve: (artwork) => artwork,
	}),
);

async function subscribe(
	id: string,
	{ commentBells, store, person }: RequestContext,
): Promise<AsyncIterableIterator<Artwork>> {
	const look = async (): Promise<Artwork | null> => {
		person.lookAgain();
		const [artwork] = await getArtworks(store, [id], await person.viewer());
		return artwork ?? null;
	};
	if (!isIdentifier('artwork', id)) throw hidden('artwork', id);
	// Before the look: what is said during it rings.
	const viewer = commentBells.view(id);
	let first: Artwork | null = null;
	try {
		first = await look();
	} finally {
		if (!first) viewer.leave();
	}
	if (!first) throw hidden('artwork', id);
	const end = (): IteratorResult<Artwork, undefined> => {
		viewer.leave();
		return { done: true, value: undefined };
	};
	const news: AsyncIterableIterator<Artwork> = {
		async next() {
			const given = first;
			first = null;
			if (given) return { done: false, value: given };
			if (!(await viewer.changed())) return end();
			// Asking may fail as the database may: the viewer is gone then as well.
			const artwork = await look().catch((error: unknown) => {
				viewer.leave();
				throw error;
			});
			return artwork ? { done: false, value: artwork } : end();
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
