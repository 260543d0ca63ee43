'use client';
/** @file Who else looks on while a render is under way: how many, and those who let others see it. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '../../ui/avatar.tsx';
import type { Audience } from './live-state.ts';

interface AudienceLineProps {
	readonly audience: Audience | null;
	/** Of who looks: a member who is not named yet may change that. */
	readonly mayBeNamed: boolean;
}

/** Nothing while nobody watches. It is not announced: people come and go, and the progress matters more. */
export function AudienceLine({ audience, mayBeNamed }: AudienceLineProps) {
	const t = useTranslations('Render.audience');
	if (!audience || audience.watcherCount === 0) return null;
	const { watcherCount: count, watchers } = audience;
	return (
		<section aria-label={t('label')} className="text-sm text-soft">
			<p className="flex items-center gap-2">
				<Eye />
				{t('count', { count })}
			</p>
			{watchers.length > 0 && (
				<ul aria-label={t('named')} className="mt-1 flex flex-wrap gap-x-4">
					{watchers.map(({ handle, displayName, avatar }) => (
						<li key={handle}>
							<Link
								href={`/@${handle}`}
								prefetch={false}
								className="quiet-link inline-flex min-h-11 items-center gap-2 no-underline hover:underline"
							>
								<Avatar handle={handle ?? ''} avatar={avatar} sidePx={24} />
								<bdi className="max-w-40 truncate">{displayName ?? handle}</bdi>
							</Link>
						</li>
					))}
				</ul>
			)}
			{mayBeNamed && (
				<p className="mt-1">
					{t.rich('unnamed', {
						link: (text) => (
							<Link href="/settings#named-as-watcher" prefetch={false} className="quiet-link">
								{text}
							</Link>
						),
					})}
				</p>
			)}
		</section>
	);
}

function Eye() {
	return (
		<svg
			viewBox="0 0 20 20"
			width="18"
			height="18"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
			strokeLinejoin="round"
		>
			<path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10Z" />
			<circle cx="10" cy="10" r="2.5" />
		</svg>
	);
}
