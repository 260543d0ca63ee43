/**
 * @file Two curators who add, move, annotate and remove items and sections, undo and restore at the same time, against a model: what
 * each of them did holds on plain lists of items, in the order in which the history numbers their changes.
 */
import { RenderError } from '@galatea/render';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { simpleChangesOf } from './change-algebra.ts';
import type { Collection } from './collection.ts';
import { createCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { listItems } from './item-lists.ts';
import { addItem, annotateItem, moveItem, removeItem } from './items.ts';
import { restoreState } from './restore-state.ts';
import type { CollectionChange, SimpleChange } from './revisions.ts';
import { listSections } from './section-rows.ts';
import { addSection, moveSection, moveToSection, removeSection, renameSection } from './sections.ts';
import { undoRevision } from './undo.ts';

let setting: TestStore;
let members: TestMembers;
let curators: readonly TestMember[];
let works: readonly string[];

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	curators = [await members.member(), await members.member()];
	const artist = await members.member();
	const made = [];
	for (let count = 0; count < 6; count++) made.push(await members.artworkOf(artist));
	works = made;
});
afterAll(() => setting[Symbol.asyncDispose]());

/** What somebody wants to do. Numbers choose among what is there when it is done. */
const wish = fc.oneof(
	fc.record({ type: fc.constant('add' as const), work: fc.nat(5) }),
	fc.record({ type: fc.constant('move' as const), item: fc.nat(20), after: fc.option(fc.nat(20)) }),
	fc.record({ type: fc.constant('annotate' as const), item: fc.nat(20), note: fc.constantFrom('', 'a', 'b') }),
	fc.record({ type: fc.constant('remove' as const), item: fc.nat(20) }),
	fc.record({ type: fc.constant('addSection' as const) }),
	fc.record({ type: fc.constant('renameSection' as const), section: fc.nat(6), title: fc.constantFrom('A', 'B') }),
	fc.record({ type: fc.constant('moveSection' as const), section: fc.nat(6), after: fc.option(fc.nat(6)) }),
	fc.record({ type: fc.constant('removeSection' as const), section: fc.nat(6) }),
	fc.record({ type: fc.constant('intoSection' as const), item: fc.nat(20), section: fc.option(fc.nat(6)) }),
	fc.record({ type: fc.constant('undo' as const), back: fc.nat(6) }),
	fc.record({ type: fc.constant('restore' as const), back: fc.integer({ min: 1, max: 8 }) }),
);
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

interface Place {
	readonly position: string;
	readonly note: string;
	readonly artworkId: string | null;
	readonly sectionId: string | null;
}
interface Section {
	readonly position: string;
	readonly title: string;
}
/** Every item and every section by its id. */
interface State {
	readonly items: ReadonlyMap<string, Place>;
	readonly sections: ReadonlyMap<string, Section>;
}

type Positioned = readonly [id: string, { readonly position: string }];
const inOrder = ([a, { position: p }]: Positioned, [b, { position: q }]: Positioned): number =>
	p === q ? (a < b ? -1 : 1) : p < q ? -1 : 1;
const sectionsIn = ({ sections }: State): readonly string[] => [...sections].sort(inOrder).map(([id]) => id);
/** Items of a section, or of none. */
const itemsIn = ({ items }: State, sectionId: string | null): readonly string[] =>
	[...items]
		.filter(([, place]) => place.sectionId === sectionId)
		.sort(inOrder)
		.map(([id]) => id);
/** As they are listed: those in no section, then section by section. */
const orderOf = (state: State): readonly string[] =>
	[null, ...sectionsIn(state)].flatMap((sectionId) => itemsIn(state, sectionId));
const sectionOf = (state: State, itemId: string): string | null => state.items.get(itemId)?.sectionId ?? null;

/** What was done, and what must hold of the state before it and after it. */
interface Deed {
	readonly seq: number;
	readonly by: TestMember;
	readonly holds: (states: readonly State[], changes: readonly CollectionChange[]) => void;
}

