import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useSelection } from './use-selection.ts';

function List({ order }: { readonly order: readonly string[] }) {
	const selection = useSelection(order);
	return (
		<div data-testid="list" role="listbox" tabIndex={0} onKeyDown={selection.onKeyDown}>
			{order.map((id) => (
				<button key={id} type="button" onClick={(event) => selection.choose(id, event.shiftKey)}>
					{id}
				</button>
			))}
			<input aria-label="note" />
			<output>{selection.ids.join(' ')}</output>
		</div>
	);
}

const chosen = () => screen.getByRole('status').textContent;

test('many are chosen one by one, by a range from the last one, and all; what leaves the list is chosen no longer', () => {
	const { rerender } = render(<List order={['a', 'b', 'c', 'd', 'e']} />);
	const click = (id: string, shiftKey = false) => fireEvent.click(screen.getByText(id), { shiftKey });
	click('d');
	click('b', true);
	expect(chosen()).toBe('b c d');
	click('c');
	expect(chosen()).toBe('b d');
	click('e', true);
	expect(chosen()).toBe('b c d e');
	rerender(<List order={['e', 'a', 'd']} />);
	expect(chosen()).toBe('e d');
	const list = screen.getByTestId('list');
	fireEvent.keyDown(screen.getByLabelText('note'), { key: 'a', ctrlKey: true });
	expect(chosen()).toBe('e d');
	fireEvent.keyDown(list, { key: 'a', ctrlKey: true });
	expect(chosen()).toBe('e a d');
	fireEvent.keyDown(list, { key: 'Escape' });
	expect(chosen()).toBe('');
	// Nothing was chosen last any more: Shift begins anew.
	click('d', true);
	expect(chosen()).toBe('d');
});
