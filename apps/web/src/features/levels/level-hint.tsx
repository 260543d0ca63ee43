'use client';
/** @file A hint at a picture's level, for its person to follow or to refute. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type LevelHintPartsFragment, UpdateArtworkDocument } from '../../graphql/generated/graphql.ts';
import { LevelHintText } from './level-hint-text.tsx';

interface LevelHintProps {
	readonly artworkId: string;
	/** Null for none. */
	readonly hint: LevelHintPartsFragment | null;
}

/** Nothing without a hint, or with one that was refuted. Once it is answered it says so, until the page is opened again. */
export function LevelHint({ artworkId, hint }: LevelHintProps) {
	const t = useTranslations('LevelHint');
	const router = useRouter();
	const thanks = useRef<HTMLParagraphElement>(null);
	const [state, setState] = useState<'done' | 'failed' | 'pending' | null>(null);

	async function answer(
		input: { readonly contentLevel: 'ADULTS' } | { readonly levelHintRefuted: true },
	): Promise<void> {
		if (state === 'pending') return;
		setState('pending');
		try {
			const { updateArtwork } = await browserRequest(UpdateArtworkDocument, { input: { id: artworkId, ...input } });
			if (updateArtwork.__typename !== 'UpdateArtworkSuccess') throw new Error(updateArtwork.__typename);
			setState('done');
			router.refresh();
		} catch {
			setState('failed');
		}
	}
	// The buttons, one of which had the focus, are gone.
	useEffect(() => {
		if (state === 'done') thanks.current?.focus();
	}, [state]);
	if (state === 'done')
		return (
			<p ref={thanks} tabIndex={-1} role="status" className="mt-3 bg-wash p-3">
				{t('thanks')}
			</p>
		);
	if (!hint || hint.refuted) return null;
	return (
		<div role="note" className="mt-3 space-y-3 bg-wash p-3">
			<p>
				<LevelHintText hint={hint} own /> {t('decide')}
			</p>
			<div className="flex flex-wrap gap-3">
				<button type="button" className="button-quiet" onClick={() => void answer({ contentLevel: 'ADULTS' })}>
					{t('follow')}
				</button>
				<button type="button" className="button-quiet" onClick={() => void answer({ levelHintRefuted: true })}>
					{t('refute')}
				</button>
			</div>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('failed')}
				</p>
			)}
		</div>
	);
}
