'use client';
/** @file Named sets of values: choosing one writes them into the form. */
import { type PresetName, presetNames } from '@galatea/render';
import { useTranslations } from 'next-intl';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft } from './draft.ts';
import { draftOfPreset, presetOf } from './draft-of-preset.ts';
import { SelectField } from './select-field.tsx';

interface PresetFieldProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	readonly onChange: (draft: Draft) => void;
}

/** Presets that are about a picture to begin from. */
const aboutPictures: readonly PresetName[] = ['keepPicture', 'restyle'];

/** One of them is about what only a BigGAN has. */
function isFor(name: PresetName, { generator }: PackChoiceFragment): boolean {
	return name !== 'bigSleep' || generator === 'BIGGAN_DEEP';
}

/** Shows which one the form has the values of. */
export function PresetField({ draft, pack, onChange }: PresetFieldProps) {
	const t = useTranslations('Create.presets');
	const current = presetOf(draft, pack);
	const lacksPicture = current != null && aboutPictures.includes(current) && draft.initial !== 'image';
	const own = 'own';
	return (
		<div>
			<SelectField
				label={t('label')}
				value={current === undefined ? own : (current ?? '')}
				choices={[
					['', t('usual')],
					...presetNames
						.filter((name) => isFor(name, pack) || name === current)
						.map((name) => [name, t(`names.${name}`)] as const),
					...(current === undefined ? [[own, t('own')] as const] : []),
				]}
				onChange={(chosen) => {
					if (chosen !== own) onChange(draftOfPreset(presetNames.find((name) => name === chosen) ?? null, draft, pack));
				}}
				hint={current == null ? t('hint') : t(`texts.${current}`)}
			/>
			<p role="status" className="mt-1.5 text-sm text-dot empty:hidden">
				{lacksPicture && t('needsPicture')}
			</p>
		</div>
	);
}
