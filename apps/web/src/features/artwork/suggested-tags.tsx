'use client';
/** @file What a perceptor suggests as tags of a picture: how sure it is, what members think, and one's own vote. */
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	RemoveSuggestedTagDocument,
	type SuggestedTagPartsFragment,
	type TagOpinion,
	VoteOnTagDocument,
} from '../../graphql/generated/graphql.ts';
import { RemoveTagDialog } from './remove-tag-dialog.tsx';
import { SuggestedTag } from './suggested-tag.tsx';

interface SuggestedTagsProps {
	readonly artworkId: string;
	readonly initial: readonly SuggestedTagPartsFragment[];
	/** Names of the tags in the language of the page, where they have one besides themselves. */
	readonly names: Readonly<Record<string, string>>;
	/** Guests see the votes only. */
	readonly mayVote: boolean;
}

/** Nothing when nothing is suggested. */
export function SuggestedTags({ artworkId, initial, names, mayVote }: SuggestedTagsProps) {
	const t = useTranslations('SuggestedTags');
	const titleId = useId();
	const title = useRef<HTMLHeadingElement>(null);
	const [tags, setTags] = useState(initial);
	const [removing, setRemoving] = useState<string | null>(null);
	const [said, setSaid] = useState<{ readonly text: string; readonly failed: boolean } | null>(null);
	const [pending, setPending] = useState(false);
	const nameOf = (tag: string) => names[tag] ?? tag;

	async function change(
		ask: () => Promise<readonly SuggestedTagPartsFragment[] | null>,
		done: string,
	): Promise<boolean> {
		if (pending) return false;
		setPending(true);
		setSaid(null);
		const answer = await ask().catch(() => null);
		if (answer) setTags(answer);
		setSaid(answer ? { text: done, failed: false } : { text: t('failed'), failed: true });
		setPending(false);
		return answer !== null;
	}
	function vote(tag: string, opinion: TagOpinion | null): void {
		const done = t(opinion === null ? 'takenBack' : 'voted', { tag: nameOf(tag) });
		void change(async () => {
			const { voteOnTag } = await browserRequest(VoteOnTagDocument, { artworkId, tag, opinion });
			return voteOnTag.__typename === 'VoteOnTagSuccess' ? voteOnTag.suggestedTags : null;
		}, done);
	}
	async function remove(tag: string): Promise<void> {
		setRemoving(null);
		const isDone = await change(
			async () => {
				const { removeSuggestedTag } = await browserRequest(RemoveSuggestedTagDocument, { artworkId, tag });
				const { __typename } = removeSuggestedTag;
				return __typename === 'RemoveSuggestedTagSuccess' ? removeSuggestedTag.suggestedTags : null;
			},
			t('removed', { tag: nameOf(tag) }),
		);
		// What had the focus is gone.
		if (isDone) title.current?.focus();
	}
	if (initial.length === 0) return null;
	const [source] = initial;
	return (
		<section aria-labelledby={titleId} className="mt-4">
			<h2 ref={title} id={titleId} tabIndex={-1} className="text-base">
				{t('title')}
			</h2>
			<ul className="mt-1 space-y-1">
				{tags.map((suggested) => (
					<li key={suggested.tag}>
						<SuggestedTag
							suggested={suggested}
							name={nameOf(suggested.tag)}
							mayVote={mayVote}
							onVote={(opinion) => vote(suggested.tag, opinion)}
							onRemove={() => setRemoving(suggested.tag)}
						/>
					</li>
				))}
			</ul>
			<p role={said?.failed ? 'alert' : 'status'} className={`text-sm ${said?.failed ? 'text-dot' : 'text-soft'}`}>
				{said?.text}
			</p>
			{source && (
				<p className="mt-1 text-sm text-soft">
					{t('source', {
						perceptor: source.perceptor,
						hash: source.perceptorHash.slice(0, 8),
						version: source.version,
					})}
				</p>
			)}
			<RemoveTagDialog
				name={removing === null ? null : nameOf(removing)}
				onClose={() => setRemoving(null)}
				onRemove={() => removing !== null && void remove(removing)}
			/>
		</section>
	);
}
