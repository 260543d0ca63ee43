import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { VisibilityField } from './choice-fields.tsx';

afterEach(cleanup);

test('of a picture that moderators have hidden the page does not say that everyone sees it', () => {
	const field = { label: 'Who can see it', value: 'PUBLIC', onChange: () => undefined } as const;
	renderWithMessages(<VisibilityField {...field} />);
	expect(screen.getByText('Everyone can see it in the gallery.')).toBeDefined();
	cleanup();
	renderWithMessages(<VisibilityField {...field} hidden />);
	expect(screen.queryByText('Everyone can see it in the gallery.')).toBeNull();
	expect(screen.getByText('Moderators have hidden it. This applies once they show it again.')).toBeDefined();
});
