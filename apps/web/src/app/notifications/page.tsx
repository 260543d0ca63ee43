import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { MarkAllRead } from '../../features/notifications/mark-read.tsx';
import { NotificationLine } from '../../features/notifications/notification-line.tsx';
import { NotificationsPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface NotificationsPageProps {
	readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Notifications'))('title') };
}

export default answered(async function NotificationsPage({ searchParams }: NotificationsPageProps) {
	const { after } = await searchParams;
	const { viewer } = await serverRequest(NotificationsPageDocument, {
		after: typeof after === 'string' ? after : null,
	});
	if (!viewer?.notifications || viewer.isGuest) redirect('/sign-in?next=/notifications');
	const { edges, pageInfo } = viewer.notifications;
	const t = await getTranslations('Notifications');
	return (
		<AccountPage title={t('title')}>
			{edges.length === 0 && <p className="text-soft">{t('none')}</p>}
			<MarkAllRead unreadCount={viewer.unreadNotificationCount} />
			<ol className="mt-6 divide-y divide-line">
				{edges.map(({ node }) => (
					<NotificationLine key={node.id} notification={node} />
				))}
			</ol>
			<p className="mt-8 flex flex-wrap gap-3">
				{pageInfo.hasNextPage && (
					<Link href={`/notifications?after=${encodeURIComponent(pageInfo.endCursor ?? '')}`} className="button-quiet">
						{t('older')}
					</Link>
				)}
				<Link href="/settings#notifications-title" className="quiet-link inline-flex min-h-11 items-center">
					{t('toSettings')}
				</Link>
			</p>
		</AccountPage>
	);
});
