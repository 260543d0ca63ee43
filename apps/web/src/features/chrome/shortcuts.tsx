'use client';
/** @file The shortcuts by keys alone, their list under `?`, and the switch that turns them off (WCAG 2.1.4). */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import { readKeys, type Shortcut, type ShortcutKeys, shortcutReader, usualKeys, writeKeys } from './shortcut.ts';

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
	const [open, setOpen] = useState(false);
	const [wasOpen, setWasOpen] = useState(false);
	const [enabled, setEnabled] = useState(true);
	const [keys, setKeys] = useState<ShortcutKeys>(usualKeys);
	useEffect(() => setWasOpen((before) => before || open), [open]);
	useEffect(() => {
		setEnabled(readStored(storageKey) !== 'off');
		setKeys(readKeys());
	}, []);
	useEffect(() => {
		if (!enabled) return;
		const places: Partial<Record<Shortcut, string>> = {
			explore: '/',
			live: '/live',
			profile: profileAddress,
			create: '/create',
		};
		const read = shortcutReader(keys);
		const obey = (event: KeyboardEvent): void => {
			const shortcut = document.querySelector('dialog[open]') ? null : read(event);
			if (shortcut === null) return;
			const place = places[shortcut];
			if (shortcut === 'help') setOpen(true);
			else if (shortcut === 'search') goToSearch(router.push);
			else if (place) router.push(place);
			else if (!act(shortcut)) return;
			event.preventDefault();
		};
		document.addEventListener('keydown', obey);
		return () => document.removeEventListener('keydown', obey);
	}, [enabled, keys, profileAddress, router]);

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
						keys={keys}
						onKeys={(chosen) => {
							setKeys(chosen);
							writeKeys(chosen);
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

/**
 * Does what the page has for a shortcut: the first element marked with its name is clicked (for "back" first what is
 * marked to close something), and of the elements marked as comments the next or the one before gets the focus. False
 * where the page has nothing for it.
 */
function act(shortcut: Shortcut): boolean {
	if (shortcut === 'nextComment' || shortcut === 'previousComment') {
		const all = [...document.querySelectorAll<HTMLElement>('[data-comment]')].filter((each) => each.checkVisibility());
		const at = all.findIndex((each) => each.contains(document.activeElement));
		const next = all[shortcut === 'nextComment' ? at + 1 : at < 0 ? -1 : at - 1];
		next?.focus();
		return next !== undefined;
	}
	const marked = (name: string) => document.querySelector<HTMLElement>(`[data-shortcut~="${name}"]`);
	const element = (shortcut === 'back' ? marked('close') : null) ?? marked(shortcut);
	element?.click();
	return element !== null;
}