/** Does what somebody wishes; null where it was refused, as it may be when the other was faster. */
async function fulfil(wanted: Wish, collection: Collection, known: Known, by: TestMember): Promise<Deed | null> {
	const { store } = setting;
	const { id: collectionId } = collection;
	const itemOf = (index: number): string => known.items[index % known.items.length] ?? '';
	const sectionNumber = (index: number): string => known.sections[index % known.sections.length] ?? 'none';
	switch (wanted.type) {
		case 'add': {
			const artworkId = works[wanted.work] ?? '';
			const { item, seq } = await addItem(store, { collectionId, artworkId, note: 'New' }, by);
			if (seq === null) return null;
			known.items.push(item.id);
			return { seq, by, holds: (states) => expect(itemsIn(stateAt(states, seq), null).at(-1)).toBe(item.id) };
		}
		case 'move': {
			const itemId = itemOf(wanted.item);
			const afterItemId = wanted.after === null ? null : itemOf(wanted.after);
			const { seq } = await moveItem(store, { collectionId, itemId, afterItemId }, by);
			if (seq === null) return null;
			return {
				seq,
				by,
				holds(states) {
					const others = orderOf(stateAt(states, seq - 1)).filter((id) => id !== itemId);
					const at = afterItemId === null ? 0 : others.indexOf(afterItemId) + 1;
					const state = stateAt(states, seq);
					expect(orderOf(state)).toEqual([...others.slice(0, at), itemId, ...others.slice(at)]);
					expect(sectionOf(state, itemId)).toBe(afterItemId === null ? null : sectionOf(state, afterItemId));
				},
			};
		}
		case 'annotate': {
			const { note } = wanted;
			const itemId = itemOf(wanted.item);
			const { seq } = await annotateItem(store, { collectionId, itemId, note }, by);
			if (seq === null) return null;
			return { seq, by, holds: (states) => expect(stateAt(states, seq).items.get(itemId)?.note).toBe(note) };
		}
		case 'remove': {
			const itemId = itemOf(wanted.item);
			const seq = await removeItem(store, { collectionId, itemId }, by);
			return {
				seq,
				by,
				holds: (states) =>
					expect(orderOf(stateAt(states, seq))).toEqual(
						orderOf(stateAt(states, seq - 1)).filter((id) => id !== itemId),
					),
			};
		}
		case 'addSection': {
			const { section, seq } = await addSection(store, { collectionId, title: 'New' }, by);
			if (seq === null) return null;
			known.sections.push(section.id);
			return { seq, by, holds: (states) => expect(sectionsIn(stateAt(states, seq)).at(-1)).toBe(section.id) };
		}
		case 'renameSection': {
			const [sectionId, title] = [sectionNumber(wanted.section), wanted.title];
			const { seq } = await renameSection(store, { collectionId, sectionId, title }, by);
			if (seq === null) return null;
			return { seq, by, holds: (states) => expect(stateAt(states, seq).sections.get(sectionId)?.title).toBe(title) };
		}
		case 'moveSection': {
			const sectionId = sectionNumber(wanted.section);
			const afterSectionId = wanted.after === null ? null : sectionNumber(wanted.after);
			const { seq } = await moveSection(store, { collectionId, sectionId, afterSectionId }, by);
			if (seq === null) return null;
			return {
				seq,
				by,
				holds(states) {
					const others = sectionsIn(stateAt(states, seq - 1)).filter((id) => id !== sectionId);
					const at = afterSectionId === null ? 0 : others.indexOf(afterSectionId) + 1;
					expect(sectionsIn(stateAt(states, seq))).toEqual([...others.slice(0, at), sectionId, ...others.slice(at)]);
				},
			};
		}
		case 'removeSection': {
			const sectionId = sectionNumber(wanted.section);
			const seq = await removeSection(store, { collectionId, sectionId }, by);
			return {
				seq,
				by,
				holds(states) {
					const [former, state] = [stateAt(states, seq - 1), stateAt(states, seq)];
					expect(sectionsIn(state)).toEqual(sectionsIn(former).filter((id) => id !== sectionId));
					const freed = [...itemsIn(former, null), ...itemsIn(former, sectionId)];
					expect([...itemsIn(state, null)].sort()).toEqual(freed.sort());
				},
			};
		}
		case 'intoSection': {
			const itemId = itemOf(wanted.item);
			const sectionId = wanted.section === null ? null : sectionNumber(wanted.section);
			const [{ seq } = { seq: null }] = await moveToSection(store, { collectionId, itemIds: [itemId], sectionId }, by);
			if (seq === null) return null;
			return { seq, by, holds: (states) => expect(itemsIn(stateAt(states, seq), sectionId).at(-1)).toBe(itemId) };
		}
		case 'undo': {
			const undone = Math.max(1, known.seq - wanted.back);
			const seq = await undoRevision(store, { collectionId, seq: undone }, by);
			return {
				seq,
				by,
				holds(states, changes) {
					for (const change of simpleChangesOf(changeAt(changes, undone)) ?? [])
						for (const aspect of aspectsOf(change, stateAt(states, seq - 1))) {
							// It still was as that change had left it: nobody's later work goes with it.
							expect(aspect(stateAt(states, seq - 1))).toEqual(aspect(stateAt(states, undone)));
							expect(aspect(stateAt(states, seq))).toEqual(aspect(stateAt(states, undone - 1)));
						}
				},
			};
		}
		case 'restore': {
			const toSeq = Math.max(1, known.seq - wanted.back);
			const { seq, leftOut } = await restoreState(store, { collectionId, seq: toSeq }, by);
			expect(leftOut).toBe(0);
			if (seq === null) return null;
			return { seq, by, holds: (states) => expect(stateAt(states, seq)).toEqual(stateAt(states, toSeq)) };
		}
	}
}

