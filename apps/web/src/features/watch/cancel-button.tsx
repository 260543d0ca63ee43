'use client';
/** @file Stopping a render: after asking once more, or at once where its picture is kept. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CancelRenderDocument, type RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface CancelButtonProps {
	readonly renderId: string;
	/** Takes the render as it is after the answer. */
	readonly onAnswer: (render: RenderViewFragment) => void;
	/** Told when its picture should be kept as it stands; null where there is none yet. */
	readonly onKeep: (() => void) | null;
}

/** Disabled from the click until the worker has stopped: that takes one step. */
export function CancelButton({ renderId, onAnswer, onKeep }: CancelButtonProps) {
	const t = useTranslations('Render.cancel');
	const [open, setOpen] = useState(false);
	const [asked, setAsked] = useState(false);
	const [failed, setFailed] = useState(false);

	async function cancel(): Promise<void> {
		setOpen(false);
		setAsked(true);
		setFailed(false);
		try {
			const { cancelRender } = await browserRequest(CancelRenderDocument, { id: renderId });
			if ('render' in cancelRender) onAnswer(cancelRender.render);
			else throw new Error(cancelRender.message);
		} catch {
			setAsked(false);
			setFailed(true);
		}
	}
	return (
		<div>
			<div className="flex flex-wrap gap-3">
				<button type="button" className="button-quiet" disabled={asked} onClick={() => setOpen(true)}>
					{asked ? t('stopping') : t('button')}
				</button>
				{onKeep && !asked && (
					<button
						type="button"
						className="button-quiet"
						onClick={() => {
							onKeep();
							void cancel();
						}}
					>
						{t('andKeep')}
					</button>
				)}
			</div>
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('failed')}
				</p>
			)}
			<Dialog open={open} onClose={() => setOpen(false)} title={t('title')}>
				<p className="text-soft">{t('text')}</p>
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="button" className="button-main" onClick={() => void cancel()}>
						{t('confirm')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
						{t('keep')}
					</button>
				</div>
			</Dialog>
		</div>
	);
}
