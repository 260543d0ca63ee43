'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';

interface ErrorPageProps {
	readonly error: Error & { readonly digest?: string };
	readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
	const t = useTranslations('Error');
	const router = useRouter();
	const kind = error.digest === 'API_UNREACHABLE' ? 'unreachable' : 'other';
	return (
		<div role="alert" className="max-w-prose pt-16 sm:pt-28">
			<h1 className="text-[clamp(2rem,6vw,3rem)]">{t(`${kind}.title`)}</h1>
			<p className="mt-4 text-soft">{t(`${kind}.text`)}</p>
			<button
				type="button"
				className="button-main mt-8"
				onClick={() =>
					startTransition(() => {
						router.refresh();
						reset();
					})
				}
			>
				{t('again')}
			</button>
		</div>
	);
}
