/** @file What the networks of a pack learnt from: data set, size, licence and what is missing in it. */
import { useLocale, useTranslations } from 'next-intl';
import type { TrainingPartsFragment } from '../../graphql/generated/graphql.ts';

/** Says so where nothing is known. For servers and browsers alike. */
export function TrainingList({ training }: { readonly training: readonly TrainingPartsFragment[] }) {
	const t = useTranslations('Training');
	const language = useLocale() === 'es' ? 'es' : 'en';
	if (training.length === 0) return <p className="mt-2 text-soft">{t('unknown')}</p>;
	return (
		<ul className="mt-2 space-y-4">
			{training.map(({ network, name, size, licence, gaps }) => (
				<li key={`${network} ${name}`} className="border-l-2 border-line pl-4">
					<p>
						{t(`networks.${network}`)} {name === null ? t('unnamed') : <span lang="en">{name}</span>}
					</p>
					<dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
						<dt className="text-soft">{t('size')}</dt>
						<dd>{size[language]}</dd>
						<dt className="text-soft">{t('licence')}</dt>
						<dd>{licence[language]}</dd>
						<dt className="text-soft">{t('gaps')}</dt>
						<dd>{gaps[language]}</dd>
					</dl>
				</li>
			))}
		</ul>
	);
}
