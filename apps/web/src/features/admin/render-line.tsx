'use client';
/** @file One render of the queue: what and whose it is, how far, and what staff can do with it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	CancelWaitingRenderDocument,
	type HostedRenderPartsFragment,
	type RenderPriority,
	SetRenderPriorityDocument,
} from '../../graphql/generated/graphql.ts';
import { StopDialog } from './stop-dialog.tsx';

/** What was done to a render, or that it could not be. */
export type LineChange = RenderPriority | 'stopped' | 'failed';

interface RenderLineProps {
	readonly render: HostedRenderPartsFragment;
	readonly now: Date;
	/** Called when the API has answered; it reads the queue anew. */
	readonly onChange: (change: LineChange, name: string) => Promise<void>;
}

const choices: readonly RenderPriority[] = ['FIRST', 'BY_TURNS', 'LAST'];

export function RenderLine({ render: hosted, now, onChange }: RenderLineProps) {
	const t = useTranslations('Admin.queue');
	const format = useFormatter();
	const [stopping, setStopping] = useState(false);
	const { id, state, place, render, requestedBy, step, steps, priority } = hosted;
	const name = render ? (render.recipe?.prompt ?? t('hiddenRecipe')) : t('private');
	const share = format.number(step / steps, { style: 'percent', maximumFractionDigits: 0 });
	const waits = state === 'QUEUED' || state === 'PAUSED';

	async function put(wanted: RenderPriority): Promise<void> {
		const answer = await browserRequest(SetRenderPriorityDocument, { id, priority: wanted }).catch(() => null);
		await onChange(answer?.setRenderPriority.__typename === 'SetRenderPrioritySuccess' ? wanted : 'failed', name);
	}
	/** Nobody moderates what is their own: that is cancelled. */
	async function cancel(): Promise<void> {
		const isDone = await browserRequest(CancelWaitingRenderDocument, { id }).then(
			() => true,
			() => false,
		);
		await onChange(isDone ? 'stopped' : 'failed', name);
	}
	return (
		<li className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto] sm:items-start" data-render={id}>
			<p className="tabular-nums">
				<span className={waits ? 'text-soft' : 'font-medium'}>{t(`states.${state}`)}</span>
				{place !== null && <span className="text-soft"> · {t('place', { place })}</span>}
			</p>
			<div className="min-w-0">
				<p dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
					{render ? (
						<Link href={`/renders/${id}`} prefetch={false} className="quiet-link">
							{name}
						</Link>
					) : (
						<span className="text-soft italic">{name}</span>
					)}
				</p>
				<p className="mt-1 flex flex-wrap gap-x-3 text-sm text-soft tabular-nums">
					<span>
						{requestedBy?.handle ? (
							<Link href={`/@${requestedBy.handle}`} prefetch={false} className="quiet-link">
								@{requestedBy.handle}
							</Link>
						) : (
							t('guest')
						)}
					</span>
					<span>{format.relativeTime(new Date(hosted.createdAt), now)}</span>
					<span>{hosted.packId}</span>
					{waits ? (
						<span>{t('steps', { steps })}</span>
					) : (
						<span>{t('progress', { step, steps, share, worker: hosted.workerName ?? t('noWorker') })}</span>
					)}
				</p>
			</div>
			{render && (
				<div className="flex flex-wrap items-center gap-2">
					{waits && (
						<select
							className="field w-auto"
							aria-label={t('order', { name })}
							value={priority}
							onChange={(event) => {
								const wanted = choices.find((each) => each === event.target.value);
								if (wanted) void put(wanted);
							}}
						>
							{choices.map((each) => (
								<option key={each} value={each}>
									{t(`priorities.${each}`)}
								</option>
							))}
						</select>
					)}
					<button
						type="button"
						className="button-quiet"
						aria-label={t('stopOf', { name })}
						onClick={() => (requestedBy?.viewerIsThis ? void cancel() : setStopping(true))}
					>
						{t('stop')}
					</button>
				</div>
			)}
			{stopping && (
				<StopDialog
					renderId={id}
					name={name}
					onClose={() => setStopping(false)}
					onStopped={() => onChange('stopped', name)}
				/>
			)}
		</li>
	);
}
