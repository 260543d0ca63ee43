/** @file What changes of a collection mean for each other: the opposite of each, and which rest on which. Pure. */
import type { CollectionChange, CollectionRevision, SimpleChange } from './revisions.ts';

/** The simple changes that a change consists of, in their order; null for one that is not taken back but made anew. */
export function simpleChangesOf(change: CollectionChange): readonly SimpleChange[] | null {
	switch (change.type) {
		case 'itemAdded':
		case 'itemRemoved':
		case 'itemMoved':
		case 'noteChanged':
		case 'sectionAdded':
		case 'sectionMoved':
		case 'sectionRemoved':
		case 'sectionRenamed':
		case 'details':
			return [change];
		case 'stateRestored':
			return change.changes;
		default:
			return null;
	}
}

/**
 * Whether `later` rests on `earlier`: it touches what that made, or needs it; or it touches what has to be there for `earlier` to be
 * taken back.
 */
function restsOn(later: CollectionChange, earlier: CollectionChange): boolean {
	const traces = (simpleChangesOf(earlier) ?? []).map(tracesOf);
	const made = new Set(traces.flatMap(({ makes }) => makes));
	const left = new Set(traces.flatMap(({ leaves }) => leaves));
	return (simpleChangesOf(later) ?? []).some((change) => {
		const { makes, needs } = tracesOf(change);
		return [...makes, ...needs].some((trace) => made.has(trace)) || makes.some((trace) => left.has(trace));
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

/** What a change has to do with the parts of a collection. */
interface Traces {
	/** What it makes anew. */
	readonly makes: readonly string[];
	/** What has to be there for it. */
	readonly needs: readonly string[];
	/** What has to be there for the change to be taken back. */
	readonly leaves: readonly string[];
}

function tracesOf(change: SimpleChange): Traces {
	switch (change.type) {
		case 'itemAdded': {
			const { itemId, artworkId, sectionId } = change;
			return { makes: placed(itemId, artworkId), needs: inSection(sectionId), leaves: [] };
		}
		case 'itemRemoved': {
			const { id, artworkId, cover, sectionId } = change.item;
			const makes = [...placed(id, artworkId), ...(cover ? ['detail coverItemId'] : [])];
			// It has gone with its note, and from its place.
			return { makes, needs: [`note ${id}`, `place ${id}`], leaves: inSection(sectionId) };
		}
		case 'itemMoved': {
			const { itemId, sections } = change;
			const needs = [`item ${itemId}`, ...inSection(sections?.after)];
			return { makes: [`place ${itemId}`], needs, leaves: inSection(sections?.before) };
		}
		case 'noteChanged':
			return { makes: [`note ${change.itemId}`], needs: [`item ${change.itemId}`], leaves: [] };
		case 'sectionAdded':
		case 'sectionRemoved': {
			const { section, itemIds } = change;
			const makes = [`section ${section.id}`, ...itemIds.map((id) => `place ${id}`)];
			const own = [`title ${section.id}`, `section place ${section.id}`];
			const needs = itemIds.map((id) => `item ${id}`);
			// It has gone with its title, and from its place.
			return change.type === 'sectionAdded'
				? { makes: [...makes, ...own], needs, leaves: [] }
				: { makes, needs: [...own, ...needs], leaves: [] };
		}
		case 'sectionMoved':
			return { makes: [`section place ${change.sectionId}`], needs: inSection(change.sectionId), leaves: [] };
		case 'sectionRenamed':
			return { makes: [`title ${change.sectionId}`], needs: inSection(change.sectionId), leaves: [] };
		case 'details':
			return { makes: Object.keys(change.after).map((name) => `detail ${name}`), needs: [], leaves: [] };
	}
}

function inSection(sectionId: string | null | undefined): readonly string[] {
	return sectionId == null ? [] : [`section ${sectionId}`];
}

function placed(itemId: string, artworkId: string | null): readonly string[] {
	return artworkId === null ? [`item ${itemId}`] : [`item ${itemId}`, `artwork ${artworkId}`];
}
