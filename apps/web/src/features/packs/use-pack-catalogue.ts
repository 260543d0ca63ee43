'use client';
/** @file The catalogue as it is now: asked for anew every second while something is under way, else every ten. */
import { useEffect, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import { PackCatalogueDocument, type PackCataloguePartsFragment } from '../../graphql/generated/graphql.ts';

const busyEveryMs = 1_000;
const idleEveryMs = 10_000;

/** Whether a task waits or runs. */
export function isOpen({ state }: { readonly state: string }): boolean {
	return state === 'WAITING' || state === 'RUNNING';
}

export interface LiveCatalogue {
	readonly catalogue: PackCataloguePartsFragment;
	/** The server does not answer: what is shown is old. */
	readonly isOld: boolean;
	/** Asks at once. */
	readonly refresh: () => void;
}

/** Begins with what the server put into the page. */
export function usePackCatalogue(initial: PackCataloguePartsFragment): LiveCatalogue {
	const [catalogue, setCatalogue] = useState(initial);
	const [isOld, setOld] = useState(false);
	const [asked, setAsked] = useState(0);
	const everyMs = catalogue.tasks.some(isOpen) ? busyEveryMs : idleEveryMs;
	useEffect(() => {
		const leaving = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const look = async (): Promise<void> => {
			try {
				const { packCatalogue } = await quietRequest(PackCatalogueDocument, {}, leaving.signal);
				if (packCatalogue) setCatalogue(packCatalogue);
				setOld(packCatalogue === null);
			} catch {
				if (leaving.signal.aborted) return;
				setOld(true);
			}
			timer = setTimeout(() => void look(), everyMs);
		};
		// What has just been changed is looked at without delay.
		timer = setTimeout(() => void look(), asked > 0 ? 0 : everyMs);
		return () => {
			leaving.abort();
			clearTimeout(timer);
		};
	}, [everyMs, asked]);
	return { catalogue, isOld, refresh: () => setAsked((count) => count + 1) };
}
