/** @file What was taken from a picture, in words. */
import type { useTranslations } from 'next-intl';
import type { LineageKind } from '../../graphql/generated/graphql.ts';
import { isolate } from '../../ui/sentence.tsx';

interface Credit {
	readonly title: string;
	readonly kind: LineageKind;
	readonly step: number | null;
	readonly share: number | null;
}

/** Such as “60 % from …”, for a `Sentence`; of an import also that nobody has checked it. */
export function creditText(
	t: ReturnType<typeof useTranslations<'Lineage'>>,
	{ title, kind, step, share }: Credit,
): string {
	if (kind === 'MIX' && share !== null)
		return t('mixedFrom', { title: isolate(title), percent: Math.round(100 * share) });
	// Of a hidden recipe the step is not told.
	if (kind === 'FORK' && step !== null) return t('wentOnFrom', { title: isolate(title), step });
	return t(`taken.${kind}`, { title: isolate(title) });
}
