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
import {
	type CollectionRevision,
	type KeptSection,
	type RemovedItem,
	type SimpleChange,
	writeRevision,
} from './revisions.ts';
import { sectionsOf } from './section-rows.ts';
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
 * Gives a collection the items, places, notes, sections, title, statement, order and cover that it had after the change `seq`. Who
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
	/** Null for none, undefined where it is as it was. */
	sectionId: string | null | undefined;
}

/** What a section was: not there, there with all it had, or with another title or key. */
interface FormerSection {
	absent: boolean;
	section: KeptSection | null;
	title: string | null;
	position: string | null;
}

interface FormerState {
	readonly items: ReadonlyMap<string, FormerItem>;
	readonly sections: ReadonlyMap<string, FormerSection>;
	readonly details: Readonly<Record<string, unknown>>;
}

/** What changes made different, `later` being the newest first. */
function formerState(later: readonly CollectionRevision[]): FormerState {
	const items = new Map<string, FormerItem>();
	const sections = new Map<string, FormerSection>();
	const details: Record<string, unknown> = {};
	const asNow = { absent: false, item: null, position: null, note: null, sectionId: undefined };
	const of = (id: string): FormerItem => {
		const former = items.get(id) ?? { ...asNow };
		items.set(id, former);
		return former;
	};
	const ofSection = (id: string): FormerSection => {
		const former = sections.get(id) ?? { absent: false, section: null, title: null, position: null };
		sections.set(id, former);
		return former;
	};
	function goBack(change: SimpleChange): void {
		switch (change.type) {
			case 'itemAdded':
				Object.assign(of(change.itemId), { ...asNow, absent: true });
				break;
			case 'itemRemoved':
				Object.assign(of(change.item.id), { ...asNow, item: change.item });
				if (change.item.cover) details['coverItemId'] = change.item.id;
				break;
			case 'itemMoved':
				of(change.itemId).position = change.before;
				if (change.sections) of(change.itemId).sectionId = change.sections.before;
				break;
			case 'noteChanged':
				of(change.itemId).note = change.before;
				break;
			case 'sectionAdded':
				sections.set(change.section.id, { absent: true, section: null, title: null, position: null });
				for (const id of change.itemIds) of(id).sectionId = null;
				break;
			case 'sectionRemoved':
				sections.set(change.section.id, { absent: false, section: change.section, title: null, position: null });
				for (const id of change.itemIds) of(id).sectionId = change.section.id;
				break;
			case 'sectionMoved':
				ofSection(change.sectionId).position = change.before;
				break;
			case 'sectionRenamed':
				ofSection(change.sectionId).title = change.before;
				break;
			case 'details':
				Object.assign(details, change.before);
				break;
		}
	}
	for (const { change } of later) for (const simple of (simpleChangesOf(change) ?? []).toReversed()) goBack(simple);
	return { items, sections, details };
}

async function stepsTo(sql: Queryable, collection: Collection, state: FormerState): Promise<readonly Step[]> {
	const rows = await sql.query<CollectionItem>(
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "collectionId" = $1 AND id = ANY($2)`,
		[collection.id, [...state.items.keys()]],
	);
	const present = new Map(rows.map((item) => [item.id, item]));
	const sections = new Map((await sectionsOf(sql, collection.id)).map((section) => [section.id, section]));
	const steps = [
		...[...state.sections].flatMap(([id, former]) => sectionSteps(id, former, sections.get(id))),
		...[...state.items].flatMap(([id, former]) => itemSteps(id, former, present.get(id))),
	];
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
	const sectionId = former.sectionId === undefined ? former.item && (former.item.sectionId ?? null) : former.sectionId;
	if (!now) {
		if (!former.item) return [];
		const kept = { position: position ?? former.item.position, note: note ?? former.item.note, sectionId };
		return [{ type: 'put', item: { ...former.item, ...kept } }];
	}
	const isKnown = former.item !== null || former.sectionId !== undefined;
	const goes = isKnown && sectionId !== now.sectionId;
	return [
		...(goes || (position !== undefined && position !== now.position)
			? [{ type: 'move', itemId: id, to: position ?? now.position, ...(goes && { sectionId }) } as const]
			: []),
		...(note !== undefined && note !== now.note ? [{ type: 'annotate', itemId: id, to: note } as const] : []),
	];
}

function sectionSteps(id: string, former: FormerSection, now: KeptSection | undefined): readonly Step[] {
	if (former.absent) return now ? [{ type: 'takeSection', sectionId: id }] : [];
	const title = former.title ?? former.section?.title;
	const position = former.position ?? former.section?.position;
	if (!now) {
		if (title === undefined || position === undefined) return [];
		return [{ type: 'putSection', section: { id, title, position }, itemIds: [] }];
	}
	return [
		...(title !== undefined && title !== now.title
			? [{ type: 'renameSection', sectionId: id, to: title } as const]
			: []),
		...(position !== undefined && position !== now.position
			? [{ type: 'moveSection', sectionId: id, to: position } as const]
			: []),
	];
}
