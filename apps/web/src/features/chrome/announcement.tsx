/** @file What admins tell everybody, above every page. */
import { useTranslations } from 'next-intl';

export function Announcement({ text }: { readonly text: string }) {
	const t = useTranslations('Chrome');
	return (
		<section aria-label={t('announcement')} className="border-b border-line bg-raised">
			<p dir="auto" className="page py-2.5 [overflow-wrap:anywhere]">
				{text}
			</p>
		</section>
	);
}
