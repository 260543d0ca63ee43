'use client';
/**
 * @file Which cards of a wall are on the page: those near the window, the one that has the focus, and until the wall
 * has been measured the first of all. The wall keeps its height without the others.
 */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { cardsBetween, type WallMeasure, type WallWidth, wallWidths } from './place-cards.ts';
import type { WallLayout } from './wall-layout.ts';
import type { HungWalls } from './wall-style.ts';

/** Heights of the window above and below it in which cards are kept ready. */
const windowsAround = 1.5;
/** Cards before the first measurement: what the server sends, and no more of what is recalled. */
const cardsAtFirst = 48;
/** Scrolling by less changes nothing. */
const graininessPx = 200;

interface Measured extends MeasuredWall {
	/** The stretch of the wall whose cards are on the page. */
	readonly fromPx: number;
	readonly toPx: number;
}

/** Places in the list, rising. */
export function useShownCards(
	wall: RefObject<HTMLElement | null>,
	walls: HungWalls,
	ratios: readonly number[],
	layout: WallLayout,
): readonly number[] {
	const [measured, setMeasured] = useState<Measured | null>(null);
	const [focused, setFocused] = useState<number | null>(null);
	useLayoutEffect(() => {
		const element = wall.current;
		if (!element) return;
		let frame = 0;
		const look = (): void => {
			frame = 0;
			const next = measure(element);
			setMeasured((before) => (before && same(before, next) ? before : next));
		};
		const lookSoon = (): void => {
			frame ||= requestAnimationFrame(look);
		};
		const onFocus = ({ target }: FocusEvent): void => {
			const card = target instanceof Element ? target.closest('[aria-posinset]') : null;
			setFocused(card && element.contains(card) ? Number(card.getAttribute('aria-posinset')) - 1 : null);
		};
		look();
		const resizes = new ResizeObserver(lookSoon);
		resizes.observe(element);
		window.addEventListener('scroll', lookSoon, { passive: true });
		window.addEventListener('resize', lookSoon);
		document.addEventListener('focusin', onFocus);
		return () => {
			cancelAnimationFrame(frame);
			resizes.disconnect();
			window.removeEventListener('scroll', lookSoon);
			window.removeEventListener('resize', lookSoon);
			document.removeEventListener('focusin', onFocus);
		};
	}, [wall]);

	if (!measured) return ratios.slice(0, cardsAtFirst).map((_, index) => index);
	const near = cardsBetween(walls[measured.width], ratios, layout, measured, [measured.fromPx, measured.toPx]);
	if (focused === null || focused >= ratios.length || near.includes(focused)) return near;
	return [...near, focused].sort((one, other) => one - other);
}

/** A wall as the browser shows it. */
export interface MeasuredWall extends WallMeasure {
	readonly width: WallWidth;
}

/** Which of its widths it has, and how large what hangs there is. */
export function measureWall(element: HTMLElement): MeasuredWall {
	const style = getComputedStyle(element);
	const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
	const rems = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) * remPx;
	const columns = Number(style.getPropertyValue('--columns'));
	const captionPx = rems('--caption');
	const columnPx = (element.clientWidth - (columns - 1) * rems('--gap')) / columns;
	const widthRem = element.clientWidth / remPx;
	const width = wallWidths[widthRem >= 66 ? 2 : widthRem >= 46 ? 1 : 0];
	return { width, columnPx, captionPx };
}

function measure(element: HTMLElement): Measured {
	const top = element.getBoundingClientRect().top;
	const around = windowsAround * window.innerHeight;
	const grain = (px: number): number => Math.round(px / graininessPx) * graininessPx;
	const [fromPx, toPx] = [grain(-top - around), grain(-top + window.innerHeight + around)];
	return { ...measureWall(element), fromPx, toPx };
}

function same(one: Measured, other: Measured): boolean {
	return (Object.keys(one) as readonly (keyof Measured)[]).every((name) => one[name] === other[name]);
}
