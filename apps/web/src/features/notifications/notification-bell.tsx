/** @file The way to what one was told, in the head of every page, with how much of it is new. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';

export function NotificationBell({ unreadCount }: { readonly unreadCount: number }) {
	const t = useTranslations('Notifications');
	return (
		<Link
			href="/notifications"
			prefetch={false}
			aria-label={t('bell', { count: unreadCount })}
			className="button-icon relative"
		>
			<svg
				viewBox="0 0 20 20"
				width="18"
				height="18"
				aria-hidden="true"
				fill="none"
				stroke="currentColor"
				strokeWidth="1.5"
			>
				<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 17.5h3" strokeLinejoin="round" strokeLinecap="round" />
			</svg>
			{unreadCount > 0 && (
				<span
					aria-hidden="true"
					className="absolute top-1 right-0.5 min-w-4 rounded-full bg-dot px-1 text-center text-[0.6875rem] leading-4 text-on-dot"
				>
					{unreadCount}
				</span>
			)}
		</Link>
	);
}