/** What both have heard of so far. */
interface Known {
	readonly items: string[];
	readonly sections: string[];
	seq: number;
}

/** What a change is about: the whole item, or one value of it. */
function aspectsOf(change: SimpleChange, now: State): readonly ((state: State) => unknown)[] {
	switch (change.type) {
		case 'itemAdded':
			return [({ items }) => items.get(change.itemId)];
		case 'itemRemoved':
			return [({ items }) => items.get(change.item.id)];
		case 'itemMoved':
			return now.items.has(change.itemId)
				? [({ items }) => items.get(change.itemId)?.position, (state) => sectionOf(state, change.itemId)]
				: [];
		case 'noteChanged':
			return now.items.has(change.itemId) ? [({ items }) => items.get(change.itemId)?.note] : [];
		case 'sectionAdded':
		case 'sectionRemoved':
			return [
				({ sections }) => sections.get(change.section.id),
				...change.itemIds.map((id) => (state: State) => sectionOf(state, id)),
			];
		case 'sectionMoved':
			return [({ sections }) => sections.get(change.sectionId)?.position];
		case 'sectionRenamed':
			return [({ sections }) => sections.get(change.sectionId)?.title];
		case 'details':
			return [];
	}
}

/** The state before a change, where it fits what is there after it: otherwise the history has lost something. */
function before(state: State, change: CollectionChange): State {
	const items = new Map(state.items);
	const sections = new Map(state.sections);
	/** Gives the item the values it had, where it has those that the change left. */
	function goBack(id: string, after: Partial<Place>, former: Partial<Place>): void {
		const place = items.get(id);
		expect(place).toMatchObject(after);
		if (place) items.set(id, { ...place, ...former });
	}
	function sectionGoesBack(id: string, after: Partial<Section>, former: Partial<Section>): void {
		const section = sections.get(id);
		expect(section).toMatchObject(after);
		if (section) sections.set(id, { ...section, ...former });
	}
	for (const simple of (simpleChangesOf(change) ?? []).toReversed())
		switch (simple.type) {
			case 'itemAdded':
				expect(items.get(simple.itemId)?.sectionId).toBe(simple.sectionId ?? null);
				items.delete(simple.itemId);
				break;
			case 'itemRemoved': {
				const { id, position, note, artworkId, sectionId = null } = simple.item;
				expect(items.has(id)).toBe(false);
				items.set(id, { position, note, artworkId, sectionId });
				break;
			}
			case 'itemMoved': {
				const { itemId, sections: of } = simple;
				const [now, then] = of ? [{ sectionId: of.after }, { sectionId: of.before }] : [{}, {}];
				goBack(itemId, { position: simple.after, ...now }, { position: simple.before, ...then });
				break;
			}
			case 'noteChanged':
				goBack(simple.itemId, { note: simple.after }, { note: simple.before });
				break;
			case 'sectionAdded':
				expect(sections.delete(simple.section.id)).toBe(true);
				for (const id of simple.itemIds) goBack(id, { sectionId: simple.section.id }, { sectionId: null });
				break;
			case 'sectionRemoved': {
				const { id: sectionId, title, position } = simple.section;
				sections.set(sectionId, { title, position });
				for (const id of simple.itemIds) goBack(id, { sectionId: null }, { sectionId });
				break;
			}
			case 'sectionMoved':
				sectionGoesBack(simple.sectionId, { position: simple.after }, { position: simple.before });
				break;
			case 'sectionRenamed':
				sectionGoesBack(simple.sectionId, { title: simple.after }, { title: simple.before });
				break;
			case 'details':
				break;
		}
	// Nothing stands in a section that is not there.
	for (const { sectionId } of items.values()) expect(sectionId === null || sections.has(sectionId)).toBe(true);
	return { items, sections };
}

