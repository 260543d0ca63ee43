'use client';
/** @file Hanging a finished picture in the gallery. */
import { maximumTitleLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type ContentLevel, PublishRenderDocument, type Visibility } from '../../graphql/generated/graphql.ts';
import { VisibilityField } from '../account/choice-fields.tsx';
import { TagField, wordsOf } from '../artwork/tag-field.tsx';
import { LevelField } from '../levels/level-field.tsx';

interface PublishFormProps {
	readonly renderId: string;
	readonly suggestedTitle: string;
	/** That of the render. */
	readonly visibility: Visibility;
}

const knownProblems = ['INVALID_TITLE', 'INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_FINISHED'] as const;
type Problem = (typeof knownProblems)[number] | 'OTHER';

/** A title, tags, and who may see it; then the picture's own page opens. */
export function PublishForm({ renderId, suggestedTitle, visibility: given }: PublishFormProps) {
	const t = useTranslations('Render.publish');
	const choices = useTranslations('Visibility');
	const levels = useTranslations('Level');
	const id = useId();
	const router = useRouter();
	const [title, setTitle] = useState(
		suggestedTitle.slice(0, maximumTitleLength).replace(/^./u, (letter) => letter.toUpperCase()),
	);
	const [tags, setTags] = useState('');
	const [visibility, setVisibility] = useState(given);
	const [contentLevel, setContentLevel] = useState<ContentLevel>('EVERYONE');
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	async function publish(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (title.trim() === '') return setProblem('INVALID_TITLE');
		setPending(true);
		setProblem(null);
		try {
			const { publishRender } = await browserRequest(PublishRenderDocument, {
				id: renderId,
				title: title.trim(),
				tags: [...wordsOf(tags)],
				visibility,
				contentLevel,
			});
			if (publishRender.__typename === 'PublishRenderSuccess')
				return router.push(`/artworks/${publishRender.artwork.id}`);
			setProblem(knownProblems.find((code) => code === publishRender.code) ?? 'OTHER');
		} catch {
			setProblem('OTHER');
		}
		setPending(false);
	}
	return (
		<form onSubmit={(event) => void publish(event)} className="space-y-4" noValidate>
			<div>
				<label htmlFor={id} className="mb-1.5 block font-medium">
					{t('label')}
				</label>
				<input
					id={id}
					className="field font-display text-lg"
					value={title}
					maxLength={maximumTitleLength}
					aria-invalid={problem === 'INVALID_TITLE'}
					aria-describedby={problem ? `${id}-problem` : undefined}
					onChange={(event) => setTitle(event.target.value)}
				/>
				{problem && (
					<p id={`${id}-problem`} role="alert" className="mt-1.5 text-dot">
						{t(`problems.${problem}`, { maximum: maximumTitleLength })}
					</p>
				)}
			</div>
			<TagField value={tags} onChange={setTags} />
			<VisibilityField label={choices('label')} value={visibility} onChange={setVisibility} />
			<LevelField label={levels('label')} value={contentLevel} onChange={setContentLevel} />
			<button type="submit" className="button-main" disabled={pending}>
				{pending ? t('pending') : t('button')}
			</button>
			<p className="text-sm text-soft">{t('hint')}</p>
		</form>
	);
}
