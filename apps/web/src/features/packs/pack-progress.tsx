'use client';
/** @file How far a worker is with a pack. */
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CancelPackTaskDocument, type PackTaskPartsFragment } from '../../graphql/generated/graphql.ts';
import { roughTime } from '../watch/duration.ts';
import { byteSize } from './byte-size.ts';

interface PackProgressProps {
	readonly task: PackTaskPartsFragment;
	readonly onChange: () => void;
}

/** A bar with amount, speed and time left, and a button that ends it. */
export function PackProgress({ task, onChange }: PackProgressProps) {
	const t = useTranslations('Packs');
	const format = useFormatter();
	const [failed, setFailed] = useState(false);
	const { kind, bytes, totalBytes, bytesPerSecond, cancelRequested, workerName } = task;
	const isDownload = kind === 'INSTALL' && task.state === 'RUNNING';
	const left = totalBytes !== null && bytesPerSecond !== null ? roughTime((totalBytes - bytes) / bytesPerSecond) : null;

	async function cancel(): Promise<void> {
		setFailed(false);
		try {
			await browserRequest(CancelPackTaskDocument, { id: task.id });
			onChange();
		} catch {
			setFailed(true);
		}
	}
	return (
		<div className="mt-4">
			<p>{t(task.state === 'WAITING' ? 'waits' : `doing.${kind}`, { worker: workerName })}</p>
			<progress
				className="mt-2 block h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-dot [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-dot"
				aria-label={t('progress')}
				max={totalBytes ?? 1}
				{...(isDownload && { value: bytes })}
			/>
			{isDownload && totalBytes !== null && (
				<p className="mt-2 flex flex-wrap justify-between gap-x-4 text-soft tabular-nums">
					<span>{t('amount', { bytes: byteSize(format, bytes), total: byteSize(format, totalBytes) })}</span>
					{bytesPerSecond !== null && <span>{byteSize(format, bytesPerSecond, '-per-second')}</span>}
					{left && (
						<span>
							{t('timeLeft', {
								time: format.number(left.value, { style: 'unit', unit: left.unit, unitDisplay: 'long' }),
							})}
						</span>
					)}
				</p>
			)}
			{kind === 'INSTALL' && (
				<button type="button" className="button-quiet mt-3" disabled={cancelRequested} onClick={() => void cancel()}>
					{t(cancelRequested ? 'cancelling' : 'cancel')}
				</button>
			)}
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('problems.OTHER')}
				</p>
			)}
		</div>
	);
}