function stateAt(states: readonly State[], seq: number): State {
	const state = states[seq];
	if (!state) throw new Error(`There is no state after change ${seq}`);
	return state;
}

function changeAt(changes: readonly CollectionChange[], seq: number): CollectionChange {
	const change = changes[seq - 1];
	if (!change) throw new Error(`There is no change ${seq}`);
	return change;
}

/** Does one wish after the other. What the other's changes stand against is refused, with a code that says so. */
async function tend(
	wishes: readonly Wish[],
	collection: Collection,
	known: Known,
	by: TestMember,
): Promise<readonly Deed[]> {
	const deeds: Deed[] = [];
	for (const wanted of wishes) {
		try {
			const deed = await fulfil(wanted, collection, known, by);
			if (!deed) continue;
			known.seq = Math.max(known.seq, deed.seq);
			deeds.push(deed);
		} catch (error) {
			expect(error).toBeInstanceOf(RenderError);
			expect(['CHANGED_SINCE', 'COLLECTING_REFUSED', 'NOT_ALLOWED', 'NOT_FOUND']).toContain(
				(error as RenderError).code,
			);
		}
	}
	return deeds;
}

test('two who add, move, annotate and remove items and sections, undo and restore at once lose nothing, and read one order', async () => {
	const { store } = setting;
	const [one, other] = curators;
	if (!one || !other) throw new Error('Two people curate');
	let done = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(wish, { minLength: 6, maxLength: 12 }),
			fc.array(wish, { minLength: 6, maxLength: 12 }),
			async (wishes, otherWishes) => {
				const collection = await createCollection(store, { title: 'Together' }, one);
				const { id: collectionId } = collection;
				await setCurator(store, { collectionId, userId: other.userId, role: 'EDITOR' }, one);
				const known: Known = { items: [], sections: [], seq: 2 };
				for (const artworkId of works.slice(0, 3)) {
					const { item, seq } = await addItem(store, { collectionId, artworkId }, one);
					known.items.push(item.id);
					known.seq = seq ?? known.seq;
				}
				const deeds = (
					await Promise.all([tend(wishes, collection, known, one), tend(otherWishes, collection, known, other)])
				).flat();
				done += deeds.length;

				const revisions = await query<{ seq: number; actorId: string; change: CollectionChange }>(
					store,
					'SELECT seq, "actorId", body AS change FROM "CollectionRevision" WHERE "collectionId" = $1 ORDER BY seq',
					[collectionId],
				);
				// Every deed is one change, by who did it, and there are no others.
				expect(revisions.map(({ seq }) => seq)).toEqual(revisions.map((_, index) => index + 1));
				expect(revisions.slice(5).map(({ seq, actorId }) => [seq, actorId])).toEqual(
					deeds.map(({ seq, by }) => [seq, by.userId]).sort(([a], [b]) => Number(a) - Number(b)),
				);
				// From what is there, the history leads back to an empty collection.
				const orders = [];
				let state: State = { items: new Map(), sections: new Map() };
				const [kept = []] = await listSections(store, [collectionId]);
				const listed = { ...collection, hasSections: kept.length > 0 };
				for (const viewer of [one, other]) {
					const { edges } = await listItems(store, listed, { first: 100 }, viewer);
					orders.push(edges.map(({ item }) => item.id));
					state = {
						items: new Map(
							edges.map(({ item: { id, position, note, artworkId, sectionId } }) => [
								id,
								{ position, note, artworkId, sectionId },
							]),
						),
						sections: new Map(kept.map(({ id, title, position }) => [id, { title, position }])),
					};
				}
				expect(orders[0]).toEqual(orders[1]);
				expect(orders[0]).toEqual(orderOf(state));
				const changes = revisions.map(({ change }) => change);
				const states = [state];
				for (const change of changes.toReversed()) {
					state = before(state, change);
					states.unshift(state);
				}
				expect(states[0]).toEqual({ items: new Map(), sections: new Map() });
				for (const deed of deeds) deed.holds(states, changes);
			},
		),
		{ numRuns: 12 },
	);
	expect(done).toBeGreaterThan(60);
});
