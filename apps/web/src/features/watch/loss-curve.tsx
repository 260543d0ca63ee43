'use client';
/** @file How far the picture is from its words, step by step: a line for the eye, a table for everyone. */
import { useFormatter, useTranslations } from 'next-intl';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { plateauStep } from '../curves/plateau.ts';
import { CurveDrawing, curveHeight, curveWidth } from './curve-drawing.tsx';
import { lossPath } from './loss-path.ts';
import { LossTable } from './loss-table.tsx';

interface LossCurveProps {
	readonly render: RenderViewFragment;
	/** A step that is looked at; null for none. */
	readonly markedStep?: number | null;
}

/** Draws nothing before the second step. */
export function LossCurve({ render, markedStep = null }: LossCurveProps) {
	const t = useTranslations('Render');
	const format = useFormatter();
	const path = lossPath(render.lossHistory, render.steps, curveWidth, curveHeight);
	const number = (loss: number): string => format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
	if (path === null) return null;
	const stoodSince = plateauStep(render.lossHistory);
	return (
		<figure>
			<figcaption className="mb-3 flex items-baseline justify-between gap-4">
				<span className="font-medium">{t('loss')}</span>
				<span className="text-soft tabular-nums">{render.loss !== null && number(render.loss)}</span>
			</figcaption>
			<div className="grid grid-cols-[1fr_auto] gap-x-3">
				<CurveDrawing path={path} mark={markedStep} />
				<div aria-hidden="true" className="flex h-24 flex-col justify-between text-xs text-soft tabular-nums">
					<span>{number(path.highest)}</span>
					<span>{number(path.lowest)}</span>
				</div>
			</div>
			{render.terms.length > 1 && (
				<ul className="mt-2 text-sm text-soft">
					{render.terms.map(({ term, loss }) => (
						<li key={term} className="flex justify-between gap-4">
							<span className="truncate">
								{render.recipe?.terms[term]?.text ?? t('termWithoutWords', { number: term + 1 })}
							</span>
							<span className="tabular-nums">{number(loss)}</span>
						</li>
					))}
				</ul>
			)}
			{stoodSince !== null && <p className="mt-2 text-sm text-soft">{t('plateau', { step: stoodSince })}</p>}
			<LossTable lossHistory={render.lossHistory} />
		</figure>
	);
}
