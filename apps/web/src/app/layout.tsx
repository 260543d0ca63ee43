import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { loadFrame } from '../features/account/viewer.ts';
import { Announcement } from '../features/chrome/announcement.tsx';
import { Footer } from '../features/chrome/footer.tsx';
import { Header } from '../features/chrome/header.tsx';
import { HealthBanner } from '../features/chrome/health-banner.tsx';
import { publicOrigin } from '../features/chrome/origin.ts';
import { isTheme, themeCookie } from '../features/chrome/theme.ts';
import { TroubleNote } from '../features/chrome/trouble-note.tsx';
import { GuestNews } from '../features/moderation/guest-news.tsx';
import { SuspendedBanner } from '../features/moderation/suspended-banner.tsx';
import { firstMessages } from '../i18n/first-messages.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('Chrome');
	const name = (await loadFrame()).gallery?.name ?? 'Galatea';
	return {
		metadataBase: new URL(publicOrigin(await headers())),
		title: { default: name === 'Galatea' ? t('title') : name, template: `%s · ${name}` },
		description: t('description'),
		openGraph: { siteName: name, type: 'website', title: t('title'), description: t('description') },
	};
}

export const viewport: Viewport = {
	themeColor: [
		{ media: '(prefers-color-scheme: light)', color: '#f7f7f6' },
		{ media: '(prefers-color-scheme: dark)', color: '#151514' },
	],
};

export default async function Layout({ children }: { readonly children: ReactNode }) {
	const chosen = (await cookies()).get(themeCookie)?.value;
	const theme = isTheme(chosen) ? chosen : 'system';
	const t = await getTranslations('Chrome');
	const { viewer, gallery } = await loadFrame();
	return (
		<html lang={await getLocale()} data-theme={theme}>
			<body>
				<NextIntlClientProvider messages={firstMessages(await getMessages())}>
					<a
						href="#main"
						className="absolute left-4 top-3 z-20 -translate-y-24 rounded-full bg-ink px-5 py-2.5 text-wall focus:translate-y-0"
					>
						{t('skip')}
					</a>
					<HealthBanner />
					{gallery?.announcement && <Announcement text={gallery.announcement} />}
					<Header theme={theme} viewer={viewer} name={gallery?.name ?? 'Galatea'} />
					{viewer?.suspendedUntil && <SuspendedBanner until={viewer.suspendedUntil} />}
					{viewer?.isGuest && viewer.unreadNotificationCount > 0 && <GuestNews />}
					<main id="main" tabIndex={-1} className="page flex-1 pb-24 outline-none">
						{children}
					</main>
					<Footer theme={theme} />
					<TroubleNote />
				</NextIntlClientProvider>
			</body>
		</html>
	);
}
