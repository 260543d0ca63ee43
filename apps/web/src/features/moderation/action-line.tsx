/** @file One decision of a moderator, in words. */
import { useFormatter, useTranslations } from 'next-intl';
import type { ActionPartsFragment } from '../../graphql/generated/graphql.ts';

/** What, of what, when, why; by whom for moderators. */
export function ActionLine({ action }: { readonly action: ActionPartsFragment }) {
	const t = useTranslations('Moderation');
	const levels = useTranslations('Level');
	const format = useFormatter();
	const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'medium', timeStyle: 'short' });
	return (
		<>
			<p>
				<span className="font-medium">{t(`done.${action.kind}`)}</span>
				{action.level && <> · {levels(`names.${action.level}`)}</>}
				{action.until && <> · {t('until', { date: day(action.until) })}</>}
				{action.undone && <> · {t('undone')}</>}
			</p>
			<p className="text-sm text-soft">
				<bdi>{action.label}</bdi> · <time dateTime={action.createdAt}>{day(action.createdAt)}</time>
				{action.moderator?.handle && <> · @{action.moderator.handle}</>}
			</p>
			<p dir="auto" className="mt-1 whitespace-pre-line">
				{action.reason}
			</p>
		</>
	);
}
