'use client';
/** @file The few single-key shortcuts, their list under `?`, and the switch that turns them off (WCAG 2.1.4). */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import { shortcutOf } from './shortcut.ts';

const storageKey = 'galatea.shortcuts';

// Not before somebody wants to see it: this is on every page.
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

/** A button that lists the shortcuts, and the listener that obeys them. */
export function Shortcuts() {
	const t = useTranslations('Shortcuts');
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const [wasOpen, setWasOpen] = useState(false);
	const [enabled, setEnabled] = useState(true);
	useEffect(() => setWasOpen((before) => before || open), [open]);
	useEffect(() => setEnabled(readStored(storageKey) !== 'off'), []);

	const obey = useCallback(
		(event: KeyboardEvent) => {
			const shortcut = shortcutOf(event);
			if (shortcut === null || document.querySelector('dialog[open]')) return;
			event.preventDefault();
			if (shortcut === 'help') setOpen(true);
			else if (shortcut === 'search') goToSearch(router.push);
			else if (shortcut === 'create' || shortcut === 'gallery') router.push(shortcut === 'create' ? '/create' : '/');
			else document.querySelector<HTMLElement>(`[data-shortcut="${shortcut}"]`)?.click();
		},
		[router],
	);
	useEffect(() => {
		if (!enabled) return;
		document.addEventListener('keydown', obey);
		return () => document.removeEventListener('keydown', obey);
	}, [enabled, obey]);

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
				{wasOpen && (
					<ShortcutList
						open={open}
						onClose={() => setOpen(false)}
						enabled={enabled}
						onEnable={(wanted) => {
							setEnabled(wanted);
							writeStored(storageKey, wanted ? 'on' : 'off');
						}}
					/>
				)}
			</Suspense>
		</>
	);
}

/** Into the box on the page, if one can be seen; otherwise to the page that has one. */
function goToSearch(push: (address: string) => void): void {
	const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')];
	const box = boxes.find((each) => each.checkVisibility());
	box?.focus();
	box?.select();
	if (!box) push('/search');
}
