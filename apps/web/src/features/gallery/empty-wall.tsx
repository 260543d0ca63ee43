'use client';
/** @file The empty state of the feed. A gallery has it once, so the page that most begin with does not load it. */
import { lazy, Suspense } from 'react';

const FirstPrompts = lazy(async () => ({ default: (await import('./first-prompts.tsx')).FirstPrompts }));

export function EmptyWall({ packId }: { readonly packId: string | null }) {
	return (
		<Suspense>
			<FirstPrompts packId={packId} />
		</Suspense>
	);
}
