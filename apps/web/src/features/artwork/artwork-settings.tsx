'use client';
/** @file Who may see a picture and comment on it, its licence, its tags and what it shows, for its person to change. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type CommentPolicy,
	type ContentLevel,
	type Licence,
	type RemixPolicy,
	UpdateArtworkDocument,
	type Visibility,
} from '../../graphql/generated/graphql.ts';
import { LicenceField, VisibilityField } from '../account/choice-fields.tsx';
import { CommentPolicyField } from '../comments/comment-policy-field.tsx';
import { LevelField } from '../levels/level-field.tsx';
import { useProposedText } from './alternative-text-field.tsx';
import { AlternativeTextForm } from './alternative-text-form.tsx';
import { RecipeHiddenField } from './recipe-hidden-field.tsx';
import { RemixPolicyField } from './remix-policy-field.tsx';
import { TagField, wordsOf } from './tag-field.tsx';

interface ArtworkSettingsProps {
	readonly id: string;
	readonly title: string;
	/** Null where nobody else may know it. */
	readonly prompt: string | null;
	readonly alternativeText: string | null;
	readonly visibility: Visibility;
	/** Whether moderators have hidden it. */
	readonly hidden: boolean;
	readonly licence: Licence | null;
	readonly tags: readonly string[];
	readonly commentPolicy: CommentPolicy;
	readonly contentLevel: ContentLevel;
	readonly recipeHidden: boolean;
	readonly remixPolicy: RemixPolicy;
	/** By what it was made from; null for none stated. */
	readonly licenceChoices: readonly (Licence | null)[];
}

/** Every choice is saved as it is made. One that could not be saved goes back to what holds. */
export function ArtworkSettings(props: ArtworkSettingsProps) {
	const { id, title, prompt, tags, licenceChoices, hidden, ...initial } = props;
	const t = useTranslations('Artwork');
	const labels = {
		visibility: useTranslations('Visibility')('label'),
		licence: useTranslations('Licence')('label'),
		level: useTranslations('Level')('label'),
	};
	const propose = useProposedText();
	const router = useRouter();
	const [chosen, setChosen] = useState(initial);
	const [line, setLine] = useState(tags.join(' '));
	const [state, setState] = useState<'saved' | 'failed' | null>(null);

	async function change(changes: Partial<typeof initial> & { readonly tags?: readonly string[] }): Promise<void> {
		const before = chosen;
		const { tags: newTags, ...choices } = changes;
		setChosen({ ...before, ...choices });
		setState(null);
		try {
			const { updateArtwork } = await browserRequest(UpdateArtworkDocument, {
				input: { id, ...choices, ...(newTags && { tags: [...newTags] }) },
			});
			if (updateArtwork.__typename !== 'UpdateArtworkSuccess') throw new Error(updateArtwork.__typename);
			// Those in the title are there again.
			if (newTags) setLine(updateArtwork.artwork.tags.join(' '));
			// Of a level below what moderators have said nothing comes.
			setChosen((now) => ({ ...now, contentLevel: updateArtwork.artwork.contentLevel }));
			setState('saved');
			router.refresh();
		} catch {
			setChosen(before);
			setState('failed');
		}
	}
	return (
		<section aria-labelledby="yours-title" className="space-y-4 border-y border-line py-5">
			<h2 id="yours-title" className="text-xl">
				{t('yours')}
			</h2>
			<VisibilityField
				label={labels.visibility}
				value={chosen.visibility}
				hidden={hidden}
				onChange={(visibility) => void change({ visibility })}
			/>
			<LicenceField
				label={labels.licence}
				value={chosen.licence}
				choices={offered(licenceChoices, initial.licence)}
				onChange={(licence) => void change({ licence })}
			/>
			<RemixPolicyField value={chosen.remixPolicy} onChange={(remixPolicy) => void change({ remixPolicy })} />
			<form
				className="space-y-3"
				onSubmit={(event) => {
					event.preventDefault();
					void change({ tags: wordsOf(line) });
				}}
			>
				<TagField value={line} onChange={setLine} />
				<button type="submit" className="button-quiet">
					{t('saveTags')}
				</button>
			</form>
			<AlternativeTextForm
				text={chosen.alternativeText}
				proposed={propose(title, prompt)}
				onSave={(alternativeText) => void change({ alternativeText })}
			/>
			<LevelField
				label={labels.level}
				value={chosen.contentLevel}
				onChange={(contentLevel) => void change({ contentLevel })}
			/>
			<RecipeHiddenField value={chosen.recipeHidden} onChange={(recipeHidden) => void change({ recipeHidden })} />
			<CommentPolicyField value={chosen.commentPolicy} onChange={(commentPolicy) => void change({ commentPolicy })} />
			<p role="status">{state === 'saved' && t('saved')}</p>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('saveFailed')}
				</p>
			)}
		</section>
	);
}

/** None stated comes first, as it does where nothing narrows the choice; what holds from before is among them. */
function offered(choices: readonly (Licence | null)[], held: Licence | null): readonly (Licence | null)[] {
	const stated = choices.filter((choice) => choice !== null);
	return [...(choices.includes(null) || held === null ? [null] : []), ...stated];
}
