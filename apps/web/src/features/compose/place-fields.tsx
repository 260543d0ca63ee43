'use client';
/** @file Where in the picture a term counts, and when. */
import { scheduleCurves } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NumberField } from './number-field.tsx';
import { SelectField } from './select-field.tsx';
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

/** A list of places to choose from, or one's own; and keyframes. */
export function PlaceFields<Place extends TermPlace>({ place, onChange }: PlaceFieldsProps<Place>) {
	const t = useTranslations('Create.places');
	const named = regionNames.find((name) => namedRegions[name] === place.region);
	const [own, setOwn] = useState(place.region !== '' && named === undefined);
	return (
		<div className="space-y-4">
			<SelectField
				label={t('region')}
				value={own ? 'own' : (named ?? '')}
				choices={[
					['', t('everywhere')],
					...regionNames.map((name) => [name, t(`regions.${name}`)] as const),
					['own', t('own')],
				]}
				onChange={(chosen) => {
					setOwn(chosen === 'own');
					const name = regionNames.find((each) => each === chosen);
					if (chosen !== 'own') onChange({ ...place, region: name === undefined ? '' : namedRegions[name] });
				}}
			/>
			{own && (
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
					onChange={(chosen) =>
						onChange({ ...place, curve: scheduleCurves.find((curve) => curve === chosen) ?? 'linear' })
					}
				/>
			)}
		</div>
	);
}
