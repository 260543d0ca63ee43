/** @file The same picture at several steps of its render, each with its likeness to what was asked for. */
import { useFormatter, useTranslations } from 'next-intl';
import { askedCaption, fitOf, shownRender, stepAddress } from './shown-render.ts';

export function StepsFigure() {
	const t = useTranslations('HowItWorks.search');
	const { number } = useFormatter();
	const { width, height, steps, prompt, seed, pack } = shownRender;
	return (
		<figure className="py-2">
			<ol className="grid grid-cols-2 gap-4 sm:grid-cols-3">
				{steps.map(({ step, fits }) => (
					<li key={step}>
						<img
							src={stepAddress(step)}
							width={width}
							height={height}
							alt={t('stepAlt', { step })}
							loading="lazy"
							className="h-auto w-full"
						/>
						<p className="mt-1 text-sm tabular-nums">
							{t('step', {
								step,
								cosine: number(fitOf(fits, askedCaption).cosine, {
									minimumFractionDigits: 2,
									maximumFractionDigits: 2,
								}),
							})}
						</p>
					</li>
				))}
			</ol>
			<figcaption className="mt-2 text-sm text-soft">{t('figure', { prompt, pack, seed })}</figcaption>
		</figure>
	);
}
