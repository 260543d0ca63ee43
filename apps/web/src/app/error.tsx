'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import { ErrorView, errorKindOf } from '../features/chrome/error-view.tsx';

interface ErrorPageProps {
	readonly error: Error & { readonly digest?: string };
	readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
	const t = useTranslations('Error');
	const router = useRouter();
	return (
		<ErrorView kind={errorKindOf(error.digest)}>
			<button
				type="button"
				className="button-main"
				onClick={() =>
					startTransition(() => {
						router.refresh();
						reset();
					})
				}
			>
				{t('again')}
			</button>
		</ErrorView>
	);
}
