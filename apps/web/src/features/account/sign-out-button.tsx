'use client';
/** @file The button for leaving an account on this browser. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { signOut } from './sign-out.ts';

export function SignOutButton() {
	const t = useTranslations('Account');
	const [failed, setFailed] = useState(false);
	async function leave(): Promise<void> {
		setFailed(false);
		try {
			await signOut();
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
