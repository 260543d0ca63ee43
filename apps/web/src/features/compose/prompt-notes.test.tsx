import { parsePrompt } from '@galatea/render';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { PromptNotes } from './prompt-notes.tsx';
import type { PromptCheck } from './use-prompt-check.ts';

afterEach(cleanup);

const nothingWrong: PromptCheck = { unknownWords: [], readings: [], readAs: [], truncatedTerms: [], emptyTerms: [] };

function show(prompt: string, check: PromptCheck | null = null) {
	const onChange = vi.fn<(prompt: string) => void>();
	renderWithMessages(
		<PromptNotes prompt={prompt} terms={parsePrompt(prompt)} packTitle="Starter" check={check} onChange={onChange} />,
	);
	return onChange;
}

test('a single plain term needs no chips', () => {
	show('a red apple');
	expect(screen.queryByRole('list')).toBeNull();
});

test('terms are shown with their weights, and negative ones as a push away', () => {
	show('a lighthouse:2 | fog:-0.5:0.2 | sea');
	expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
		'a lighthouse× 2',
		'fogaway × 0.5until 0.2',
		'sea',
	]);
});

test('an unknown word is named, and a near one takes its place at a click', () => {
	const onChange = show('a red appel', {
		...nothingWrong,
		unknownWords: [{ word: 'appel', near: ['apple', 'grape'] }],
	});
	expect(screen.getByText('“appel” is not in the vocabulary of Starter.')).toBeTruthy();
	fireEvent.click(screen.getByRole('button', { name: 'Replace “appel” with “apple”' }));
	expect(onChange).toHaveBeenCalledWith('a red apple');
});

test('what is read by its meaning is said in one line, and something else can be taken at a click', () => {
	const onChange = show('a cathedral | fog', {
		...nothingWrong,
		readings: [{ word: 'cathedral', as: ['church', 'building'] }],
		readAs: ['a church', null],
	});
	expect(screen.getByText('Read as: a church | fog')).toBeTruthy();
	fireEvent.click(screen.getByRole('button', { name: 'Replace “cathedral” with “building”' }));
	expect(onChange).toHaveBeenCalledWith('a building | fog');
});

test('a text in another language is read as a whole, without a choice for each word', () => {
	const words = ['una', 'manzana', 'roja'];
	const readings = words.map((word) => ({ word, as: ['a', 'b'] }));
	show('una manzana roja', { ...nothingWrong, readings, readAs: ['a red apple'] });
	expect(screen.getByText('Read as: a red apple')).toBeTruthy();
	expect(screen.queryByRole('button')).toBeNull();
});

test('an unknown word without neighbours is said to be left out; a prompt of nothing else to be impossible', () => {
	show('xyzzy', { ...nothingWrong, unknownWords: [{ word: 'xyzzy', near: [] }], emptyTerms: [0] });
	expect(screen.getByText(/It will be left out/)).toBeTruthy();
	expect(screen.getByText('A term without any known word cannot be rendered.')).toBeTruthy();
});

test('what is written as in another program is said in our grammar, and written so at a click', () => {
	const onChange = show('fog | a red apple --ar 16:9');
	expect(screen.getByRole('status').textContent).toContain('“--ar 16:9” is a setting of another program');
	fireEvent.click(screen.getByRole('button', { name: 'Write “a red apple” instead' }));
	expect(onChange).toHaveBeenCalledWith('fog | a red apple');
});

test('a time can be told from a weight at a click', () => {
	const onChange = show('a clock at 12:30');
	const buttons = screen.getAllByRole('button');
	expect(buttons.map(({ textContent }) => textContent)).toEqual(['a clock at 12\\:30', 'a clock at 12 :30']);
	fireEvent.click(buttons[0] as HTMLElement);
	expect(onChange).toHaveBeenCalledWith('a clock at 12\\:30');
});

test('a term that is cut off is named by its place', () => {
	show('a | b', { ...nothingWrong, truncatedTerms: [1] });
	expect(screen.getByText(/Term 2 is longer than the pack reads/)).toBeTruthy();
});
