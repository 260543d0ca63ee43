/** @file The head of every page: name, ways, and what is the visitor's own; one row, on a phone too. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ViewerQuery } from '../../graphql/generated/graphql.ts';
import { NotificationBell } from '../notifications/notification-bell.tsx';
import { Glass, SearchBox } from '../search/search-box.tsx';
import { PersonMenu, VisitorMenu, WayIn } from './person-menu.tsx';
import { Shortcuts } from './shortcuts.tsx';
import type { Theme } from './theme.ts';
import { ThemeSwitch } from './theme-switch.tsx';

interface HeaderProps {
	readonly theme: Theme;
	/** Null for nobody. */
	readonly viewer: ViewerQuery['viewer'];
	/** Of the gallery. */
	readonly name: string;
}

const way = 'inline-flex min-h-11 items-center px-2 font-medium hover:underline underline-offset-4';

/** Works without script, except for signing out: the menu is the browser's own, the switch is a form. */
export function Header({ theme, viewer, name }: HeaderProps) {
	const t = useTranslations('Chrome');
	const member = viewer && !viewer.isGuest ? viewer : null;
	return (
		<header className="page flex items-center pt-4 pb-3 sm:gap-x-4 sm:pt-6">
			<Link
				href="/"
				className="mr-auto inline-flex min-h-11 min-w-0 items-center font-display text-[1.625rem] tracking-tight"
			>
				<bdi className="truncate">{name}</bdi>
			</Link>
			<search className="hidden w-64 lg:block">
				<SearchBox id="search-everywhere" />
			</search>
			<nav aria-label={t('navigation')} className="flex items-center">
				<Link href="/search" aria-label={t('search')} className="button-icon lg:hidden">
					<Glass />
				</Link>
				<Link href="/create" className={way}>
					{t('create')}
				</Link>
				{!member && (
					<span className="hidden sm:contents">
						<WayIn to="sign-in" className={way} />
						<WayIn to="sign-up" className={way} />
					</span>
				)}
			</nav>
			<div className="flex items-center">
				<span className="hidden sm:contents">
					<ThemeSwitch theme={theme} />
				</span>
				<Shortcuts profileAddress={viewer?.handle ? `/@${viewer.handle}` : viewer ? '/renders' : '/sign-in'} />
				{member && <NotificationBell unreadCount={member.unreadNotificationCount} />}
				{member ? <PersonMenu viewer={member} /> : <VisitorMenu />}
			</div>
		</header>
	);
}
