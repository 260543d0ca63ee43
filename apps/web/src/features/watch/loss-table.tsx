'use client';
/** @file The losses behind a curve as a table that unfolds, for who does not see the curve or wants the numbers. */
import { useFormatter, useTranslations } from 'next-intl';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { sampleLosses } from './loss-path.ts';

const tableRows = 12;

/** At most twelve steps, spread over the whole way. */
export function LossTable({ lossHistory }: Pick<RenderViewFragment, 'lossHistory'>) {
	const t = useTranslations('Render');
	const format = useFormatter();
	const number = (loss: number): string => format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
	return (
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
					{sampleLosses(lossHistory, tableRows).map(({ step, loss }) => (
						<tr key={step}>
							<td className="py-0.5">{step}</td>
							<td className="py-0.5 text-right">{number(loss)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</details>
	);
}
