'use client';
/** @file The panel of a menu in the head of every page: the browser opens and closes it, so it needs next to no script. */
import type { ReactNode } from 'react';

interface MenuPanelProps {
	/** What the button names as its `popoverTarget`. */
	readonly id: string;
	readonly children: ReactNode;
}

/** Stands right behind its button: there the browser goes on with Tab. Escape and a click elsewhere close it. */
export function MenuPanel({ id, children }: MenuPanelProps) {
	return (
		<div id={id} popover="auto" className="menu-panel" ref={attend}>
			{children}
		</div>
	);
}

// This is on every page, and there is time until somebody opens it.
function attend(panel: HTMLElement | null): void {
	if (panel) void import('./attend-menu.ts').then(({ attendMenu }) => attendMenu(panel));
}
