'use client';
/** @file Reactions to a picture or a comment: how many, and one's own. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type ReactionKind, type ReactionPartsFragment, SetReactionDocument } from '../../graphql/generated/graphql.ts';

const signs: Readonly<Record<ReactionKind, string>> = { LOVE: '♥', WONDER: '✶', SMILE: '☺', CLEVER: '¶' };

interface ReactionBarProps {
	readonly subjectId: string;
	readonly initial: readonly ReactionPartsFragment[];
	/** Guests see the numbers only. */
	readonly mayReact: boolean;
	/** What is reacted to, for those who do not see it. */
	readonly label: string;
	/** Whether it is what the page is about, which the key for liking means. */
	readonly isMain?: boolean;
}

/** A click shows at once; what the gallery could not keep goes back. */
export function ReactionBar({ subjectId, initial, mayReact, label, isMain = false }: ReactionBarProps) {
	const t = useTranslations('Reactions');
	const [reactions, setReactions] = useState(initial);
	const [pending, setPending] = useState(false);
	const [failed, setFailed] = useState(false);

	async function toggle({ kind, viewerReacted }: ReactionPartsFragment): Promise<void> {
		if (pending) return;
		const before = reactions;
		setPending(true);
		setFailed(false);
		setReactions(before.map((each) => (each.kind === kind ? toggled(each) : each)));
		try {
			const { setReaction } = await browserRequest(SetReactionDocument, { subjectId, kind, on: !viewerReacted });
			if (setReaction.__typename !== 'SetReactionSuccess') throw new Error(setReaction.__typename);
			setReactions(setReaction.reactions);
		} catch {
			setReactions(before);
			setFailed(true);
		}
		setPending(false);
	}
	const shown = mayReact ? reactions : reactions.filter(({ count }) => count > 0);
	if (shown.length === 0) return null;
	return (
		<div className="mt-2">
			<ul aria-label={label} className="flex flex-wrap gap-1.5">
				{shown.map((reaction) => {
					const { kind, count, viewerReacted } = reaction;
					const name = t('count', { name: t(`names.${kind}`), count });
					const face = (
						<>
							<span aria-hidden="true">{signs[kind]}</span>
							{count > 0 && <span aria-hidden="true">{count}</span>}
						</>
					);
					return (
						<li key={kind}>
							{mayReact ? (
								<button
									type="button"
									data-shortcut={isMain && kind === 'LOVE' ? 'like' : undefined}
									aria-pressed={viewerReacted}
									aria-label={name}
									title={t(`names.${kind}`)}
									className="reaction"
									onClick={() => void toggle(reaction)}
								>
									{face}
								</button>
							) : (
								<span className="reaction" role="img" aria-label={name}>
									{face}
								</span>
							)}
						</li>
					);
				})}
			</ul>
			{failed && (
				<p role="alert" className="mt-1 text-sm text-dot">
					{t('failed')}
				</p>
			)}
		</div>
	);
}

function toggled(reaction: ReactionPartsFragment): ReactionPartsFragment {
	const { count, viewerReacted } = reaction;
	return { ...reaction, viewerReacted: !viewerReacted, count: count + (viewerReacted ? -1 : 1) };
}
