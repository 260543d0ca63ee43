/** @file Where somebody finds what is theirs: a button with their face, and behind it links and signing out. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ViewerQuery } from '../../graphql/generated/graphql.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { MenuPanel } from './menu-panel.tsx';

type Viewer = NonNullable<ViewerQuery['viewer']>;

/** A page of the gallery, and what the menu calls it. */
interface Entry {
	readonly href: string;
	readonly name: 'renders' | 'collections' | 'settings' | 'admin' | 'moderation' | 'roles' | 'packs';
}

const own: readonly Entry[] = [
	{ href: '/renders', name: 'renders' },
	{ href: '/collections', name: 'collections' },
	{ href: '/settings', name: 'settings' },
];

/** What moderators and admins have besides, by role. */
const duties: Readonly<Partial<Record<Viewer['role'], readonly Entry[]>>> = {
	MODERATOR: [{ href: '/moderation', name: 'moderation' }],
	ADMIN: [
		{ href: '/admin', name: 'admin' },
		{ href: '/moderation', name: 'moderation' },
		{ href: '/roles', name: 'roles' },
		{ href: '/packs', name: 'packs' },
	],
};

/** Of a member. */
export function PersonMenu({ viewer }: { readonly viewer: Viewer }) {
	const t = useTranslations('Chrome');
	const handle = viewer.handle ?? '';
	const forRole = duties[viewer.role] ?? [];
	return (
		<>
			<button
				type="button"
				popoverTarget="person-menu"
				aria-label={t('menuOf', { handle })}
				className="inline-flex min-h-11 min-w-11 max-w-60 items-center justify-center gap-2 px-2 font-medium underline-offset-4 hover:underline"
			>
				<Avatar handle={handle} avatar={viewer.avatar} sidePx={28} />
				<span className="hidden truncate sm:block">@{handle}</span>
			</button>
			<MenuPanel id="person-menu">
				<nav aria-label={t('menuOf', { handle })}>
					<ul>
						<li>
							<Link href={`/@${handle}`} prefetch={false} className="menu-entry">
								{t('menu.profile')}
							</Link>
						</li>
						{[...own, ...forRole].map(({ href, name }) => (
							<li key={href}>
								<Link href={href} prefetch={false} className="menu-entry">
									{t(`menu.${name}`)}
								</Link>
							</li>
						))}
					</ul>
				</nav>
				<button type="button" data-action="sign-out" className="menu-entry border-t border-line">
					{t('menu.signOut')}
				</button>
			</MenuPanel>
		</>
	);
}

/** Of who has not signed in, where there is no room for the ways in beside each other. */
export function VisitorMenu() {
	const t = useTranslations('Chrome');
	return (
		<span className="inline-flex sm:hidden">
			<button type="button" popoverTarget="visitor-menu" aria-label={t('menu.label')} className="button-icon">
				<svg
					viewBox="0 0 20 20"
					width="20"
					height="20"
					aria-hidden="true"
					fill="none"
					stroke="currentColor"
					strokeWidth="1.5"
					strokeLinecap="round"
				>
					<circle cx="10" cy="7" r="3.25" />
					<path d="M3.5 17a6.5 6.5 0 0 1 13 0" />
				</svg>
			</button>
			<MenuPanel id="visitor-menu">
				<nav aria-label={t('menu.label')}>
					<ul>
						<li>
							<WayIn to="sign-in" className="menu-entry" />
						</li>
						<li>
							<WayIn to="sign-up" className="menu-entry" />
						</li>
						<li>
							<Link href="/renders" prefetch={false} className="menu-entry">
								{t('menu.renders')}
							</Link>
						</li>
					</ul>
				</nav>
			</MenuPanel>
		</span>
	);
}

/** Leads to the page for signing in or up by loading it: the browser then says where from, and there one comes back. */
export function WayIn({ to, className }: { readonly to: 'sign-in' | 'sign-up'; readonly className: string }) {
	const t = useTranslations('Chrome');
	return (
		<a href={`/${to}`} className={className}>
			{t(to === 'sign-in' ? 'signIn' : 'signUp')}
		</a>
	);
}
