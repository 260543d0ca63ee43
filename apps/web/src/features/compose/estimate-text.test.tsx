import { cleanup } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { QueuePartsFragment } from '../../graphql/generated/graphql.ts';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { EstimateText } from './estimate-text.tsx';

afterEach(cleanup);

function textOf(place: QueuePartsFragment | null): string | null {
	const text = renderWithMessages(<EstimateText place={place} />).container.textContent;
	cleanup();
	return text;
}

test('an estimate says the time and who may come first, and nothing that is not known', () => {
	const here = { servable: true, missingPackId: null };
	const eta = { lowSeconds: 8, highSeconds: 8.4 };
	expect(textOf({ ...here, position: 1, eta })).toBe('About 8 seconds');
	expect(textOf({ ...here, position: 3, eta: { lowSeconds: 20, highSeconds: 90 } })).toBe(
		'About 20 seconds – 2 minutes, at most 2 renders ahead of you',
	);
	expect(textOf({ ...here, position: 2, eta: null })).toBe('At most 1 render ahead of you');
	expect(textOf({ ...here, position: 1, eta: null })).toBe('');
	expect(textOf({ ...here, position: 2, eta: null, servable: false })).toContain('No worker is running');
	expect(textOf(null)).toBe('');
});
