'use client';
/** @file Holding a finger on one of a list, which chooses it: on a screen without mouse and keys. */
import { type MouseEvent, type PointerEvent, useRef } from 'react';

/** As long as the systems of phones have it. */
const holdMs = 500;
/** A finger that moves farther scrolls. */
const stillPx = 10;

interface LongPress {
	onPointerDown(event: PointerEvent): void;
	onPointerMove(event: PointerEvent): void;
	onPointerUp(): void;
	onPointerCancel(): void;
	onContextMenu(event: MouseEvent): void;
	onClickCapture(event: MouseEvent): void;
}

/** For the element around the list; each of the list says its id in `data-select`. */
export function useLongPress(onHold: (id: string) => void): LongPress {
	const press = useRef<{ readonly timer: number; readonly x: number; readonly y: number } | null>(null);
	/** Whether the finger that is down has chosen something: what comes of lifting it is not a click. */
	const held = useRef(false);
	const end = (): void => {
		if (press.current) window.clearTimeout(press.current.timer);
		press.current = null;
	};
	return {
		onPointerDown(event) {
			held.current = false;
			if (event.pointerType !== 'touch' || !(event.target instanceof Element)) return;
			// What is held there is dragged.
			if (event.target.closest('[data-grip]')) return;
			const id = event.target.closest<HTMLElement>('[data-select]')?.dataset['select'];
			if (id === undefined) return;
			end();
			const timer = window.setTimeout(() => {
				press.current = null;
				held.current = true;
				onHold(id);
			}, holdMs);
			press.current = { timer, x: event.clientX, y: event.clientY };
		},
		onPointerMove({ clientX, clientY }) {
			if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > stillPx) end();
		},
		onPointerUp: end,
		onPointerCancel: end,
		onContextMenu(event) {
			if (press.current || held.current) event.preventDefault();
		},
		onClickCapture(event) {
			if (!held.current) return;
			held.current = false;
			event.preventDefault();
			event.stopPropagation();
		},
	};
}
