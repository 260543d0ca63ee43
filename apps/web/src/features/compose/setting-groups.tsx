'use client';
/** @file Everything that a recipe can say beyond words, size, steps and seed: folded into groups. */
import {
	askedOf,
	type FieldGroup,
	type FieldValues,
	fieldGroups,
	type PackNeed,
	type PromptTerm,
} from '@galatea/render';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { AugmentationFields } from './augmentation-fields.tsx';
import { BeginningField } from './beginning-field.tsx';
import type { Draft, DraftField } from './draft.ts';
import { usualText } from './draft-of-recipe.ts';
import { Fold } from './fold.tsx';
import { SettingField } from './setting-field.tsx';
import { isOfUse, pageOfGroup, printValue, type SettingName, settings, settingsIn } from './settings.ts';
import { isAnyPlace } from './term-drafts.ts';
import { TermFields } from './term-fields.tsx';

interface SettingGroupsProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	/** Of the prompt. */
	readonly terms: readonly PromptTerm[];
	readonly onChange: (change: Partial<Draft>) => void;
	/** What is wrong with a field; null when nothing is. */
	readonly problemOf: (field: DraftField) => ReactNode;
	readonly wrong: readonly DraftField[];
}

/** Each group unfolds by itself while something in it is wrong, and says how much in it is not as usual. */
export function SettingGroups({ draft, pack, terms, onChange, problemOf, wrong }: SettingGroupsProps) {
	const t = useTranslations('Create.groups');
	const common = { draft, pack, onChange, problemOf };
	/** What stands above the settings of a group, and below them. */
	const above: Partial<Record<FieldGroup, ReactNode>> = {
		terms: <TermFields {...common} terms={terms} />,
		begin: <BeginningField {...common} problem={problemOf('initial')} />,
	};
	const below: Partial<Record<FieldGroup, ReactNode>> = { cutouts: <AugmentationFields {...common} /> };
	return (
		<div className="border-t border-line">
			{fieldGroups.map((name) => (
				<Fold
					key={name}
					title={t(`${name}.title`)}
					text={t(`${name}.text`)}
					changed={changedIn(name, draft, terms.length)}
					wrong={wrong.some((field) => groupOf(field) === name)}
					page={pageOfGroup[name]}
				>
					{above[name]}
					{shownIn(name, draft, pack).map((setting) => (
						<SettingField
							key={setting}
							name={setting}
							value={draft.settings[setting] ?? ''}
							usual={usualText(setting, written(draft), pack) ?? printValue(settings[setting].absent)}
							onChange={(text) => onChange({ settings: { ...draft.settings, [setting]: text } })}
							problem={problemOf(setting)}
						/>
					))}
					{below[name]}
				</Fold>
			))}
		</div>
	);
}

/** What decides what is usual for the others. */
function written({ settings: texts }: Draft): object {
	// Choices of these lists are all that can be written there.
	const { cutMethod, optimiser } = texts;
	return askedOf({
		...(cutMethod && { 'cutouts.method': cutMethod }),
		...(optimiser && { 'optimiser.name': optimiser }),
	} as FieldValues);
}

function shownIn(group: FieldGroup, draft: Draft, pack: PackChoiceFragment): readonly SettingName[] {
	const isBigGan = pack.generator === 'BIGGAN_DEEP';
	const has: Readonly<Record<PackNeed, boolean>> = {
		conditions: isBigGan,
		places: !isBigGan,
		encoder: !isBigGan,
		perceptors: pack.perceptors > 1,
	};
	return settingsIn(group).filter((name) => {
		if (name === 'stepsPerPhrase') return draft.prompt.includes('^');
		const { needs } = settings[name];
		// What was written stays in sight, so that it can be taken back.
		const can = needs === undefined || has[needs] || Boolean(draft.settings[name]);
		return can && isOfUse(name, draft.settings, draft.initial);
	});
}

function changedIn(group: FieldGroup, draft: Draft, count: number): number {
	const told = settingsIn(group).filter(
		(name) => draft.settings[name] && isOfUse(name, draft.settings, draft.initial),
	).length;
	if (group === 'begin') return told + (draft.initial === '' ? 0 : 1);
	if (group === 'cutouts') return told + (draft.augmentations === null ? 0 : 1);
	if (group !== 'terms') return told;
	const placed = Object.entries(draft.places).filter(([index, place]) => Number(index) < count && !isAnyPlace(place));
	return told + placed.length + draft.imagePrompts.length + draft.noisePrompts.length;
}

function groupOf(field: DraftField): FieldGroup | null {
	if (field === 'initial') return 'begin';
	if (field === 'augmentations' || field.startsWith('augmentation.')) return 'cutouts';
	if (/^(place|image|noise)\./.test(field)) return 'terms';
	return fieldGroups.find((group) => settingsIn(group).some((name) => name === field)) ?? null;
}
