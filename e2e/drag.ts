/** @file Dragging in the tests: as a hand does, in steps, with a mouse or a finger. */
import type { Locator, Page } from '@playwright/test';

interface Drag {
	/** Moves over an element, to the part `down` of its height. */
	over(element: Locator, down: number): Promise<void>;
	/** Lets go. */
	drop(): Promise<void>;
}

interface Point {
	readonly x: number;
	readonly y: number;
}

/** Presses the mouse on an element. */
export async function mouseDrag(page: Page, element: Locator): Promise<Drag> {
	await element.scrollIntoViewIfNeeded();
	const from = await pointIn(element, 0.5);
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(from.x, from.y + 8);
	return {
		over: async (target, down) => {
			const { x, y } = await pointIn(target, down);
			await page.mouse.move(x, y, { steps: 4 });
		},
		drop: () => page.mouse.up(),
	};
}

/** Puts a finger on an element. */
export async function fingerDrag(page: Page, element: Locator): Promise<Drag> {
	await element.scrollIntoViewIfNeeded();
	const touch = await page.context().newCDPSession(page);
	const send = (type: 'touchEnd' | 'touchMove' | 'touchStart', ...touchPoints: Point[]) =>
		touch.send('Input.dispatchTouchEvent', { type, touchPoints });
	let at = await pointIn(element, 0.5);
	await send('touchStart', at);
	await send('touchMove', { x: at.x, y: at.y - 8 });
	return {
		over: async (target, down) => {
			at = await pointIn(target, down);
			await send('touchMove', { x: at.x, y: at.y + 3 });
			await send('touchMove', at);
		},
		drop: async () => {
			await send('touchEnd');
			await touch.detach();
		},
	};
}

async function pointIn(element: Locator, down: number): Promise<Point> {
	const box = await element.boundingBox();
	if (!box) throw new Error('What is dragged, and where to, is shown');
	return { x: box.x + box.width / 2, y: box.y + box.height * down };
}
