'use client';
/** @file Becoming the first admin. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ClaimGalleryDocument } from '../../graphql/generated/graphql.ts';
import { type Problem, problemOf } from './problem.ts';

export function ClaimButton({ token }: { readonly token: string }) {
	const t = useTranslations('Account');
	const router = useRouter();
	const [state, setState] = useState<'pending' | 'done' | Problem | null>(null);
	async function claim(): Promise<void> {
		setState('pending');
		try {
			const { claimGallery } = await browserRequest(ClaimGalleryDocument, { token });
			if (claimGallery.__typename !== 'ClaimGallerySuccess') return setState(problemOf(claimGallery.code));
			setState('done');
			// The head of the page has other ways for an admin.
			router.push('/admin');
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	return (
		<>
			<button
				type="button"
				className="button-main"
				disabled={state === 'pending' || state === 'done'}
				onClick={() => void claim()}
			>
				{state === 'pending' ? t('pending') : t('claim.button')}
			</button>
			{state !== null && state !== 'pending' && state !== 'done' && (
				<p role="alert" className="mt-3 text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
		</>
	);
}
