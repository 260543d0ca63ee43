'use client';
/** @file How cutouts are varied before they are looked at: which augmentations, in what order, and their numbers. */
import {
	type AugmentationName,
	augmentationDefaults,
	augmentationNames,
	cutoutBorders,
	enumName,
} from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft, DraftField } from './draft.ts';
import { NumberField } from './number-field.tsx';
import { SelectField } from './select-field.tsx';
import { Unfolding } from './unfolding.tsx';

interface AugmentationFieldsProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly problemOf: (field: DraftField) => ReactNode;
}

/** Those that are chosen show their numbers; new ones come last. */
export function AugmentationFields({ draft, pack, onChange, problemOf }: AugmentationFieldsProps) {
	const t = useTranslations('Create.augmentations');
	const names = useTranslations('Recipe.augmentationNames');
	const chosen = draft.augmentations ?? usualAugmentations(draft, pack);
	return (
		<fieldset className="space-y-3">
			<legend className="mb-1.5 font-medium">{t('label')}</legend>
			<p className="text-sm text-soft">{t('hint')}</p>
			{augmentationNames.map((name) => (
				<div key={name}>
					<label className="flex min-h-9 items-center gap-3">
						<input
							type="checkbox"
							className="size-5 accent-ink"
							checked={chosen.includes(name)}
							onChange={({ target }) =>
								onChange({
									augmentations: target.checked ? [...chosen, name] : chosen.filter((each) => each !== name),
								})
							}
						/>
						{names(enumName(name))}
						{chosen.length > 1 && chosen.includes(name) && (
							<span className="text-sm text-soft tabular-nums">{t('place', { place: chosen.indexOf(name) + 1 })}</span>
						)}
					</label>
					{chosen.includes(name) && <Numbers name={name} draft={draft} onChange={onChange} problemOf={problemOf} />}
				</div>
			))}
			{draft.augmentations !== null && (
				<button
					type="button"
					className="quiet-link min-h-6 text-sm"
					onClick={() => onChange({ augmentations: null, augmentationSettings: {} })}
				>
					{t('usual')}
				</button>
			)}
		</fieldset>
	);
}

interface NumbersProps extends Omit<AugmentationFieldsProps, 'pack'> {
	readonly name: AugmentationName;
}

function Numbers({ name, draft, onChange, problemOf }: NumbersProps) {
	const t = useTranslations('Create');
	const id = useId();
	const title = useTranslations('Recipe.augmentationNames')(enumName(name));
	return (
		<fieldset aria-labelledby={id} className="mb-3 ml-8">
			<Unfolding must={Object.keys(draft.augmentationSettings).some((path) => path.startsWith(`${name}.`))}>
				<summary id={id} className="min-h-6 w-fit text-sm text-soft">
					{t('augmentations.numbers', { name: title })}
				</summary>
				<div className="grid gap-4 pt-3 sm:grid-cols-2">
					{Object.entries(augmentationDefaults[name]).map(([member, usual]) => {
						const path = `${name}.${member}`;
						const label = t(`augmentations.members.${member as MemberName}`);
						const value = draft.augmentationSettings[path] ?? '';
						const problem = problemOf(`augmentation.${path}`);
						const change = (text: string): void =>
							onChange({ augmentationSettings: { ...draft.augmentationSettings, [path]: text } });
						return typeof usual === 'string' ? (
							<SelectField
								key={member}
								label={label}
								value={value === usual ? '' : value}
								choices={[
									['', t('asUsual', { usual: t(`choices.${usual as 'black'}`) })],
									...cutoutBorders
										.filter((border) => border !== usual)
										.map((border) => [border, t(`choices.${border}`)] as const),
								]}
								onChange={change}
								problem={problem}
							/>
						) : (
							<NumberField
								key={member}
								decimal
								label={label}
								value={value}
								placeholder={t('usually', { usual: String(usual) })}
								onChange={change}
								problem={problem}
							/>
						);
					})}
				</div>
				<p className="mt-1.5 text-sm text-dot empty:hidden">{problemOf(`augmentation.${name}`)}</p>
			</Unfolding>
		</fieldset>
	);
}

/** What is varied where nobody says: the pack's with its own method, nothing with another. */
function usualAugmentations(
	{ settings: { cutMethod } }: Draft,
	{ defaults }: PackChoiceFragment,
): readonly AugmentationName[] {
	const isOwn = !cutMethod || enumName(cutMethod) === defaults.cutMethod;
	const usual: readonly string[] = isOwn ? defaults.cutoutDetails.augmentations : [];
	return augmentationNames.filter((name) => usual.includes(enumName(name)));
}

type MemberName = Parameters<ReturnType<typeof useTranslations<'Create.augmentations.members'>>>[0];
