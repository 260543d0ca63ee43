/** @file How the perceptor ranks captions for the first and the last step of a real render. */
import { useFormatter, useTranslations } from 'next-intl';
import { fitOf, shownRender } from './shown-render.ts';

export function CaptionFigure() {
	const t = useTranslations('HowItWorks.captions');
	const { number } = useFormatter();
	const { steps } = shownRender;
	const [first, last] = [steps[0], steps.at(-1)];
	if (!first || !last) return null;
	const percent = (share: number) => number(share, { style: 'percent', maximumFractionDigits: 1 });
	return (
		<table className="w-full border-collapse text-left tabular-nums">
			<caption className="pb-2 text-left text-sm text-soft">{t('caption')}</caption>
			<thead className="text-sm text-soft">
				<tr>
					<th scope="col" className="font-normal">
						{t('columns.caption')}
					</th>
					<th scope="col" className="text-right font-normal">
						{t('columns.step', { step: first.step })}
					</th>
					<th scope="col" className="text-right font-normal">
						{t('columns.step', { step: last.step })}
					</th>
				</tr>
			</thead>
			<tbody>
				{last.fits.map(({ caption, share }) => (
					<tr key={caption} className="border-t border-line">
						<th scope="row" lang="en" className="py-2 font-normal">
							{caption}
						</th>
						<td className="py-2 text-right">{percent(fitOf(first.fits, caption).share)}</td>
						<td className="py-2 text-right">{percent(share)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
