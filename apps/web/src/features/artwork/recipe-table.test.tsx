import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { aRecipe } from '../watch/fixtures.ts';
import { RecipeTable } from './recipe-table.tsx';

afterEach(cleanup);

const recipe = aRecipe;
const plain = recipe.json as { readonly cutouts: object };
const rows = (): Record<string, string> =>
	Object.fromEntries(
		screen.getAllByRole('term').map((term) => [term.textContent ?? '', term.nextElementSibling?.textContent ?? '']),
	);

test('a plain recipe has no rows for what it does not say', () => {
	renderWithMessages(<RecipeTable recipe={recipe} />);
	expect(rows()).toMatchObject({ 'Starts from': 'random codes: coloured static', Optimiser: 'Adam 0.15' });
	expect(Object.keys(rows())).not.toContain('Softness');
	expect(Object.keys(rows())).not.toContain('Running mean');
	expect(Object.keys(rows())).not.toContain('Steps between movements');
});

test('whatever a recipe says beyond what all recipes say has a row in the words of the form', () => {
	const json = {
		...plain,
		losses: { smoothness: { weight: 3 }, palette: { weight: 0.5, colours: ['#102040', '#f0d080'] } },
		motion: { zoom: 1.02, shiftX: -0.1, everySteps: 5 },
		initial: { kind: 'noise', noise: 'mist' },
		optimiser: { name: 'radam', learningRate: 0.1, schedule: { kind: 'cosine', final: 0.1 } },
		cutouts: { ...plain.cutouts, clamp: true },
		ema: 0.9,
		tiling: 'both',
	};
	renderWithMessages(<RecipeTable recipe={{ ...recipe, json, imagePrompts: [{ weight: 1 }] }} />);
	expect(rows()).toMatchObject({
		'Starts from': 'mist',
		Softness: '3',
		'Palette strength': '0.5',
		'Palette colours': '#102040 #f0d080',
		'Seamless sides': 'All four sides',
		'Running mean': '0.9',
		'Learning rate over time': 'Cosine, gentle',
		'Final share': '0.1',
		'Clamp cutouts': 'Yes',
		Zoom: '1.02',
		'Shift sideways': '-0.1',
		'Steps between movements': '5',
		'Pictures in the prompt': '1',
	});
});
