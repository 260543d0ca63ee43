import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import en from '../../i18n/messages/en.json';
import { RecipeTable } from '../artwork/recipe-table.tsx';
import { printSettingsPage } from '../guide/settings-page.ts';
import { DifferenceList } from '../lineage/difference-list.tsx';
import { aRecipe } from '../watch/fixtures.ts';
import { ComposeForm } from './compose-form.tsx';
import { type Draft, newDraft } from './draft.ts';
import { draftOfRecipe } from './draft-of-recipe.ts';
import { fullRecipe, testPack } from './fixtures.ts';
import { readDraft } from './read-draft.ts';

vi.mock('../../../../../packages/render/src/recipe/fields/optimiser.ts', async (original) => {
	const { withMadeUpFields } = await import('@galatea/render/testing');
	return withMadeUpFields(await original<{ optimiserFields: object }>());
});
vi.mock('next/navigation', () => ({ useRouter: () => ({}) }));

afterEach(cleanup);

/** The messages of English with those that such fields need, and nothing else. */
const messages = {
	...en,
	Create: {
		...en.Create,
		choices: { ...en.Create.choices, silver: 'In silver' },
		settings: {
			...en.Create.settings,
			wobbleRate: { label: 'Wobble', hint: 'Try 1 to 3.' },
			sparkle: { label: 'Sparkle', hint: 'As at night.' },
			shine: { label: 'Shine', hint: 'Try 2.' },
		},
	},
};

function show(children: ReactNode): void {
	render(
		<NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
			{children}
		</NextIntlClientProvider>,
	);
}

const json = { ...fullRecipe, optimiser: { ...fullRecipe.optimiser, wobble: 2 }, sparkle: 'silver' };

test('a field that is only in the table is in the form, with its range', () => {
	show(<ComposeForm packs={[testPack]} initial={newDraft(testPack, 'a')} restore={false} remix={null} />);
	fireEvent.change(screen.getByLabelText(/^Wobble/), { target: { value: '9' } });
	expect(screen.getByText('Too large: the maximum is 5.')).toBeTruthy();
	expect(screen.getByLabelText(/^Sparkle/).textContent).toBe('Default (None)In silver');
	expect(screen.getByLabelText(/^Shine/)).toBeTruthy();
});

test('what the form says of it is sent as GraphQL has it, and a recipe fills it in', () => {
	const settings = { wobbleRate: '2', sparkle: 'silver', shine: '1,5' } as Draft['settings'];
	expect(readDraft({ ...newDraft(testPack, 'a'), settings }, testPack)).toEqual({
		kind: 'ready',
		input: {
			prompt: 'a',
			packId: 'starter',
			optimiser: { wobble: 2 },
			sparkle: 'SILVER',
			losses: { shine: { weight: 1.5 } },
		},
	});
	expect(draftOfRecipe(json, [testPack], 'sameSeed').settings).toMatchObject({ wobbleRate: '2', sparkle: 'silver' });
});

test('it is in the table of a page, in the comparison, and in the list of the guide', () => {
	show(<RecipeTable recipe={{ ...aRecipe, json }} />);
	expect(screen.getByText('Wobble').nextElementSibling?.textContent).toBe('2');
	expect(screen.getByText('Sparkle').nextElementSibling?.textContent).toBe('In silver');
	cleanup();
	const members = [{ path: 'optimiser.wobble', before: 0, after: 2 }];
	show(<DifferenceList comparison={{ isSameRecipe: false, terms: [], members } as never} />);
	expect(screen.getByRole('listitem').textContent).toBe('≠Wobble0 → 2');
	expect(printSettingsPage('en', messages)).toContain(
		'| **Wobble.** Try 1 to 3. | `optimiser.wobble` | `--wobble-rate` | 0 to 5 | 0 |',
	);
});
