'use client';
/** @file What the viewer has submitted to a collection, and what has become of it. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { type SubmissionPartsFragment, WithdrawSubmissionDocument } from '../../../graphql/generated/graphql.ts';
import { useCollectionChange } from '../use-collection-change.ts';

/** Nothing where there is none. */
export function OwnSubmissions({ submissions }: { readonly submissions: readonly SubmissionPartsFragment[] }) {
	const t = useTranslations('CollectionSubmissions');
	const problems = useTranslations('Collections.problems');
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	if (submissions.length === 0) return null;
	async function withdraw(id: string): Promise<void> {
		const send = async () => (await browserRequest(WithdrawSubmissionDocument, { id })).withdrawSubmission;
		if (await change(send)) router.refresh();
	}
	return (
		<section aria-labelledby="own-submissions" className="max-w-prose">
			<h2 id="own-submissions" className="text-xl">
				{t('yours')}
			</h2>
			{problem && (
				<p role="alert" className="text-dot">
					{problems(problem)}
				</p>
			)}
			<ul className="mt-3">
				{submissions.map(({ id, artwork, state, reason }) => {
					const title = artwork?.title ?? t('someArtwork');
					return (
						<li key={id} className="border-t border-line py-3">
							<p className="flex flex-wrap items-center gap-x-3 gap-y-1">
								{artwork ? (
									<Link href={`/artworks/${artwork.id}`} prefetch={false} className="quiet-link font-display italic">
										<bdi>{title}</bdi>
									</Link>
								) : (
									title
								)}
								<span className="text-sm text-soft">{t(`states.${state}`)}</span>
								{state === 'WAITING' && (
									<button
										type="button"
										className="button-quiet"
										disabled={pending}
										aria-label={t('withdrawThis', { title })}
										onClick={() => void withdraw(id)}
									>
										{t('withdraw')}
									</button>
								)}
							</p>
							{reason !== '' && (
								<blockquote
									dir="auto"
									className="mt-1 border-l border-line pl-3 text-sm whitespace-pre-line [overflow-wrap:anywhere]"
								>
									{reason}
								</blockquote>
							)}
						</li>
					);
				})}
			</ul>
		</section>
	);
}
