'use client';
/** @file A slider over the steps of a render: for the mouse, the finger, the keyboard and the ear. */
import { useFormatter, useTranslations } from 'next-intl';
import { useId } from 'react';
import { lossAt } from './loss-path.ts';
import type { Scrubber } from './use-scrubber.ts';

/** A button first; then the slider, whose arrow keys go from step to step. */
export function ScrubControls({ scrubber }: { readonly scrubber: Scrubber }) {
	const t = useTranslations('Scrub');
	const { state } = scrubber;
	return (
		<div className="space-y-2">
			{state === 'open' ? (
				<Slider scrubber={scrubber} />
			) : (
				<button
					type="button"
					className="button-quiet"
					disabled={state === 'loading'}
					onClick={() => void scrubber.open()}
				>
					{t(state === 'loading' ? 'loading' : 'open')}
				</button>
			)}
			<p role="status" className="text-sm text-dot empty:hidden">
				{state === 'failed' && t('failed')}
			</p>
		</div>
	);
}

function Slider({
	scrubber: { film, stops, index, step, frame, progress, show, close },
}: {
	readonly scrubber: Scrubber;
}) {
	const t = useTranslations('Scrub');
	const format = useFormatter();
	const id = useId();
	if (film === null || index === null || step === null || frame === null)
		return <p className="text-soft">{t('none')}</p>;
	const { steps, lossHistory } = film;
	const loss = lossAt(lossHistory, step);
	const told = t('told', {
		step,
		steps,
		loss: loss === null ? '–' : format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
	});
	return (
		<>
			<div className="flex items-baseline justify-between gap-4">
				<label htmlFor={id} className="font-medium">
					{t('label')}
				</label>
				<output htmlFor={id} className="text-sm text-soft tabular-nums">
					{told}
				</output>
			</div>
			<input
				id={id}
				type="range"
				className="h-11 w-full accent-dot"
				min={0}
				max={stops.length - 1}
				step={1}
				value={index}
				aria-valuetext={told}
				onChange={(event) => show(Number(event.target.value))}
			/>
			{/* Has its room also while it is empty, so that nothing below moves. */}
			<p role="status" className="min-h-10 text-sm text-soft sm:min-h-5">
				{progress && t(`progress.${progress}`, { step, shown: frame.step })}
			</p>
			<button type="button" className="quiet-link min-h-6 text-sm" onClick={close}>
				{t('close')}
			</button>
		</>
	);
}
