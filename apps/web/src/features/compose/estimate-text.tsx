/** @file How long a render would take if it were asked for now, beside the button that asks for it. */
import { useTranslations } from 'next-intl';
import type { QueuePartsFragment } from '../../graphql/generated/graphql.ts';
import { useRangeText } from '../watch/use-range-text.ts';

/** Says nothing of what nobody can know: a time where nothing alike was rendered, and anything while null. */
export function EstimateText({ place }: { readonly place: QueuePartsFragment | null }) {
	const t = useTranslations('Prompt.estimate');
	const time = useRangeText()(place?.eta);
	if (place === null) return null;
	if (!place.servable) return <>{t('noWorker')}</>;
	const ahead = place.position - 1;
	if (time !== null) return <>{t('time', { time, ahead })}</>;
	return ahead > 0 && <>{t('ahead', { ahead })}</>;
}
