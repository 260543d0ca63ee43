'use client';
/** @file Leaving an account on this browser. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignOutDocument } from '../../graphql/generated/graphql.ts';

export function SignOutButton() {
	const t = useTranslations('Account');
	const [failed, setFailed] = useState(false);
	async function leave(): Promise<void> {
		setFailed(false);
		try {
			await browserRequest(SignOutDocument, {});
			window.location.assign('/');
		} catch {
			setFailed(true);
		}
	}
	return (
		<>
			<button type="button" className="button-quiet" onClick={() => void leave()}>
				{t('signOut')}
			</button>
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('problems.OTHER')}
				</p>
			)}
		</>
	);
}
