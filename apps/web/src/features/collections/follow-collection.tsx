'use client';
/** @file Following a collection. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { browserRequest } from '../../graphql/browser-request.ts';
import { FollowCollectionDocument } from '../../graphql/generated/graphql.ts';
import { useCollectionChange } from './use-collection-change.ts';

interface FollowCollectionProps {
	readonly id: string;
	readonly follows: boolean;
}

export function FollowCollection({ id, follows }: FollowCollectionProps) {
	const t = useTranslations('Collections');
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	async function press(): Promise<void> {
		const send = async () =>
			(await browserRequest(FollowCollectionDocument, { id, follows: !follows })).followCollection;
		if (await change(send)) router.refresh();
	}
	return (
		<>
			<button
				type="button"
				className={follows ? 'button-quiet' : 'button-main'}
				disabled={pending}
				onClick={() => void press()}
			>
				{t(follows ? 'unfollow' : 'follow')}
			</button>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
		</>
	);
}
