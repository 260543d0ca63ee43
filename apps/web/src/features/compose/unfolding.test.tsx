import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Unfolding } from './unfolding.tsx';

afterEach(cleanup);

test('what had to be seen stays open when it is mended, until somebody folds it', () => {
	const view = (must: boolean) => (
		<Unfolding must={must}>
			<summary>More</summary>
		</Unfolding>
	);
	const { container, rerender } = render(view(false));
	const details = container.querySelector('details');
	if (!details) throw new Error('nothing to fold');
	expect(details.open).toBe(false);
	rerender(view(true));
	expect(details.open).toBe(true);
	rerender(view(false));
	expect(details.open).toBe(true);
	details.open = false;
	fireEvent(details, new Event('toggle'));
	rerender(view(false));
	expect(details.open).toBe(false);
});
