'use client';
/** @file How far the picture is from its words, step by step: a line for the eye, a table for everyone. */
import { useFormatter, useTranslations } from 'next-intl';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { lossPath, sampleLosses } from './loss-path.ts';

const width = 400;
const height = 96;
const tableRows = 12;

/** Draws nothing before the second step. */
export function LossCurve({ render }: { readonly render: RenderViewFragment }) {
	const t = useTranslations('Render');
	const format = useFormatter();
	const path = lossPath(render.lossHistory, render.steps, width, height);
	const number = (loss: number): string => format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
	if (path === null) return null;
	return (
		<figure>
			<figcaption className="mb-3 flex items-baseline justify-between gap-4">
				<span className="font-medium">{t('loss')}</span>
				<span className="text-soft tabular-nums">{render.loss !== null && number(render.loss)}</span>
			</figcaption>
			<div className="grid grid-cols-[1fr_auto] gap-x-3">
				<svg
					viewBox={`0 0 ${width} ${height}`}
					preserveAspectRatio="none"
					aria-hidden="true"
					className="block h-24 w-full overflow-visible"
				>
					<path d={`M0 ${height}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
					<path
						d={path.d}
						fill="none"
						stroke="var(--ink)"
						strokeWidth="1.5"
						strokeLinejoin="round"
						vectorEffect="non-scaling-stroke"
					/>
					{/* A line without length and with round ends: a dot that stays round however the box is stretched. */}
					<path
						d={`M${path.end.x} ${path.end.y}h0`}
						stroke="var(--dot)"
						strokeWidth="8"
						strokeLinecap="round"
						vectorEffect="non-scaling-stroke"
					/>
				</svg>
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
								{render.recipe.terms[term]?.text ?? t('termWithoutWords', { number: term + 1 })}
							</span>
							<span className="tabular-nums">{number(loss)}</span>
						</li>
					))}
				</ul>
			)}
			<details className="mt-2 text-sm text-soft">
				<summary className="min-h-6 w-fit">{t('lossTable')}</summary>
				<table className="mt-2 w-full max-w-xs text-left tabular-nums">
					<caption className="sr-only">{t('loss')}</caption>
					<thead>
						<tr className="border-b border-line">
							<th scope="col" className="py-1 font-medium">
								{t('step')}
							</th>
							<th scope="col" className="py-1 text-right font-medium">
								{t('lossValue')}
							</th>
						</tr>
					</thead>
					<tbody>
						{sampleLosses(render.lossHistory, tableRows).map(({ step, loss }) => (
							<tr key={step}>
								<td className="py-0.5">{step}</td>
								<td className="py-0.5 text-right">{number(loss)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</details>
		</figure>
	);
}
