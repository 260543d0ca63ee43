import { augmentationNames, lossNames } from '@galatea/render';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { settingNames, settings } from '../compose/settings.ts';
import { DifferenceList } from './difference-list.tsx';

afterEach(cleanup);

type Comparison = Parameters<typeof DifferenceList>[0]['comparison'];

function show(comparison: Partial<Comparison>): readonly string[] {
	renderWithMessages(
		<DifferenceList comparison={{ isSameRecipe: false, terms: [], members: [], ...comparison } as Comparison} />,
	);
	return screen.getAllByRole('listitem').map((item) => item.textContent ?? '');
}

const member = (path: string, before: unknown, after: unknown) => ({ path, before, after });

test('every member that the form can set, every loss and every number of an augmentation has a name', () => {
	const paths = new Set([
		...settingNames.flatMap((name) => settings[name].path ?? []),
		...lossNames.map((name) => `losses.${name}.weight`),
		...augmentationNames.map((name) => `cutouts.settings.${name}.probability`),
		...['width', 'pack.id', 'initial.kind', 'cutouts.augmentations'],
	]);
	for (const line of show({ members: [...paths].map((path) => member(path, 1, 2)) }))
		expect(line).not.toMatch(/\w\.\w/);
	expect(screen.queryAllByText((_, element) => element?.tagName === 'CODE')).toEqual([]);
});

test('values are said in the words of the form, lists as lists, and nothing as nothing', () => {
	expect(
		show({
			members: [
				member('cutouts.method', 'crops', 'pooled'),
				member('initial.kind', 'codes', 'fork'),
				member('losses.totalVariation.weight', null, 2.5),
				member('perceptorWeights', [1, 0.5], []),
				member('cutouts.clamp', false, true),
				member('seed', '7', '8'),
			],
		}),
	).toEqual([
		'≠Cutout methodRandom crops → The whole picture, pooled',
		'≠Starts fromrandom codes: coloured static → a step of another render',
		'≠Fewer lines and specksnone → 2.5',
		'≠Weights of the perceptors1 and 0.5 → none',
		'≠Clamp cutoutsNo → Yes',
		'≠Seed7 → 8',
	]);
});

test('of a term each thing that is different is said', () => {
	const term = {
		kind: 'TEXT',
		subject: 'a pear',
		weight: 1,
		stop: null,
		isScheduled: false,
		isRegional: false,
	} as const;
	expect(
		show({
			terms: [
				{ before: term, after: { ...term, weight: 2, stop: 0.5, isScheduled: true } },
				{ before: { ...term, subject: 'a fig', isRegional: true }, after: { ...term, subject: 'a fig' } },
			],
		}),
	).toEqual(['≠a pearweight 1 → 2; stop none → 0.5; now follows a schedule', '≠a fignow counts everywhere']);
});
