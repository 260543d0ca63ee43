'use client';
/** @file The few single-key shortcuts, their list under `?`, and the switch that turns them off (WCAG 2.1.4). */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { readStored, writeStored } from '../../ui/stored.ts';
import { shortcutOf } from './shortcut.ts';

const storageKey = 'galatea.shortcuts';

/** A button that lists the shortcuts, and the listener that obeys them. */
export function Shortcuts() {
	const t = useTranslations('Shortcuts');
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const [enabled, setEnabled] = useState(true);
	useEffect(() => setEnabled(readStored(storageKey) !== 'off'), []);

	const obey = useCallback(
		(event: KeyboardEvent) => {
			const shortcut = shortcutOf(event);
			if (shortcut === null || document.querySelector('dialog[open]')) return;
			event.preventDefault();
			if (shortcut === 'help') setOpen(true);
			else if (shortcut === 'remix' || shortcut === 'compare')
				document.querySelector<HTMLAnchorElement>(`a[data-shortcut="${shortcut}"]`)?.click();
			else if (shortcut === 'search') goToSearch(router.push);
			else router.push(shortcut === 'create' ? '/create' : '/');
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
			<Dialog open={open} onClose={() => setOpen(false)} title={t('title')}>
				<dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
					{(['create', 'gallery', 'search', 'remix', 'compare', 'submit', 'help', 'close'] as const).map((name) => (
						<div key={name} className="contents">
							<dt>
								<kbd className="rounded border border-line bg-mat px-2 py-0.5 font-sans text-sm">
									{t(`keys.${name}`)}
								</kbd>
							</dt>
							<dd>{t(`names.${name}`)}</dd>
						</div>
					))}
				</dl>
				<label className="mt-5 flex min-h-11 items-center gap-3">
					<input
						type="checkbox"
						className="size-5 accent-(--ink)"
						checked={enabled}
						onChange={(event) => {
							setEnabled(event.target.checked);
							writeStored(storageKey, event.target.checked ? 'on' : 'off');
						}}
					/>
					{t('enabled')}
				</label>
				<button type="button" className="button-quiet mt-3" onClick={() => setOpen(false)}>
					{t('done')}
				</button>
			</Dialog>
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
