/** @file One member of the list: who, since when, how busy; and what an admin can do. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { HostedMemberPartsFragment } from '../../graphql/generated/graphql.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { MemberActions } from './member-actions.tsx';

export function MemberLine({ member }: { readonly member: HostedMemberPartsFragment }) {
	const t = useTranslations('Admin.members');
	const roles = useTranslations('Account.roles');
	const format = useFormatter();
	const { user, lastSeenAt, artworkCount, recentRenderCount } = member;
	const { handle, displayName, role, avatar, createdAt, suspendedUntil, strikes } = user;
	const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'medium' });
	return (
		<li className="grid gap-x-6 gap-y-3 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center" data-member={handle}>
			<div className="flex min-w-0 items-start gap-3">
				<Avatar handle={handle ?? ''} avatar={avatar} sidePx={40} />
				<div className="min-w-0">
					<p className="[overflow-wrap:anywhere]">
						<Link href={`/@${handle}`} prefetch={false} className="quiet-link">
							<bdi>{displayName}</bdi>
						</Link>{' '}
						<span className="text-soft">@{handle}</span>
						{role !== 'MEMBER' && <span className="font-medium"> · {roles(role)}</span>}
					</p>
					<p className="mt-1 flex flex-wrap gap-x-3 text-sm text-soft tabular-nums">
						<span>{t('since', { date: day(createdAt) })}</span>
						<span>{lastSeenAt === null ? t('notSeen') : t('seen', { date: day(lastSeenAt) })}</span>
						<span>{t('artworks', { count: artworkCount })}</span>
						<span>{t('renders', { count: recentRenderCount })}</span>
						{strikes !== null && strikes > 0 && <span>{t('strikes', { count: strikes })}</span>}
					</p>
					{suspendedUntil !== null && (
						<p className="mt-1 text-sm text-dot">{t('suspended', { date: day(suspendedUntil) })}</p>
					)}
				</div>
			</div>
			{!user.viewerIsThis && <MemberActions user={user} />}
		</li>
	);
}
