/**
 * @file Dragging the rows of a list by their grips, with mouse, pen and finger: what is dragged, where it would be dropped, and scrolling
 * at the edge of the window. The library follows the pointer; while it moves only a line and a small picture are written to, and no row.
 */
import { AutoScroller, DragDropManager, Draggable, PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom';
import { type DropPlace, type DropRow, placeInGap } from './drop-place.ts';

/** A pointer that moves less presses. */
const dragAfterPx = 4;

interface DragRowsOptions {
	/** Its children are the rows: items have `data-select` (their id), titles none, and all `data-section` (empty for none). */
	readonly list: HTMLElement;
	/** Shows where it would be dropped; in the same positioned element as the list. */
	readonly line: HTMLElement;
	/** The ids of what is dragged when the row of `id` is: it alone, or all that are chosen with it. */
	readonly together: (id: string) => readonly string[];
	readonly onStart: () => void;
	/** Where it was dropped; null where it was let go without. */
	readonly onEnd: (ids: readonly string[], place: DropPlace | null) => void;
}

/** Rows have a grip (`data-grip`) and a picture (`data-pictured`). Returns what ends it. */
export function dragRows({ list, line, together, onStart, onEnd }: DragRowsOptions): () => void {
	let taken: HTMLElement | null = null;
	let dragged: ReadonlySet<string> = new Set();
	let gap: number | null = null;
	let ghost: HTMLElement | null = null;
	let at = { x: 0, y: 0 };
	const manager = new DragDropManager({
		// In the last eighth of the window, up and down alone.
		plugins: [AutoScroller.configure({ threshold: { x: 0, y: 0.125 } })],
		sensors: [
			PointerSensor.configure({
				activationConstraints: () => [new PointerActivationConstraints.Distance({ value: dragAfterPx })],
				preventActivation({ target }) {
					const grip = target instanceof Element ? target.closest('[data-grip]') : null;
					taken = grip?.closest<HTMLElement>('[data-select]') ?? null;
					return taken === null;
				},
			}),
		],
	});
	// One for the whole list: rows come and go, and are found by where the pointer went down.
	new Draggable({ id: 'rows', element: list }, manager);
	list.toggleAttribute('data-drags', true);

	function follow(to: { readonly x: number; readonly y: number }): void {
		at = to;
		if (ghost) ghost.style.transform = `translate(${to.x + 12}px, ${to.y + 12}px)`;
		gap = gapAt(list, to.y);
		const row = list.children[gap];
		const edge = row instanceof HTMLElement ? row.offsetTop : list.offsetTop + list.offsetHeight;
		line.style.transform = `translateY(${edge}px)`;
		line.hidden = false;
	}
	const scrolled = (): void => follow(at);
	manager.monitor.addEventListener('dragstart', ({ operation }) => {
		const id = taken?.dataset['select'];
		if (!taken || id === undefined) return;
		const ids = together(id);
		dragged = new Set(ids);
		for (const row of list.children) row.toggleAttribute('data-dragged', dragged.has(idOf(row) ?? ''));
		ghost = ghostOf(taken, ids.length);
		document.body.style.cursor = 'grabbing';
		window.addEventListener('scroll', scrolled, { capture: true, passive: true });
		onStart();
		follow(operation.position.current);
	});
	manager.monitor.addEventListener('dragmove', ({ to, operation }) => follow(to ?? operation.position.current));
	manager.monitor.addEventListener('dragend', ({ canceled }) => {
		const ids = [...dragged];
		const place = canceled || gap === null ? null : placeInGap([...list.children].map(rowOf), gap, dragged);
		letGo();
		if (ids.length > 0) onEnd(ids, place);
	});
	function letGo(): void {
		for (const row of list.querySelectorAll('[data-dragged]')) row.removeAttribute('data-dragged');
		ghost?.remove();
		ghost = null;
		gap = null;
		dragged = new Set();
		line.hidden = true;
		document.body.style.cursor = '';
		window.removeEventListener('scroll', scrolled, { capture: true });
	}
	return () => {
		list.removeAttribute('data-drags');
		letGo();
		manager.destroy();
	};
}

const idOf = (row: Element): string | null => (row instanceof HTMLElement ? (row.dataset['select'] ?? null) : null);

function rowOf(row: Element): DropRow {
	const section = row instanceof HTMLElement ? row.dataset['section'] : undefined;
	return { itemId: idOf(row), sectionId: section === undefined || section === '' ? null : section };
}

/** The number of the row before which something at this height would be put: the row under it has an upper and a lower half. */
function gapAt(list: HTMLElement, y: number): number {
	const { left, width, top } = list.getBoundingClientRect();
	const under = document.elementsFromPoint(left + width / 2, y).find((each) => each.parentElement === list);
	if (!under) return y < top ? 0 : list.children.length;
	const row = under.getBoundingClientRect();
	return [...list.children].indexOf(under) + (y > row.top + row.height / 2 ? 1 : 0);
}

/** What goes along with the pointer: the picture, and how many there are when there are several. */
function ghostOf(row: HTMLElement, count: number): HTMLElement {
	const ghost = document.createElement('div');
	ghost.ariaHidden = 'true';
	ghost.className = 'pointer-events-none fixed start-0 top-0 z-40 w-20 border border-line bg-raised p-1 shadow-2xl';
	ghost.dir = 'ltr';
	const picture = row.querySelector('[data-pictured]');
	if (picture) ghost.append(picture.cloneNode(true));
	if (count > 1) {
		const number = document.createElement('p');
		number.className = 'text-center text-sm tabular-nums';
		number.textContent = String(count);
		ghost.append(number);
	}
	document.body.append(ghost);
	return ghost;
}
