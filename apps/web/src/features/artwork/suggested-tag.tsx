'use client';
/** @file One suggested tag: its word, how sure the perceptor is, and two buttons that say whether it fits. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { SuggestedTagPartsFragment, TagOpinion } from '../../graphql/generated/graphql.ts';
import { addressOf } from './tag-list.tsx';

const opinions: readonly TagOpinion[] = ['FITS', 'DOES_NOT_FIT'];
const signs: Readonly<Record<TagOpinion, string>> = { FITS: '✓', DOES_NOT_FIT: '✕' };

interface SuggestedTagProps {
	readonly suggested: SuggestedTagPartsFragment;
	readonly name: string;
	/** Guests see the votes only. */
	readonly mayVote: boolean;
	/** Null takes the vote back. */
	readonly onVote: (opinion: TagOpinion | null) => void;
	readonly onRemove: () => void;
}

export function SuggestedTag({ suggested, name, mayVote, onVote, onRemove }: SuggestedTagProps) {
	const t = useTranslations('SuggestedTags');
	const { tag, certainty, counts, votesFor, votesAgainst, viewerOpinion, viewerCanRemove } = suggested;
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
			<span>
				{counts ? (
					<Link href={addressOf(tag)} prefetch={false} className="quiet-link inline-flex min-h-6 items-center">
						#{name}
					</Link>
				) : (
					name
				)}{' '}
				<span className="text-sm text-soft">{t(counts ? 'counts' : `certainty.${certainty}`)}</span>
			</span>
			<span className="flex gap-1.5">
				{opinions.map((opinion) => {
					const count = opinion === 'FITS' ? votesFor : votesAgainst;
					const label = t(`opinions.${opinion}`, { tag: name, count });
					const face = (
						<>
							<span aria-hidden="true">{signs[opinion]}</span>
							{count > 0 && <span aria-hidden="true">{count}</span>}
						</>
					);
					if (!mayVote)
						return (
							count > 0 && (
								<span key={opinion} className="reaction" role="img" aria-label={label}>
									{face}
								</span>
							)
						);
					const isMine = viewerOpinion === opinion;
					return (
						<button
							key={opinion}
							type="button"
							aria-pressed={isMine}
							aria-label={label}
							className="reaction"
							onClick={() => onVote(isMine ? null : opinion)}
						>
							{face}
						</button>
					);
				})}
			</span>
			{viewerCanRemove && (
				<button
					type="button"
					aria-label={t('removeTitle', { tag: name })}
					className="min-h-8 text-sm text-soft underline-offset-4 hover:underline"
					onClick={onRemove}
				>
					{t('remove')}
				</button>
			)}
		</div>
	);
}
