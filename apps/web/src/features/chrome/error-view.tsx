/** @file What is shown instead of a page that could not be made. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** Whether the API or its database did not answer, or something else went wrong. */
export type ErrorKind = 'database' | 'unreachable' | 'other';

/** What is known of an error is its digest: see `ApiError`. */
export function errorKindOf(digest: string | undefined): ErrorKind {
	if (digest === 'API_UNREACHABLE') return 'unreachable';
	return digest === 'DATABASE_UNAVAILABLE' ? 'database' : 'other';
}

interface ErrorViewProps {
	readonly kind: ErrorKind;
	/** How to try again. */
	readonly children: ReactNode;
}

/** Says what happened, whose doing it is, and how to go on. On the server and in the browser. */
export function ErrorView({ kind, children }: ErrorViewProps) {
	const t = useTranslations('Error');
	return (
		<div role="alert" className="max-w-prose pt-16 sm:pt-28">
			<h1 className="text-[clamp(2rem,6vw,3rem)]">{t(`${kind}.title`)}</h1>
			<p className="mt-4 text-soft">{t(`${kind}.text`)}</p>
			<p className="mt-8">{children}</p>
		</div>
	);
}
