'use client';
/** @file Who may watch the picture appear, and whether they see how it is made: before it begins, so that nothing is shown meanwhile. */
import { useTranslations } from 'next-intl';
import { SelectField } from '../../ui/select-field.tsx';
import { visibilityChoices } from '../account/choices.ts';
import { RecipeHiddenField } from '../artwork/recipe-hidden-field.tsx';
import type { Sharing } from './draft.ts';

const usual: Sharing = { visibility: null, recipeHidden: false };

interface SharingFieldsProps {
	readonly sharing: Sharing | undefined;
	readonly onChange: (sharing: Sharing) => void;
}

/** As usual until somebody chooses. */
export function SharingFields({ sharing = usual, onChange }: SharingFieldsProps) {
	const t = useTranslations('Create.sharing');
	const choices = useTranslations('Visibility');
	return (
		<div className="space-y-3">
			<SelectField
				label={choices('label')}
				choices={['', ...visibilityChoices]}
				value={sharing.visibility ?? ''}
				nameOf={(choice) => (choice === '' ? t('usual') : choices(`names.${choice}`))}
				means={sharing.visibility === null ? t('usualMeans') : choices(`means.${sharing.visibility}`)}
				onChange={(choice) => onChange({ ...sharing, visibility: choice === '' ? null : choice })}
			/>
			<RecipeHiddenField
				value={sharing.recipeHidden}
				onChange={(recipeHidden) => onChange({ ...sharing, recipeHidden })}
			/>
		</div>
	);
}
