/** @file What changes of a collection mean for each other: the opposite of each, and which rest on which. Pure. */
import type { CollectionChange, CollectionRevision, SimpleChange } from './revisions.ts';

/** The simple changes that a change consists of, in their order; null for one that is not taken back but made anew. */
export function simpleChangesOf(change: CollectionChange): readonly SimpleChange[] | null {
	switch (change.type) {
		case 'itemAdded':
		case 'itemRemoved':
		case 'itemMoved':
		case 'noteChanged':
		case 'details':
			return [change];
		case 'stateRestored':
			return change.changes;
		default:
			return null;
	}
}

/** Whether `later` rests on `earlier`: it touches what that made, or needs it. */
function restsOn(later: CollectionChange, earlier: CollectionChange): boolean {
	const made = new Set((simpleChangesOf(earlier) ?? []).flatMap((change) => tracesOf(change).makes));
	return (simpleChangesOf(later) ?? []).some((change) => {
		const { makes, needs } = tracesOf(change);
		return [...makes, ...needs].some((trace) => made.has(trace));
	});
}

/**
 * The numbers of those of `later` that rest on a revision, the latest first. What has been taken back does not count,
 * nor does taking back what came after the revision: together they change nothing.
 */
export function restingSeqs(revision: CollectionRevision, later: readonly CollectionRevision[]): readonly number[] {
	return later
		.filter(
			({ seq, undoesSeq, undoneBySeq, change }) =>
				seq > revision.seq &&
				undoneBySeq === null &&
				(undoesSeq === null || undoesSeq < revision.seq) &&
				restsOn(change, revision.change),
		)
		.map(({ seq }) => seq)
		.sort((a, b) => b - a);
}

/** What of a collection a change makes anew, and what has to be there for it. */
function tracesOf(change: SimpleChange): { readonly makes: readonly string[]; readonly needs: readonly string[] } {
	switch (change.type) {
		case 'itemAdded':
			return { makes: placed(change.itemId, change.artworkId), needs: [] };
		case 'itemRemoved': {
			const { id, artworkId, cover } = change.item;
			const makes = [...placed(id, artworkId), ...(cover ? ['detail coverItemId'] : [])];
			// It has gone with its note, and from its place.
			return { makes, needs: [`note ${id}`, `place ${id}`] };
		}
		case 'itemMoved':
			return { makes: [`place ${change.itemId}`], needs: [`item ${change.itemId}`] };
		case 'noteChanged':
			return { makes: [`note ${change.itemId}`], needs: [`item ${change.itemId}`] };
		case 'details':
			return { makes: Object.keys(change.after).map((name) => `detail ${name}`), needs: [] };
	}
}

function placed(itemId: string, artworkId: string | null): readonly string[] {
	return artworkId === null ? [`item ${itemId}`] : [`item ${itemId}`, `artwork ${artworkId}`];
}
