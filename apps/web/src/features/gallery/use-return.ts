'use client';
/** @file The way back to a place in a wall, and keeping the place while somebody goes on. */
import { type RefObject, useEffect, useRef } from 'react';
import type { DrawnWall } from './follow-place.ts';

/** For the wall in `wall`, which is drawn as `now` says. */
export function useReturn(wall: RefObject<HTMLElement | null>, now: DrawnWall): void {
	const drawn = useRef(now);
	drawn.current = now;
	useEffect(() => {
		const stop = new AbortController();
		void import('./follow-place.ts').then(({ followPlace }) => followPlace(wall, drawn, stop.signal));
		return () => stop.abort();
	}, [wall]);
}
