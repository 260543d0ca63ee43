'use client';
/** @file Asking once more before a pack is installed or removed: what it is under, or what goes with it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PackCataloguePartsFragment } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface PackDialogProps {
	readonly pack: PackCataloguePartsFragment['packs'][number];
	readonly kind: 'INSTALL' | 'REMOVE';
	readonly workerName: string;
	readonly onConfirm: () => void;
	readonly onClose: () => void;
}

/** Licence and terms must be ticked before a download begins. */
export function PackDialog({ pack, kind, workerName, onConfirm, onClose }: PackDialogProps) {
	const t = useTranslations('Packs');
	const [accepted, setAccepted] = useState(false);
	const isInstall = kind === 'INSTALL';
	return (
		<Dialog open onClose={onClose} title={t(isInstall ? 'installTitle' : 'removeTitle', { pack: pack.title })}>
			{isInstall ? (
				<>
					<p lang="en">{pack.licence}</p>
					{pack.terms !== null && (
						<p lang="en" className="mt-2 text-soft">
							{pack.terms}
						</p>
					)}
					<label className="mt-4 flex items-start gap-3">
						<input
							type="checkbox"
							className="mt-1 size-5 shrink-0"
							checked={accepted}
							onChange={(event) => setAccepted(event.target.checked)}
						/>
						<span>{t('accept')}</span>
					</label>
				</>
			) : (
				<p className="text-soft">{t('removeText', { worker: workerName })}</p>
			)}
			<div className="mt-6 flex flex-wrap gap-3">
				<button type="button" className="button-main" disabled={isInstall && !accepted} onClick={onConfirm}>
					{t(isInstall ? 'installOn' : 'removeFrom', { worker: workerName })}
				</button>
				<button type="button" className="button-quiet" onClick={onClose}>
					{t('keep')}
				</button>
			</div>
		</Dialog>
	);
}
