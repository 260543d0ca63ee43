/** @file What a perceptor says of a picture's level, with its source and how sure it is, in words. */
import { useTranslations } from 'next-intl';
import type { LevelHintPartsFragment } from '../../graphql/generated/graphql.ts';

/** For moderators it says as well whether the picture's person has refuted it. */
export function LevelHintText({ hint, own }: { readonly hint: LevelHintPartsFragment; readonly own: boolean }) {
	const t = useTranslations('LevelHint');
	const { perceptor, perceptorHash, version, confidence } = hint;
	return (
		<>
			{t('says')}{' '}
			<span className="text-soft">
				{t('source', { perceptor, hash: perceptorHash.slice(0, 8), version, confidence })}
				{!own && hint.refuted && ` ${t('refuted')}`}
			</span>
		</>
	);
}
