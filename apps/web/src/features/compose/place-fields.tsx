'use client';
/** @file Where in the picture a term counts, and when. */
import { scheduleCurves } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NumberField } from './number-field.tsx';
import { PictureSource } from './picture-source.tsx';
import { SelectField } from './select-field.tsx';
import { StoredPicture } from './stored-picture.tsx';
import type { TermPlace } from './term-drafts.ts';

/** Left, top, width and height of places that have a name. */
const namedRegions = {
	left: '0 0 0.5 1',
	right: '0.5 0 0.5 1',
	top: '0 0 1 0.5',
	bottom: '0 0.5 1 0.5',
	centre: '0.25 0.25 0.5 0.5',
} as const;
const regionNames = Object.keys(namedRegions) as readonly (keyof typeof namedRegions)[];

interface PlaceFieldsProps<Place extends TermPlace> {
	readonly place: Place;
	readonly onChange: (place: Place) => void;
}

/** A list of places to choose from, one's own, or the white of a picture; and keyframes. */
export function PlaceFields<Place extends TermPlace>({ place, onChange }: PlaceFieldsProps<Place>) {
	const t = useTranslations('Create.places');
	const named = regionNames.find((name) => namedRegions[name] === place.region);
	const [opened, setOpened] = useState<'own' | 'mask' | null>(
		place.region !== '' && named === undefined ? 'own' : null,
	);
	const chosen = place.mask === '' ? (opened ?? named ?? '') : 'mask';
	return (
		<div className="space-y-4">
			<SelectField
				label={t('region')}
				value={chosen}
				choices={[
					['', t('everywhere')],
					...regionNames.map((name) => [name, t(`regions.${name}`)] as const),
					['own', t('own')],
					['mask', t('mask')],
				]}
				onChange={(choice) => {
					setOpened(choice === 'own' || choice === 'mask' ? choice : null);
					const name = regionNames.find((each) => each === choice);
					const region = name === undefined ? '' : namedRegions[name];
					onChange({ ...place, mask: '', region: choice === 'own' ? place.region : region });
				}}
			/>
			{chosen === 'mask' && (
				<div className="space-y-4">
					<p className="text-sm text-soft">{t('maskHint')}</p>
					{place.mask !== '' && <StoredPicture sha256={place.mask} alt={t('mask')} missing={t('maskMissing')} />}
					<PictureSource onPick={(sha256) => onChange({ ...place, region: '', mask: sha256 })} />
				</div>
			)}
			{chosen === 'own' && (
				<NumberField
					text
					label={t('shares')}
					hint={t('sharesHint')}
					value={place.region}
					placeholder="0.5 0 0.5 1"
					onChange={(region) => onChange({ ...place, region })}
					problem={null}
				/>
			)}
			<NumberField
				text
				label={t('keyframes')}
				hint={t('keyframesHint')}
				value={place.keyframes}
				placeholder="1=0 100=1"
				onChange={(keyframes) => onChange({ ...place, keyframes })}
				problem={null}
			/>
			{place.keyframes.trim() !== '' && (
				<SelectField
					label={t('curve')}
					value={place.curve}
					choices={scheduleCurves.map((curve) => [curve, t(`curves.${curve}`)] as const)}
					onChange={(name) => onChange({ ...place, curve: scheduleCurves.find((curve) => curve === name) ?? 'linear' })}
				/>
			)}
		</div>
	);
}
