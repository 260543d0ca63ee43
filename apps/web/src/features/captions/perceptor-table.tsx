'use client';
/** @file How one perceptor ranks captions: a row for each, with a bar for its share, and the numbers beside it. */
import { useFormatter, useTranslations } from 'next-intl';
import type { PerceptorRankingPartsFragment } from '../../graphql/generated/graphql.ts';

interface PerceptorTableProps {
	readonly ranking: PerceptorRankingPartsFragment;
	readonly packId: string;
	/** Its number in the pack; null where it is the only one. */
	readonly place: number | null;
}

/** Without bars where the perceptor came without its logit scale. */
export function PerceptorTable({ ranking: { logitScale, fits }, packId, place }: PerceptorTableProps) {
	const t = useTranslations('Captions');
	const { number } = useFormatter();
	const percent = (share: number) => number(share, { style: 'percent', maximumFractionDigits: 1 });
	const decimal = (value: number, digits: number) =>
		number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
	return (
		<table className="mt-6 w-full table-fixed border-collapse text-left">
			<caption className="text-left">
				{place === null ? t('onlyPerceptor', { packId }) : t('perceptor', { packId, place })}
				<span className="block text-sm text-soft">
					{logitScale === null ? t('noScale') : t('scale', { scale: decimal(logitScale, 1) })}
				</span>
			</caption>
			<thead className="text-sm text-soft">
				<tr>
					<th scope="col" className="font-normal">
						{t('caption')}
					</th>
					{logitScale !== null && (
						<th scope="col" className="w-20 text-right font-normal">
							{t('share')}
						</th>
					)}
					<th scope="col" className="w-20 text-right font-normal">
						{t('cosine')}
					</th>
				</tr>
			</thead>
			<tbody>
				{fits.map(({ caption, cosine, share, unknownWords, truncated }) => (
					<tr key={caption} className="border-t border-line align-top">
						<th scope="row" className="py-2 pr-3 font-normal break-words">
							{caption}
							{share !== null && (
								<span aria-hidden="true" className="mt-1 block h-2 rounded bg-line">
									<span className="block h-full rounded bg-ink" style={{ width: `${100 * share}%` }} />
								</span>
							)}
							{cosine === null ? (
								<span className="block text-sm text-soft">{t('knowsNothing')}</span>
							) : (
								unknownWords.length > 0 && (
									<span className="block text-sm text-soft">{t('unknown', { words: unknownWords.join(', ') })}</span>
								)
							)}
							{truncated && <span className="block text-sm text-soft">{t('truncated')}</span>}
						</th>
						{logitScale !== null && (
							<td className="py-2 text-right tabular-nums">{share === null ? '–' : percent(share)}</td>
						)}
						<td className="py-2 text-right tabular-nums">{cosine === null ? '–' : decimal(cosine, 3)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
