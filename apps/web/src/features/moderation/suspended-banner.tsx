/** @file Says above every page that somebody is suspended, and where they can appeal. */
import { useTranslations } from 'next-intl';
import { SuspendedText } from './suspended-text.tsx';

export function SuspendedBanner({ until }: { readonly until: string }) {
	const t = useTranslations('Moderation');
	return (
		<aside aria-label={t('suspendedLabel')} className="bg-wash">
			<p className="page py-3">
				<SuspendedText until={until} />
			</p>
		</aside>
	);
}
