import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { aRender } from './fixtures.ts';
import { LossCurve } from './loss-curve.tsx';

afterEach(cleanup);

test('every term has a name beside its loss, also one that is a picture or noise', () => {
	const terms = [
		{ term: 0, loss: 0.5 },
		{ term: 1, loss: 0.25 },
	];
	const lossHistory = [
		{ step: 1, loss: 1 },
		{ step: 2, loss: 0.75 },
	];
	renderWithMessages(<LossCurve render={aRender({ step: 2, loss: 0.75, terms, lossHistory })} />);
	const shown = screen.getAllByRole('listitem').map((item) => item.textContent);
	expect(shown).toEqual(['a red apple0.500', 'Term 2, a picture or noise0.250']);
});
