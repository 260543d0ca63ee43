/** @file A change of a collection in words: who did what. */
import { useFormatter, useTranslations } from 'next-intl';
import type { CollectionChangePartsFragment } from '../../../graphql/generated/graphql.ts';
import { isolate } from '../../../ui/sentence.tsx';

/** The sentence of a change, for a `Sentence` to show. */
export function useChangeSentence(): (change: CollectionChangePartsFragment) => string {
	const t = useTranslations('CollectionChanges');
	const format = useFormatter();
	return ({ kind, actor, member, artwork, details, restoredSeq, sectionTitle }) => {
		const nameOf = (person: typeof actor): string => isolate(person?.displayName ?? person?.handle ?? t('somebody'));
		return t(`kinds.${kind}`, {
			who: nameOf(actor),
			member: nameOf(member),
			title: artwork ? t('quoted', { title: isolate(artwork.title) }) : t('someArtwork'),
			details: format.list(details.map((detail) => t(`details.${detail}`))),
			seq: restoredSeq ?? 0,
			section: isolate(sectionTitle ?? ''),
		});
	};
}
