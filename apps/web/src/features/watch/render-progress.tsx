'use client';
/** @file Where a render stands, in words and as a bar. */
import { useTranslations } from 'next-intl';
import type { LiveState } from './live-state.ts';
import { useRangeText } from './use-range-text.ts';

const knownFailures = [
	'DIVERGED',
	'OUT_OF_MEMORY',
	'STORAGE_FULL',
	'STORAGE_UNAVAILABLE',
	'PACK_UNAVAILABLE',
	'PACK_DAMAGED',
	'TOO_MANY_ATTEMPTS',
] as const;

/** State, place in the queue or step, time that is left, and what happened to the worker or the line. */
export function RenderProgress({ state }: { readonly state: LiveState }) {
	const t = useTranslations('Render');
	const { render, connection, restart } = state;
	const alive = render.state === 'QUEUED' || render.state === 'WARMING' || render.state === 'RUNNING';
	return (
		<div className="space-y-3">
			<p className="flex items-baseline gap-3">
				{alive && (
					<span
						aria-hidden="true"
						className={`inline-block size-2.5 shrink-0 translate-y-px rounded-full bg-dot ${render.state === 'RUNNING' ? 'animate-[breathe_2s_ease-in-out_infinite]' : 'opacity-50'}`}
					/>
				)}
				<span className="text-lg font-medium" data-state={render.state}>
					{t(`states.${render.state}`)}
				</span>
			</p>
			{alive && <Bar state={state} />}
			<Explanation state={state} />
			{restart && alive && (
				<p className="border-l-2 border-dot pl-4 text-soft">
					{restart.fromStep === null
						? t('workerLost', { step: restart.lostAtStep })
						: t('workerResumed', { step: restart.lostAtStep, from: restart.fromStep })}
				</p>
			)}
			{connection === 'polling' && alive && <p className="text-sm text-soft">{t('polling')}</p>}
		</div>
	);
}

function Bar({ state: { render } }: { readonly state: LiveState }) {
	const t = useTranslations('Render');
	return (
		<div>
			<progress
				className="block h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-dot [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-dot [&::-webkit-progress-value]:transition-[inline-size] [&::-webkit-progress-value]:duration-300"
				value={render.step}
				max={render.steps}
				aria-label={t('progress')}
			/>
			<p className="mt-2 flex justify-between gap-4 text-soft tabular-nums">
				<span data-step={render.step}>{t('stepOf', { step: render.step, steps: render.steps })}</span>
				<Eta state={render.eta ?? render.queue?.eta ?? null} waiting={render.state === 'QUEUED'} />
			</p>
		</div>
	);
}

interface EtaProps {
	readonly state: { readonly lowSeconds: number; readonly highSeconds: number } | null;
	readonly waiting: boolean;
}

function Eta({ state, waiting }: EtaProps) {
	const t = useTranslations('Render');
	const time = useRangeText()(state);
	if (time === null) return null;
	return <span>{t(waiting ? 'doneIn' : 'timeLeft', { time })}</span>;
}

function Explanation({ state: { render } }: { readonly state: LiveState }) {
	const t = useTranslations('Render');
	if (render.queue) {
		const { missingPackId } = render.queue;
		if (missingPackId) return <p className="text-soft">{t('missingPack', { pack: missingPackId })}</p>;
		if (!render.queue.servable) return <p className="text-soft">{t('noWorker')}</p>;
		return <p className="text-soft">{t('queue', { ahead: Math.max(0, render.queue.position - 1) })}</p>;
	}
	if (render.state === 'WARMING') return <p className="text-soft">{t('warming')}</p>;
	if (render.state === 'CANCELLED')
		return <p className="text-soft">{t('cancelledAt', { step: render.step, steps: render.steps })}</p>;
	if (render.failure) {
		const code = knownFailures.find((known) => known === render.failure?.code) ?? 'OTHER';
		return (
			<div role="alert" className="border-l-2 border-dot pl-4">
				<p>{t(`failures.${code}`)}</p>
			</div>
		);
	}
	return null;
}
