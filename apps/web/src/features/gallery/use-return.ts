'use client';
/** @file The way back to a place in a wall, and keeping the place while somebody goes on. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';
import { keepPlace, type Place, recallFeed, takeReturn } from './feed-memory.ts';
import { heightPx } from './place-cards.ts';
import { measureWall } from './use-shown-cards.ts';
import type { HungWalls } from './wall-style.ts';

/** Somebody who has not scrolled for so long stands. */
const standsAfterMs = 200;
/** What somebody does who goes elsewhere themselves meanwhile. */
const ownMoves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * `readUntil` reads the list on until it reaches the place. Who moves the page while that goes on is
 * left where they go.
 */
export function useReturn(
	wall: RefObject<HTMLElement | null>,
	walls: HungWalls,
	feed: ArtworkPagePartsFragment,
	readUntil: (place: Place, kept: ArtworkPagePartsFragment | null) => Promise<void>,
): void {
	const [place, setPlace] = useState<Place | null>(null);
	const latest = useRef({ feed, readUntil });
	latest.current = { feed, readUntil };
	useEffect(() => {
		const kept = recallFeed();
		const returned = takeReturn();
		if (!returned) return;
		const stop = new AbortController();
		for (const move of ownMoves)
			window.addEventListener(move, () => stop.abort(), { signal: stop.signal, passive: true });
		const { edges } = latest.current.feed;
		// The browser finds the place by itself where the wall is as long as it was.
		if (!returned.takesFocus && edges.length >= returned.count) return () => stop.abort();
		void latest.current.readUntil(returned, kept).then(() => {
			if (stop.signal.aborted) return;
			stop.abort();
			setPlace(returned);
		});
		return () => stop.abort();
	}, []);
	useEffect(() => {
		const element = wall.current;
		if (!place || !element) return;
		const index = feed.edges.findIndex(({ node }) => node.id === place.artworkId);
		setPlace(null);
		if (index < 0) return;
		const measured = measureWall(element);
		const hung = walls[measured.width].places[index];
		if (!hung) return;
		const topPx = element.getBoundingClientRect().top + window.scrollY + heightPx(hung, measured);
		window.scrollTo({ top: topPx - place.topPx, behavior: 'instant' });
		if (place.takesFocus) focusCard(element, index);
	}, [place, feed, walls, wall]);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const keep = (): void => {
			const top = wall.current && topCard(wall.current);
			const artworkId = top && latest.current.feed.edges[top.index]?.node.id;
			if (artworkId) keepPlace({ artworkId, topPx: top.topPx, count: latest.current.feed.edges.length });
		};
		const keepSoon = (): void => {
			clearTimeout(timer);
			timer = setTimeout(keep, standsAfterMs);
		};
		window.addEventListener('scroll', keepSoon, { passive: true });
		window.addEventListener('pagehide', keep);
		return () => {
			clearTimeout(timer);
			window.removeEventListener('scroll', keepSoon);
			window.removeEventListener('pagehide', keep);
		};
	}, [wall]);
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
