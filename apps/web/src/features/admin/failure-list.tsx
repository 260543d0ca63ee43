/** @file Why renders failed within the last day, each reason with what a host can try. */
import { useFormatter, useTranslations } from 'next-intl';
import type { AdminBoardPartsFragment } from '../../graphql/generated/graphql.ts';

/** Reasons for which there is a remedy of their own. */
const known = [
	'DIVERGED',
	'OUT_OF_MEMORY',
	'STORAGE_FULL',
	'STORAGE_UNAVAILABLE',
	'DATABASE_UNAVAILABLE',
	'PACK_UNAVAILABLE',
	'PACK_DAMAGED',
	'TOO_MANY_ATTEMPTS',
] as const;

interface FailureListProps {
	readonly failures: AdminBoardPartsFragment['failures'];
	readonly now: Date;
}

export function FailureList({ failures, now }: FailureListProps) {
	const t = useTranslations('Admin.failures');
	const format = useFormatter();
	return (
		<section aria-labelledby="admin-failures">
			<h2 id="admin-failures" className="mb-3 text-2xl">
				{t('title')}
			</h2>
			{failures.length === 0 && <p className="text-soft">{t('none')}</p>}
			<ul className="divide-y divide-line border-y border-line empty:hidden">
				{failures.map(({ code, count, lastAt }) => {
					const reason = known.find((each) => each === code) ?? 'OTHER';
					return (
						<li key={code} className="py-4">
							<h3 className="text-lg">{t(`reasons.${reason}`)}</h3>
							<p className="text-sm text-soft tabular-nums">
								{t('count', { count, last: format.relativeTime(new Date(lastAt), now) })}
								{' · '}
								<code>{code}</code>
							</p>
							<p className="mt-2">{t(`remedies.${reason}`)}</p>
						</li>
					);
				})}
			</ul>
		</section>
	);
}
