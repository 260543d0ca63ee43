'use client';
/** @file A gallery without pictures: three prompts that only wait to be rendered. */
import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { useSubmit } from '../compose/use-submit.ts';

// Only where it is needed: this is on the page that most begin with.
const SubmitFailureNote = lazy(async () => ({
	default: (await import('../compose/submit-failure.tsx')).SubmitFailureNote,
}));

/** In the language of the packs' words, which is English; the buttons say what they do in the visitor's. */
const seedPrompts = [
	'a red apple on a blue background',
	'a sunflower under a dark sky',
	'an octopus in a green sea',
] as const;

/** Loaded by the empty wall. */
export function FirstPrompts({ packId }: { readonly packId: string | null }) {
	const t = useTranslations('Empty');
	const { pending, failure, submit } = useSubmit();
	return (
		<section aria-labelledby="empty-title" className="max-w-3xl">
			<h2 id="empty-title" className="text-2xl">
				{t('title')}
			</h2>
			<p className="mt-2 max-w-prose text-soft">{t('text')}</p>
			<ul className="mt-6 divide-y divide-line border-y border-line">
				{seedPrompts.map((prompt) => (
					<li key={prompt} className="flex flex-wrap items-center justify-between gap-3 py-3">
						<span lang="en" className="font-display text-lg italic">
							{prompt}
						</span>
						<button
							type="button"
							className="button-quiet"
							disabled={pending}
							aria-label={t('renderPrompt', { prompt })}
							onClick={() => void submit({ prompt, packId })}
						>
							{t('renderThis')}
						</button>
					</li>
				))}
			</ul>
			{failure && (
				<div className="mt-4">
					<Suspense>
						<SubmitFailureNote failure={failure} />
					</Suspense>
				</div>
			)}
		</section>
	);
}
