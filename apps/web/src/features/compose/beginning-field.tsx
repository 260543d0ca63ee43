'use client';
/** @file Where the render begins: as the pack has it, made noise, a picture, or a step of another recipe. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { beginnings, type Draft } from './draft.ts';
import { PictureSource } from './picture-source.tsx';
import { SelectField } from './select-field.tsx';
import { StoredPicture } from './stored-picture.tsx';

interface BeginningFieldProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly problem: ReactNode;
}

export function BeginningField({ draft, pack, onChange, problem }: BeginningFieldProps) {
	const t = useTranslations('Create');
	const { kind, noise } = pack.defaults.initial;
	const drawn = kind === 'NOISE' && noise !== null ? (noise.toLowerCase() as Lowercase<typeof noise>) : 'codes';
	const usual = kind === 'PRIOR' ? 'prior' : drawn;
	const textOf = (name: Exclude<Draft['initial'], ''> | 'prior'): string =>
		name === 'fork' ? t('beginnings.fork', { step: draft.fork?.step ?? 0 }) : t(`beginnings.${name}`);
	return (
		<>
			<SelectField
				label={t('beginnings.label')}
				hint={t('beginnings.hint')}
				value={draft.initial}
				choices={beginnings
					.filter((name) => name !== usual && (name !== 'fork' || draft.fork !== null))
					.map((name) => [name, name === '' ? t('asUsual', { usual: textOf(usual) }) : textOf(name)] as const)}
				onChange={(chosen) => onChange({ initial: beginnings.find((name) => name === chosen) ?? '' })}
				problem={problem}
			/>
			{draft.initial === 'image' && (
				<div className="space-y-3">
					{draft.initialPicture !== '' && (
						<StoredPicture
							key={draft.initialPicture}
							sha256={draft.initialPicture}
							alt={t('pictures.initialAlt')}
							missing={t('pictures.missing')}
						/>
					)}
					<PictureSource onPick={(initialPicture) => onChange({ initialPicture })} />
				</div>
			)}
		</>
	);
}
