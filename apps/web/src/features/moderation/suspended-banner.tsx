/** @file Says above every page that somebody is suspended, and where they can appeal. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';

export function SuspendedBanner({ until }: { readonly until: string }) {
	const t = useTranslations('Moderation');
	const format = useFormatter();
	return (
		<aside aria-label={t('suspendedLabel')} className="bg-wash">
			<p className="page py-3">
				{t.rich('suspended', {
					date: format.dateTime(new Date(until), { dateStyle: 'long', timeStyle: 'short' }),
					link: (text) => (
						<Link href="/decisions" prefetch={false} className="quiet-link">
							{text}
						</Link>
					),
				})}
			</p>
		</aside>
	);
}
