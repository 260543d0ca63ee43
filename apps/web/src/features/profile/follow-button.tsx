'use client';
/** @file Following somebody, and no longer. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { FollowUserDocument, UnfollowUserDocument } from '../../graphql/generated/graphql.ts';

interface FollowButtonProps {
	readonly handle: string;
	readonly follows: boolean;
}

/** What can be seen of the other person changes with it, so the page is asked for again. */
export function FollowButton({ handle, follows: initial }: FollowButtonProps) {
	const t = useTranslations('Profile');
	const router = useRouter();
	const [follows, setFollows] = useState(initial);
	const [pending, setPending] = useState(false);
	const [failed, setFailed] = useState(false);
	async function change(): Promise<void> {
		setPending(true);
		setFailed(false);
		try {
			const answer = follows
				? (await browserRequest(UnfollowUserDocument, { handle })).unfollowUser
				: (await browserRequest(FollowUserDocument, { handle })).followUser;
			if (answer.__typename === 'FollowUserSuccess') {
				setFollows(!follows);
				router.refresh();
			} else setFailed(true);
		} catch {
			setFailed(true);
		}
		setPending(false);
	}
	return (
		<>
			<button
				type="button"
				className={follows ? 'button-quiet' : 'button-main'}
				disabled={pending}
				onClick={() => void change()}
			>
				{t(follows ? 'unfollow' : 'follow')}
			</button>
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('followFailed')}
				</p>
			)}
		</>
	);
}
