'use client';
/** @file Looking inside a step of a render: which one, how far the worker is, and what it found. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { InsidePartsFragment, RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { askInside, type InsideProblem, type InsideProgress } from './ask-inside.ts';
import { InsideView } from './inside-view.tsx';

interface InsidePanelProps {
	readonly render: RenderViewFragment;
	readonly recipe: NonNullable<RenderViewFragment['recipe']>;
	/** The first step that it has of its own. */
	readonly first: number;
	readonly lookedAt: number | null;
}

interface Found {
	readonly step: number;
	readonly figures: InsidePartsFragment;
}

/** Asks when somebody sends the field, and may be cancelled at any time; what was found before stays until then. */
export function InsidePanel({ render, recipe, first, lookedAt }: InsidePanelProps) {
	const t = useTranslations('Inside');
	const fieldId = useId();
	const hintId = useId();
	const asking = useRef<AbortController | null>(null);
	const field = useRef<HTMLInputElement>(null);
	/** Null follows what is looked at on the page, and the newest step of a render that goes on. */
	const [typed, setTyped] = useState<string | null>(null);
	const [progress, setProgress] = useState<InsideProgress | null>(null);
	const [problem, setProblem] = useState<InsideProblem | 'noSuchStep' | null>(null);
	const [found, setFound] = useState<Found | null>(null);
	useEffect(() => () => asking.current?.abort(), []);
	const last = render.step;
	const offered = Math.min(Math.max(lookedAt ?? last, first), last);

	async function look(event: FormEvent): Promise<void> {
		event.preventDefault();
		const step = typed === null ? offered : Number(typed);
		if (!Number.isInteger(step) || step < first || step > last) {
			setProblem('noSuchStep');
			field.current?.focus();
			return;
		}
		asking.current?.abort();
		const stop = new AbortController();
		asking.current = stop;
		setProblem(null);
		setProgress({ state: 'WAITING', doneSteps: 0, neededSteps: 0 });
		const answer = await askInside(render.id, step, stop.signal, setProgress).catch((): InsideProblem => 'failed');
		if (stop.signal.aborted) return;
		setProgress(null);
		if (typeof answer === 'string') setProblem(answer);
		else setFound({ step, figures: answer });
	}
	function cancel(): void {
		asking.current?.abort();
		setProgress(null);
		field.current?.focus();
	}
	return (
		<div>
			<p className="mt-2 max-w-prose text-soft">
				{t.rich('intro', {
					link: (text) => (
						<Link href="/how-it-works" prefetch={false} className="quiet-link">
							{text}
						</Link>
					),
				})}
			</p>
			<form noValidate onSubmit={(event) => void look(event)} className="mt-4 flex flex-wrap items-end gap-3">
				<div>
					<label htmlFor={fieldId}>{t('step')}</label>
					<input
						ref={field}
						id={fieldId}
						type="number"
						inputMode="numeric"
						min={first}
						max={last}
						value={typed ?? offered}
						aria-describedby={hintId}
						aria-invalid={problem === 'noSuchStep'}
						className="field mt-1 block w-28 tabular-nums"
						onChange={(event) => setTyped(event.target.value)}
					/>
				</div>
				<button type="submit" className="button-main">
					{t('look')}
				</button>
				{progress && (
					<button type="button" className="button-quiet" onClick={cancel}>
						{t('cancel')}
					</button>
				)}
			</form>
			<p id={hintId} className="mt-1 text-sm text-soft">
				{t('hint', { first, last })}
			</p>
			<p role="alert" className="mt-2 text-dot empty:hidden">
				{problem && t(`problem.${problem}`, { first, last })}
			</p>
			<Progress progress={progress} />
			<p role="status" className="sr-only">
				{progress
					? t(progress.state === 'RUNNING' ? 'running' : 'waiting')
					: found
						? t('found', { step: found.step })
						: ''}
			</p>
			{found && <InsideView key={found.step} {...found} terms={recipe.terms.map(({ text }) => text)} />}
		</div>
	);
}

/** For the eye; the ear is told its beginning and its end. */
function Progress({ progress }: { readonly progress: InsideProgress | null }) {
	const t = useTranslations('Inside');
	if (progress === null) return null;
	const { state, doneSteps, neededSteps } = progress;
	const isCounted = state === 'RUNNING' && neededSteps > 1;
	return (
		<div className="mt-3 max-w-md">
			<p aria-hidden="true" className="text-soft tabular-nums">
				{isCounted
					? t('runningSteps', { done: doneSteps, needed: neededSteps })
					: t(state === 'RUNNING' ? 'running' : 'waiting')}
			</p>
			<progress
				className="mt-2 h-2 w-full accent-dot"
				aria-label={t('progress')}
				{...(isCounted && { max: neededSteps, value: doneSteps })}
			/>
		</div>
	);
}
