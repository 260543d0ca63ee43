/** @file The way back to a place in a wall, and keeping the place while somebody goes on. Loaded after the wall works. */
import type { RefObject } from 'react';
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';
import { type Place, recallFeed } from './feed-memory.ts';
import { heightPx } from './place-cards.ts';
import { keepPlace, takeReturn } from './places.ts';
import { measureWall } from './use-shown-cards.ts';
import type { HungWalls } from './wall-style.ts';

/** Somebody who has not scrolled for so long stands. */
const standsAfterMs = 200;
/** What somebody does who goes elsewhere themselves meanwhile. */
const ownMoves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
/** Frames within which React has drawn what was read: ten seconds, as it yields to each of them where much else is done. */
const framesToDraw = 600;

/** The wall as it was drawn last. */
export interface DrawnWall {
	readonly walls: HungWalls;
	readonly feed: ArtworkPagePartsFragment;
	/** Reads the list on until it reaches the place. */
	readonly readUntil: (place: Place, kept: ArtworkPagePartsFragment | null) => Promise<void>;
}

/**
 * Brings who returns to their place, and keeps it from then on, until `signal` aborts. Who moves the page meanwhile is
 * left where they go.
 */
export function followPlace(
	wall: RefObject<HTMLElement | null>,
	drawn: RefObject<DrawnWall>,
	signal: AbortSignal,
): void {
	if (signal.aborted) return;
	void goBack(wall, drawn, signal);
	let timer: ReturnType<typeof setTimeout> | undefined;
	const keep = (): void => {
		const top = wall.current && topCard(wall.current);
		const { edges } = drawn.current.feed;
		const artworkId = top && edges[top.index]?.node.id;
		if (artworkId) keepPlace({ artworkId, topPx: top.topPx, count: edges.length });
	};
	const keepSoon = (): void => {
		clearTimeout(timer);
		timer = setTimeout(keep, standsAfterMs);
	};
	window.addEventListener('scroll', keepSoon, { passive: true, signal });
	window.addEventListener('pagehide', keep, { signal });
	signal.addEventListener('abort', () => clearTimeout(timer));
}

async function goBack(
	wall: RefObject<HTMLElement | null>,
	drawn: RefObject<DrawnWall>,
	signal: AbortSignal,
): Promise<void> {
	const kept = recallFeed();
	const place = takeReturn();
	// The browser finds the place by itself where the wall is as long as it was.
	if (!place || (!place.takesFocus && drawn.current.feed.edges.length >= place.count)) return;
	const moved = new AbortController();
	const left = moved.signal;
	signal.addEventListener('abort', () => moved.abort(), { signal: left });
	for (const move of ownMoves) window.addEventListener(move, () => moved.abort(), { passive: true, signal: left });
	await drawn.current.readUntil(place, kept);
	for (let frame = 0; frame < framesToDraw && !left.aborted; frame++) {
		const index = drawn.current.feed.edges.findIndex(({ node }) => node.id === place.artworkId);
		const element = wall.current;
		if (index >= 0 && element) {
			moved.abort();
			return scrollToCard(element, drawn.current.walls, index, place);
		}
		await new Promise(requestAnimationFrame);
	}
	moved.abort();
}

function scrollToCard(element: HTMLElement, walls: HungWalls, index: number, { topPx, takesFocus }: Place): void {
	const measured = measureWall(element);
	const hung = walls[measured.width].places[index];
	if (!hung) return;
	const cardTopPx = element.getBoundingClientRect().top + window.scrollY + heightPx(hung, measured);
	window.scrollTo({ top: cardTopPx - topPx, behavior: 'instant' });
	if (takesFocus) focusCard(element, index);
}

/** Of the cards on the page, the first whose upper edge is in the window or, if none is, the nearest above it. */
function topCard(wall: HTMLElement): { readonly index: number; readonly topPx: number } | null {
	const cards = [...wall.querySelectorAll('[aria-posinset]')].map((card) => ({
		index: Number(card.getAttribute('aria-posinset')) - 1,
		topPx: card.getBoundingClientRect().top,
	}));
	const below = cards.filter(({ topPx }) => topPx >= 0).sort((one, other) => one.topPx - other.topPx);
	return below[0] ?? cards.sort((one, other) => other.topPx - one.topPx)[0] ?? null;
}

/** Gives the focus to a card as soon as it hangs: the wall hangs what is near when it has been scrolled. */
function focusCard(wall: HTMLElement, index: number): void {
	const focus = (): boolean => {
		const link = wall.querySelector<HTMLElement>(`[aria-posinset="${index + 1}"] a`);
		link?.focus({ preventScroll: true });
		return link !== null;
	};
	if (focus()) return;
	const observer = new MutationObserver(() => focus() && observer.disconnect());
	observer.observe(wall, { childList: true });
}
