/** @file The lists beside each other, as links. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Show, shows } from './explore-address.ts';

interface ExploreTabsProps {
	/** Null on the page of what is live. */
	readonly shown: Show | null;
	readonly addressOf: (show: Show) => string;
	/** Whether there is somebody who can follow others. */
	readonly follows: boolean;
}

const tab =
	'inline-flex min-h-11 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink';

/** A random order is drawn anew each time that its tab is chosen. */
export function ExploreTabs({ shown, addressOf, follows }: ExploreTabsProps) {
	const t = useTranslations('Explore');
	return (
		<nav aria-label={t('lists')} className="mb-1 flex flex-wrap gap-x-5">
			{shows.map(
				(show) =>
					(show !== 'following' || follows) && (
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
			<Link href="/live" prefetch={false} aria-current={shown === null ? 'page' : undefined} className={tab}>
				{t('tabs.live')}
			</Link>
		</nav>
	);
}
