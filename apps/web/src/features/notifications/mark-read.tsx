'use client';
/** @file Marking as read what somebody was told. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { browserRequest, quietRequest } from '../../graphql/browser-request.ts';
import { MarkNotificationsReadDocument } from '../../graphql/generated/graphql.ts';

interface MarkReadLinkProps {
	/** Of the notification that is read by going there. */
	readonly id: string;
	readonly href: string;
	readonly unread: boolean;
	readonly children: ReactNode;
}

/** Goes there whether the mark could be made or not. */
export function MarkReadLink({ id, href, unread, children }: MarkReadLinkProps) {
	return (
		<Link
			href={href}
			prefetch={false}
			className={`block underline-offset-4 hover:underline [overflow-wrap:anywhere] ${unread ? 'font-medium' : ''}`}
			onClick={() => {
				if (unread) void quietRequest(MarkNotificationsReadDocument, { id }).catch(() => undefined);
			}}
		>
			{children}
		</Link>
	);
}

/** Nothing to press when nothing is unread. */
export function MarkAllRead({ unreadCount }: { readonly unreadCount: number }) {
	const t = useTranslations('Notifications');
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [failed, setFailed] = useState(false);
	async function mark(): Promise<void> {
		setPending(true);
		setFailed(false);
		try {
			await browserRequest(MarkNotificationsReadDocument, { id: null });
			router.refresh();
		} catch {
			setFailed(true);
		}
		setPending(false);
	}
	return (
		<>
			{unreadCount > 0 && (
				<button type="button" className="button-quiet" disabled={pending} onClick={() => void mark()}>
					{t('markAll')}
				</button>
			)}
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('failed')}
				</p>
			)}
		</>
	);
}
