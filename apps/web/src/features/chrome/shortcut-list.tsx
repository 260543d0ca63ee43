'use client';
/** @file The list of the shortcuts: each can be given another key, and all can be turned off. */
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { keyOf, readKeys, type Shortcut, type ShortcutKeys, usualKeys, writeKeys } from './shortcut.ts';

interface ShortcutListProps {
	readonly open: boolean;
	readonly onClose: () => void;
	readonly enabled: boolean;
	readonly onEnable: (wanted: boolean) => void;
	/** Called after another key was chosen and stored. */
	readonly onChosen: () => void;
}

const names = Object.keys(usualKeys) as readonly Shortcut[];
/** Keys that move the focus, follow a link, or only change what others mean. */
const noKeys = new Set([
	'Tab',
	'Enter',
	'Shift',
	'Control',
	'Alt',
	'Meta',
	'AltGraph',
	'CapsLock',
	'Dead',
	'Unidentified',
]);

/** A dialog, open or not. */
export function ShortcutList({ open, onClose, enabled, onEnable, onChosen }: ShortcutListProps) {
	const t = useTranslations('Shortcuts');
	const [keys, setKeys] = useState<ShortcutKeys>(readKeys);
	const [choosing, setChoosing] = useState<Shortcut | null>(null);
	const [said, setSaid] = useState('');
	useEffect(() => {
		if (open) setSaid('');
		setChoosing(null);
	}, [open]);

	function keep(chosen: ShortcutKeys): void {
		setKeys(chosen);
		writeKeys(chosen);
		onChosen();
	}
	function choose(name: Shortcut, event: KeyboardEvent): void {
		const key = keyOf(event);
		if (noKeys.has(key) || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopPropagation();
		setChoosing(null);
		if (key === 'Escape' && name !== 'back') return;
		const other = names.find((each) => each !== name && (keys[each] === key || keys[each].startsWith(`${key} `)));
		if (other === undefined) keep({ ...keys, [name]: key });
		setSaid(t(other ? 'taken' : 'chosen', { key: printKey(key), name: t(`names.${other ?? name}`) }));
	}
	const printKey = (key: string): string =>
		key
			.split(' ')
			.map((each) => (each in named ? t(`keys.${each as keyof typeof named}`) : each))
			.join(' ');
	const changed = names.some((name) => keys[name] !== usualKeys[name]);
	return (
		<Dialog open={open} onClose={onClose} title={t('title')}>
			<p className="mb-4 text-sm text-soft">{t('hint')}</p>
			<dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
				{names.map((name) => (
					<div key={name} className="contents">
						<dt className="flex items-center gap-1.5">
							<KeyButton
								label={t('change', { name: t(`names.${name}`), key: printKey(keys[name]) })}
								text={choosing === name ? t('press') : printKey(keys[name])}
								choosing={choosing === name}
								onStart={() => {
									setSaid('');
									setChoosing(name);
								}}
								onKey={(event) => choose(name, event)}
								onLeave={() => setChoosing(null)}
							/>
							{name === 'search' && <Key text={t('keys.ControlK')} />}
						</dt>
						<dd>{t(`names.${name}`)}</dd>
					</div>
				))}
				<div className="contents">
					<dt>
						<Key text={t('keys.ControlEnter')} />
					</dt>
					<dd>{t('submit')}</dd>
				</div>
			</dl>
			<p role="status" className="mt-3 min-h-6 text-sm">
				{said}
			</p>
			<label className="mt-2 flex min-h-11 items-center gap-3">
				<input
					type="checkbox"
					className="size-5 accent-(--ink)"
					checked={enabled}
					onChange={(event) => onEnable(event.target.checked)}
				/>
				{t('enabled')}
			</label>
			<div className="mt-3 flex flex-wrap gap-3">
				<button type="button" className="button-quiet" onClick={onClose}>
					{t('done')}
				</button>
				{changed && (
					<button
						type="button"
						className="button-quiet"
						onClick={() => {
							keep(usualKeys);
							setSaid(t('usualAgain'));
						}}
					>
						{t('usual')}
					</button>
				)}
			</div>
		</Dialog>
	);
}

/** Keys whose names are no letters, or depend on the language. */
const named = { ArrowLeft: 0, ArrowRight: 0, ArrowUp: 0, ArrowDown: 0, Escape: 0, Space: 0 } as const;

function Key({ text }: { readonly text: string }) {
	return (
		<kbd className="rounded border border-line bg-mat px-2 py-0.5 font-sans text-sm whitespace-nowrap">{text}</kbd>
	);
}

interface KeyButtonProps {
	readonly label: string;
	readonly text: string;
	readonly choosing: boolean;
	readonly onStart: () => void;
	readonly onKey: (event: KeyboardEvent) => void;
	readonly onLeave: () => void;
}

/** Pressed, it takes the next key. */
function KeyButton({ label, text, choosing, onStart, onKey, onLeave }: KeyButtonProps) {
	const button = useRef<HTMLButtonElement>(null);
	// Safari gives no focus to a button that is clicked, and then the key would go elsewhere.
	useEffect(() => {
		if (choosing) button.current?.focus();
	}, [choosing]);
	return (
		<button
			ref={button}
			type="button"
			aria-label={choosing ? `${label}. ${text}` : label}
			className={`min-h-8 min-w-8 rounded border bg-mat px-2 py-0.5 text-sm whitespace-nowrap ${choosing ? 'border-dot text-dot' : 'border-line hover:border-edge'}`}
			onClick={onStart}
			onKeyDown={(event) => choosing && onKey(event)}
			onBlur={onLeave}
		>
			{text}
		</button>
	);
}
