/** @file The panel of a menu in the head of every page: the browser opens and closes it, so it needs no script of its own. */
import type { ReactNode } from 'react';

interface MenuPanelProps {
	/** What the button names as its `popoverTarget`. */
	readonly id: string;
	readonly children: ReactNode;
}

/**
 * Stands right behind its button: there the browser goes on with Tab. Escape and a click elsewhere close it; what else it does is
 * in attend-menus.ts.
 */
export function MenuPanel({ id, children }: MenuPanelProps) {
	return (
		<div id={id} popover="auto" className="menu-panel">
			{children}
		</div>
	);
}
