'use client';
/** @file Everything that a recipe can say beyond words, size, steps and seed: folded into groups. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { AugmentationFields } from './augmentation-fields.tsx';
import { BeginningField } from './beginning-field.tsx';
import type { Draft, DraftField } from './draft.ts';
import { usualText } from './draft-of-recipe.ts';
import { Fold } from './fold.tsx';
import { SettingField } from './setting-field.tsx';
import {
	isOfUse,
	readSetting,
	type SettingGroup,
	type SettingName,
	settingGroups,
	settings,
	withValueAt,
} from './settings.ts';
import { isAnyPlace, termTexts } from './term-drafts.ts';
import { TermFields } from './term-fields.tsx';

interface SettingGroupsProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	readonly onChange: (change: Partial<Draft>) => void;
	/** What is wrong with a field; null when nothing is. */
	readonly problemOf: (field: DraftField) => ReactNode;
	readonly wrong: readonly DraftField[];
}

/** Each group unfolds by itself while something in it is wrong, and says how much in it is not as usual. */
export function SettingGroups({ draft, pack, onChange, problemOf, wrong }: SettingGroupsProps) {
	const t = useTranslations('Create.groups');
	const common = { draft, pack, onChange, problemOf };
	const group = (name: SettingGroup, own: ReactNode = null) => (
		<Fold
			key={name}
			title={t(`${name}.title`)}
			text={t(`${name}.text`)}
			changed={changedIn(name, draft)}
			wrong={wrong.some((field) => groupOf(field) === name)}
			page={settingGroups[name].page}
		>
			{own}
			{shownIn(name, draft, pack).map((setting) => (
				<SettingField
					key={setting}
					name={setting}
					value={draft.settings[setting] ?? ''}
					usual={usualText(setting, written(draft), pack) ?? silent[setting] ?? null}
					onChange={(text) => onChange({ settings: { ...draft.settings, [setting]: text } })}
					problem={problemOf(setting)}
				/>
			))}
			{name === 'cutouts' && <AugmentationFields {...common} />}
		</Fold>
	);
	return (
		<div className="border-t border-line">
			{group('terms', <TermFields {...common} />)}
			{group('begin', <BeginningField {...common} problem={problemOf('initial')} />)}
			{group('look')}
			{group('edges')}
			{group('move')}
			{group('motion')}
			{group('cutouts')}
		</div>
	);
}

/** What a recipe means by its silence. */
const silent: Readonly<Partial<Record<SettingName, string>>> = {
	tiling: 'none',
	symmetryAxis: 'horizontal',
	initialFit: 'stretch',
	warmUpSteps: '0',
	ema: '0',
	zoom: '1',
	turnDegrees: '0',
	shiftX: '0',
	shiftY: '0',
	motionEverySteps: '1',
	motionFirstStep: '1',
	motionBorder: 'mirror',
};

/** What decides what is usual for the others. */
function written({ settings: texts }: Draft): Record<string, unknown> {
	return (['cutMethod', 'optimiser'] as const).reduce<Record<string, unknown>>(
		(parts, name) => (texts[name] ? withValueAt(parts, settings[name].path, readSetting(name, texts[name])) : parts),
		{},
	);
}

function shownIn(group: SettingGroup, draft: Draft, pack: PackChoiceFragment): readonly SettingName[] {
	const names: readonly SettingName[] = settingGroups[group].names;
	return names.filter((name) => {
		if (name === 'naturalNoise' || name === 'fewClasses')
			return pack.generator === 'BIGGAN_DEEP' || draft.settings[name] !== undefined;
		if (name === 'perceptorWeights') return pack.perceptors > 1;
		if (name === 'stepsPerPhrase') return draft.prompt.includes('^');
		return isOfUse(name, draft.settings, draft.initial);
	});
}

function changedIn(group: SettingGroup, draft: Draft): number {
	const names: readonly SettingName[] = settingGroups[group].names;
	const told = names.filter((name) => draft.settings[name] && isOfUse(name, draft.settings, draft.initial)).length;
	if (group === 'begin') return told + (draft.initial === '' ? 0 : 1);
	if (group === 'cutouts') return told + (draft.augmentations === null ? 0 : 1);
	if (group !== 'terms') return told;
	const count = termTexts(draft.prompt).length;
	const placed = Object.entries(draft.places).filter(([index, place]) => Number(index) < count && !isAnyPlace(place));
	return told + placed.length + draft.imagePrompts.length + draft.noisePrompts.length;
}

function groupOf(field: DraftField): SettingGroup | null {
	if (field === 'initial') return 'begin';
	if (field === 'augmentations' || field.startsWith('augmentation.')) return 'cutouts';
	if (/^(place|image|noise)\./.test(field)) return 'terms';
	const groups = Object.keys(settingGroups) as SettingGroup[];
	return groups.find((group) => (settingGroups[group].names as readonly string[]).includes(field)) ?? null;
}
