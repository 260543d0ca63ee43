/** @file Until when somebody is suspended, and the way to appeal. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';

/** `until` is a moment as ISO 8601. */
export function SuspendedText({ until }: { readonly until: string }) {
	const t = useTranslations('Moderation');
	const format = useFormatter();
	return t.rich('suspended', {
		date: format.dateTime(new Date(until), { dateStyle: 'long', timeStyle: 'short' }),
		link: (text) => (
			<Link href="/decisions" prefetch={false} className="quiet-link">
				{text}
			</Link>
		),
	});
}
