/** @file Making a collection as it was after an earlier change. */
import { RenderError } from '@galatea/render';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { simpleChangesOf } from './change-algebra.ts';
import type { Collection, CollectionItem } from './collection.ts';
import { lockForAct } from './collection-permission.ts';
import { itemColumns } from './collection-rows.ts';
import { areEditorsDetails } from './details.ts';
import { revisionOf, revisionsAfter } from './history.ts';
import { type CollectionRevision, type RemovedItem, type SimpleChange, writeRevision } from './revisions.ts';
import { type Step, takeSteps } from './steps.ts';
import { maximumReach } from './undo.ts';

/** What restoring has done. */
export interface RestoredState {
	/** The number of the new revision; null where everything was as it had been. */
	readonly seq: number | null;
	/** Items that could not be put back: their artworks are deleted, or their artists do not want them in it. */
	readonly leftOut: number;
}

/**
 * Gives a collection the items, places, notes, title, statement, order and cover that it had after the change `seq`. Who
 * curates it and who may see it stays. It is one change, and can be taken back. Throws `NOT_SIGNED_IN`, `NOT_FOUND`,
 * `COLLECTION_FULL`, and `NOT_ALLOWED` (others than owner and editors, and what is too long ago).
 */
export async function restoreState(
	store: Store,
	{ collectionId, seq }: { readonly collectionId: string; readonly seq: number },
	viewer: Viewer,
): Promise<RestoredState> {
	return transaction(store, async (sql) => {
		const collection = await lockForAct(sql, collectionId, viewer, 'ARRANGE');
		if (!(await revisionOf(sql, collectionId, seq)))
			throw new RenderError('NOT_FOUND', `This collection has no change ${seq}`);
		const later = await revisionsAfter(sql, collectionId, seq, maximumReach + 1);
		if (later.length > maximumReach)
			throw new RenderError('NOT_ALLOWED', `More than ${maximumReach} changes have been made since change ${seq}`);
		const steps = await stepsTo(sql, collection, formerState(later));
		const { changes, leftOut } = await takeSteps(sql, collection, steps, viewer);
		if (changes.length === 0) return { seq: null, leftOut };
		const change = { type: 'stateRestored', toSeq: seq, changes } as const;
		return { seq: await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change }), leftOut };
	});
}

/** What an item was: not there, there with all it had, or with some of its values. */
interface FormerItem {
	absent: boolean;
	item: RemovedItem | null;
	position: string | null;
	note: string | null;
}

interface FormerState {
	readonly items: ReadonlyMap<string, FormerItem>;
	readonly details: Readonly<Record<string, unknown>>;
}

/** What changes made different, `later` being the newest first. */
function formerState(later: readonly CollectionRevision[]): FormerState {
	const items = new Map<string, FormerItem>();
	const details: Record<string, unknown> = {};
	const of = (id: string): FormerItem => {
		const former = items.get(id) ?? { absent: false, item: null, position: null, note: null };
		items.set(id, former);
		return former;
	};
	function goBack(change: SimpleChange): void {
		switch (change.type) {
			case 'itemAdded':
				Object.assign(of(change.itemId), { absent: true, item: null, position: null, note: null });
				break;
			case 'itemRemoved':
				Object.assign(of(change.item.id), { absent: false, item: change.item, position: null, note: null });
				if (change.item.cover) details['coverItemId'] = change.item.id;
				break;
			case 'itemMoved':
				of(change.itemId).position = change.before;
				break;
			case 'noteChanged':
				of(change.itemId).note = change.before;
				break;
			case 'details':
				Object.assign(details, change.before);
				break;
		}
	}
	for (const { change } of later) for (const simple of (simpleChangesOf(change) ?? []).toReversed()) goBack(simple);
	return { items, details };
}

async function stepsTo(sql: Queryable, collection: Collection, state: FormerState): Promise<readonly Step[]> {
	const rows = await sql.query<CollectionItem>(
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "collectionId" = $1 AND id = ANY($2)`,
		[collection.id, [...state.items.keys()]],
	);
	const present = new Map(rows.map((item) => [item.id, item]));
	const steps = [...state.items].flatMap(([id, former]) => itemSteps(id, former, present.get(id)));
	const values = Object.fromEntries(
		Object.entries(state.details).filter(
			([name, value]) => areEditorsDetails([name]) && collection[name as keyof Collection] !== value,
		),
	);
	return Object.keys(values).length === 0 ? steps : [...steps, { type: 'describe', values }];
}

function itemSteps(id: string, former: FormerItem, now: CollectionItem | undefined): readonly Step[] {
	if (former.absent) return now ? [{ type: 'take', itemId: id }] : [];
	const position = former.position ?? former.item?.position;
	const note = former.note ?? former.item?.note;
	if (!now) {
		if (!former.item) return [];
		const item = { ...former.item, position: position ?? former.item.position, note: note ?? former.item.note };
		return [{ type: 'put', item }];
	}
	return [
		...(position !== undefined && position !== now.position
			? [{ type: 'move', itemId: id, to: position } as const]
			: []),
		...(note !== undefined && note !== now.note ? [{ type: 'annotate', itemId: id, to: note } as const] : []),
	];
}
