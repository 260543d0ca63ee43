/** @file The lists beside each other, as links. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Show, shows } from './explore-address.ts';

interface ExploreTabsProps {
	/** A list of the wall, or one of those that have a page of their own. */
	readonly shown: Show | 'collections' | 'live' | 'mine';
	readonly addressOf: (show: Show) => string;
	/** Who looks: members follow others, and whoever has asked for a render has a list of them. Null for nobody. */
	readonly viewer: { readonly isGuest: boolean } | null;
}

const tab =
	'inline-flex min-h-11 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink';

/** A random order is drawn anew each time that its tab is chosen. */
export function ExploreTabs({ shown, addressOf, viewer }: ExploreTabsProps) {
	const t = useTranslations('Explore');
	return (
		<nav aria-label={t('lists')} className="mb-1 flex flex-wrap gap-x-5">
			{shows.map(
				(show) =>
					(show !== 'following' || viewer?.isGuest === false) && (
						<Link
							key={show}
							href={addressOf(show)}
							prefetch={false}
							aria-current={shown === show ? 'page' : undefined}
							className={tab}
						>
							{t(`tabs.${show}`)}
						</Link>
					),
			)}
			<Link
				href="/collections"
				prefetch={false}
				aria-current={shown === 'collections' ? 'page' : undefined}
				className={tab}
			>
				{t('tabs.collections')}
			</Link>
			<Link href="/live" prefetch={false} aria-current={shown === 'live' ? 'page' : undefined} className={tab}>
				{t('tabs.live')}
			</Link>
			{viewer && (
				<Link href="/renders" prefetch={false} aria-current={shown === 'mine' ? 'page' : undefined} className={tab}>
					{t('tabs.mine')}
				</Link>
			)}
		</nav>
	);
}
