'use client';
/** @file Hanging a finished picture in the gallery. */
import { maximumTitleLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type ContentLevel,
	type Licence,
	PublishRenderDocument,
	type RemixPolicy,
	type Visibility,
} from '../../graphql/generated/graphql.ts';
import { useShownText } from '../../ui/use-shown-text.ts';
import { LicenceField, VisibilityField } from '../account/choice-fields.tsx';
import { AlternativeTextField, useProposedText } from '../artwork/alternative-text-field.tsx';
import { RecipeHiddenField } from '../artwork/recipe-hidden-field.tsx';
import { RemixPolicyField } from '../artwork/remix-policy-field.tsx';
import { TagField, wordsOf } from '../artwork/tag-field.tsx';
import { LevelField } from '../levels/level-field.tsx';

interface PublishFormProps {
	readonly renderId: string;
	/** One that was kept; null for the last that it completed. */
	readonly step: number | null;
	readonly suggestedTitle: string;
	/** Of its recipe; null for who may not know it. */
	readonly prompt: string | null;
	/** That of the render. */
	readonly visibility: Visibility;
	readonly recipeHidden: boolean;
	/** By what it was made from; null for none stated. */
	readonly licenceChoices: readonly (Licence | null)[];
	/** The person's; null for none stated. */
	readonly usualLicence: Licence | null;
}

const knownProblems = [
	'INVALID_TITLE',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_FINISHED',
	'STEP_NOT_KEPT',
] as const;
type Problem = (typeof knownProblems)[number] | 'OTHER';

/** A title, tags, and who may see it; then the picture's own page opens. */
export function PublishForm({ renderId, step, suggestedTitle, prompt, ...given }: PublishFormProps) {
	const t = useTranslations('Render.publish');
	const choices = useTranslations('Visibility');
	const levels = useTranslations('Level');
	const licences = useTranslations('Licence');
	const id = useId();
	const router = useRouter();
	// Null as long as it is what was suggested, which tells of the recipe.
	const [chosenTitle, setTitle] = useState<string | null>(null);
	const [tags, setTags] = useState('');
	const [visibility, setVisibility] = useState(given.visibility);
	const [contentLevel, setContentLevel] = useState<ContentLevel>('EVERYONE');
	const [remixPolicy, setRemixPolicy] = useState<RemixPolicy>('EVERYONE');
	// A licence that is given is not taken back, so it is seen before; the freest one where the usual one is not allowed.
	const { licenceChoices, usualLicence } = given;
	const [licence, setLicence] = useState(
		licenceChoices.includes(usualLicence) ? usualLicence : (licenceChoices[0] ?? null),
	);
	const [recipeHidden, setRecipeHidden] = useState(given.recipeHidden);
	const suggested = suggestedTitle.slice(0, maximumTitleLength).replace(/^./u, (letter) => letter.toUpperCase());
	const title = chosenTitle ?? (recipeHidden ? '' : suggested);
	// Null as long as it is what was proposed, which follows the title.
	const [text, setText] = useState<string | null>(null);
	const proposed = useProposedText()(title.trim(), recipeHidden ? null : prompt);
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const titleProblem = useShownText()(title, { maximum: maximumTitleLength });

	async function publish(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (titleProblem !== null) return setProblem('INVALID_TITLE');
		setPending(true);
		setProblem(null);
		try {
			const { publishRender } = await browserRequest(PublishRenderDocument, {
				id: renderId,
				step,
				title: title.trim(),
				alternativeText: text,
				tags: [...wordsOf(tags)],
				visibility,
				contentLevel,
				recipeHidden,
				licence,
				remixPolicy,
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
		<form id="publish" onSubmit={(event) => void publish(event)} className="scroll-mt-8 space-y-4" noValidate>
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
						{(problem === 'INVALID_TITLE' && title.trim() !== '' ? titleProblem : null) ??
							t(`problems.${problem}`, { maximum: maximumTitleLength })}
					</p>
				)}
			</div>
			<AlternativeTextField value={text ?? proposed} onChange={setText} />
			<TagField value={tags} onChange={setTags} />
			<VisibilityField label={choices('label')} value={visibility} onChange={setVisibility} />
			<LevelField label={levels('label')} value={contentLevel} onChange={setContentLevel} />
			<LicenceField label={licences('label')} value={licence} choices={licenceChoices} onChange={setLicence} />
			<RemixPolicyField value={remixPolicy} onChange={setRemixPolicy} />
			<RecipeHiddenField value={recipeHidden} onChange={setRecipeHidden} />
			<button type="submit" className="button-main" disabled={pending}>
				{pending ? t('pending') : t('button')}
			</button>
		</form>
	);
}
