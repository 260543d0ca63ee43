'use client';
/** @file Keeping the picture of a run that was stopped, as it stands. */
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { KeepStep } from './use-keep-step.ts';

interface KeepButtonProps {
	readonly keeping: KeepStep;
	/** Whether it is kept without another click. */
	readonly isWanted: boolean;
}

/** A button, and what keeping came to. */
export function KeepButton({ keeping, isWanted }: KeepButtonProps) {
	const t = useTranslations('Render.keep');
	const { pending, keep } = keeping;
	const begun = useRef(false);
	useEffect(() => {
		if (!isWanted || begun.current) return;
		begun.current = true;
		void keep(null);
	});
	return (
		<div className="space-y-2">
			<button type="button" className="button-main" disabled={pending} onClick={() => void keep(null)}>
				{t(pending ? 'pending' : 'button')}
			</button>
			<p className="text-sm text-soft">{t('text')}</p>
			<KeepProblemNote keeping={keeping} />
		</div>
	);
}

/** Why a step could not be kept; nothing where it could. */
export function KeepProblemNote({ keeping: { problem } }: { readonly keeping: KeepStep }) {
	const t = useTranslations('Render.keep');
	return (
		problem && (
			<p role="alert" className="text-dot">
				{t(`problems.${problem}`)}
			</p>
		)
	);
}
