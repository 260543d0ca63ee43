/** @file The head of every page: name, ways, and the two switches. */
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { NotificationBell } from '../notifications/notification-bell.tsx';
import { Glass, SearchBox } from '../search/search-box.tsx';
import { chooseLanguage, chooseTheme } from './preferences.ts';
import { Shortcuts } from './shortcuts.tsx';
import { nextTheme, type Theme } from './theme.ts';

interface HeaderProps {
	readonly theme: Theme;
	/** Null for nobody. */
	readonly viewer: {
		readonly isGuest: boolean;
		readonly handle: string | null;
		readonly unreadNotificationCount: number;
	} | null;
}

/** Works without script: the switches are forms. */
export function Header({ theme, viewer }: HeaderProps) {
	const t = useTranslations('Chrome');
	const other = useLocale() === 'en' ? 'es' : 'en';
	return (
		<header className="page flex flex-wrap items-center gap-x-2 pt-4 pb-3 sm:gap-x-4 sm:pt-6">
			<Link href="/" className="mr-auto inline-flex min-h-11 items-center font-display text-[1.625rem] tracking-tight">
				Galatea
			</Link>
			<search className="hidden w-64 lg:block">
				<SearchBox id="search-everywhere" />
			</search>
			<nav aria-label={t('navigation')} className="flex items-center">
				<Link href="/search" aria-label={t('search')} className="button-icon lg:hidden">
					<Glass />
				</Link>
				<Link
					href="/create"
					className="inline-flex min-h-11 items-center px-2 font-medium hover:underline underline-offset-4"
				>
					{t('create')}
				</Link>
				{viewer && !viewer.isGuest ? (
					<Link
						href="/settings"
						aria-label={t('account', { handle: viewer.handle ?? '' })}
						className="inline-flex min-h-11 max-w-22 items-center sm:max-w-60 px-2 font-medium hover:underline underline-offset-4"
					>
						<span className="truncate">@{viewer.handle}</span>
					</Link>
				) : (
					<Link
						href="/sign-in"
						prefetch={false}
						className="inline-flex min-h-11 items-center px-2 font-medium hover:underline underline-offset-4"
					>
						{t('signIn')}
					</Link>
				)}
			</nav>
			<div className="flex items-center max-sm:ml-auto">
				{viewer && !viewer.isGuest && <NotificationBell unreadCount={viewer.unreadNotificationCount} />}
				<form action={chooseLanguage.bind(null, other)}>
					<button type="submit" className="button-icon" lang={other} aria-label={t('otherLanguageName')}>
						{other.toUpperCase()}
					</button>
				</form>
				<form action={chooseTheme.bind(null, nextTheme(theme))}>
					<button
						type="submit"
						className="button-icon"
						aria-label={t('theme', { theme })}
						title={t('theme', { theme })}
					>
						<ThemeIcon theme={theme} />
					</button>
				</form>
				<Shortcuts profileAddress={viewer?.handle ? `/@${viewer.handle}` : viewer ? '/renders' : '/sign-in'} />
			</div>
		</header>
	);
}

/** A disc: half filled for the system's theme, empty for light, full for dark. */
function ThemeIcon({ theme }: { readonly theme: Theme }) {
	return (
		<svg
			viewBox="0 0 20 20"
			width="18"
			height="18"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
		>
			<circle cx="10" cy="10" r="7" fill={theme === 'dark' ? 'currentColor' : 'none'} />
			{theme === 'system' && <path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor" stroke="none" />}
		</svg>
	);
}
