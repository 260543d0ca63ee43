'use client';
/** @file Accepting an invitation: ends on the page of the collection. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { AcceptInvitationDocument } from '../../../graphql/generated/graphql.ts';
import { collectionAddress } from '../collection-address.ts';
import { useCollectionChange } from '../use-collection-change.ts';

export function AcceptInvitation({ token }: { readonly token: string }) {
	const t = useTranslations('CollectionInvitations');
	const problems = useTranslations('Collections.problems');
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	async function accept(): Promise<void> {
		const answer = await change(
			async () => (await browserRequest(AcceptInvitationDocument, { token })).acceptInvitation,
		);
		if (answer?.__typename !== 'CollectionSuccess') return;
		router.replace(collectionAddress(answer.collection));
		router.refresh();
	}
	return (
		<div className="mt-8">
			<button type="button" className="button-main" disabled={pending} onClick={() => void accept()}>
				{t('accept')}
			</button>
			{problem && (
				<p role="alert" className="mt-3 text-dot">
					{problems(problem)}
				</p>
			)}
		</div>
	);
}
