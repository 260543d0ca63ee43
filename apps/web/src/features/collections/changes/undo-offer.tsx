'use client';
/** @file The foot of the window right after a change of a collection: what was done, and a button that undoes it. */
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { offerUndo, useOfferedUndo } from './offered-undo.ts';
import { UndoTroubleNote } from './undo-trouble-note.tsx';
import { useUndo } from './use-undo.ts';

interface UndoOfferProps {
	/** Of the collection. */
	readonly address: string;
	readonly collectionId: string;
}

/** Nothing until something is changed. Ctrl or Command with Z does the same as the button, outside of text fields. */
export function UndoOffer({ address, collectionId }: UndoOfferProps) {
	const t = useTranslations('CollectionChanges');
	const offered = useOfferedUndo();
	const { undo, pending, trouble } = useUndo(collectionId);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => () => offerUndo(null), []);
	useEffect(() => {
		function press(event: KeyboardEvent): void {
			const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 'z';
			const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
			if (!isUndo || isText || !button.current) return;
			event.preventDefault();
			button.current.click();
		}
		document.addEventListener('keydown', press);
		return () => document.removeEventListener('keydown', press);
	}, []);
	if (offered?.collectionId !== collectionId) return null;
	const { seq, said, isUndo = false } = offered;
	async function press(): Promise<void> {
		const made = await undo(seq);
		if (made !== null) offerUndo({ collectionId, seq: made, said, isUndo: !isUndo });
	}
	return (
		<section
			aria-label={t('lastChange')}
			className="fixed inset-x-3 bottom-3 z-30 mx-auto flex max-w-xl flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-raised p-3 text-ink shadow-2xl"
		>
			<p role="status" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
				{isUndo ? t('undone', { said }) : said}
			</p>
			<button
				ref={button}
				type="button"
				className="button-main"
				aria-keyshortcuts="Control+Z Meta+Z"
				disabled={pending}
				onClick={() => void press()}
			>
				{t(isUndo ? 'redo' : 'undo')}
			</button>
			<button type="button" className="button-quiet" aria-label={t('dismiss')} onClick={() => offerUndo(null)}>
				<span aria-hidden="true">×</span>
			</button>
			{trouble && (
				<div className="basis-full">
					<UndoTroubleNote address={address} trouble={trouble} />
				</div>
			)}
		</section>
	);
}
