/** @file Says above every page, to somebody without an account, that moderators have decided about what they made. */
import { useTranslations } from 'next-intl';
import { readGuestNews } from './read-guest-news.ts';

/** Works without script. Gone once the decisions were opened from here. */
export function GuestNews() {
	const t = useTranslations('Moderation');
	return (
		<aside aria-label={t('decisions')} className="bg-wash">
			<form action={readGuestNews} className="page flex flex-wrap items-center gap-x-4 py-1">
				<p>{t('guestNews')}</p>
				<button type="submit" className="quiet-link min-h-11">
					{t('guestNewsRead')}
				</button>
			</form>
		</aside>
	);
}
