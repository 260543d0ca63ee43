'use client';
/** @file The shortcuts by keys alone, their list under `?`, and the switch that turns them off (WCAG 2.1.4). */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';

const storageKey = 'galatea.shortcuts';

// Not before somebody wants to see it: this is on every page.
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

interface ShortcutsProps {
	/** Where one's own page is. */
	readonly profileAddress: string;
}

/** A button that lists the shortcuts, and the listener that obeys them. */
export function Shortcuts({ profileAddress }: ShortcutsProps) {
	const t = useTranslations('Shortcuts');
	const router = useRouter();
	/** Null until it is first opened. */
	const [open, setOpen] = useState<boolean | null>(null);
	const [enabled, setEnabled] = useState(true);
	/** How often other keys were chosen: the listener reads them anew. */
	const [changes, setChanges] = useState(0);
	useEffect(() => setEnabled(readStored(storageKey) !== 'off'), []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: chosen keys are read where they are obeyed
	useEffect(() => {
		// It attends to the menus of the head as well, shortcuts or not.
		const loading = import('./obey-shortcuts.ts');
		if (!enabled) return;
		// What is pressed before the rest of it is there is not lost.
		const early: KeyboardEvent[] = [];
		let obey = (event: KeyboardEvent): void => void early.push(event);
		const listen = (event: KeyboardEvent): void => obey(event);
		void loading.then(({ shortcutObeyer }) => {
			obey = shortcutObeyer({ goTo: router.push, showList: () => setOpen(true), profileAddress });
			early.forEach(obey);
		});
		document.addEventListener('keydown', listen);
		return () => document.removeEventListener('keydown', listen);
	}, [enabled, changes, profileAddress, router]);

	return (
		<>
			<button
				type="button"
				className="button-icon hidden sm:inline-grid"
				aria-label={t('title')}
				title={t('title')}
				onClick={() => setOpen(true)}
			>
				?
			</button>
			<Suspense>
				{open !== null && (
					<ShortcutList
						open={open}
						onClose={() => setOpen(false)}
						enabled={enabled}
						onEnable={(wanted) => {
							setEnabled(wanted);
							writeStored(storageKey, wanted ? 'on' : 'off');
						}}
						onChosen={() => setChanges(changes + 1)}
					/>
				)}
			</Suspense>
		</>
	);
}
