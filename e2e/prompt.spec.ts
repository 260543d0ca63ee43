import { expect, test } from './test.ts';

test.beforeEach(async ({ page }) => {
	await page.goto('/create');
});

test('words that the pack does not know are named before anything is rendered, with near ones to take', async ({
	page,
}) => {
	const prompt = page.getByLabel('What should the picture show?');
	await prompt.fill('a red appel, zzyzx');
	await expect(page.getByText('“zzyzx” is not in the vocabulary of')).toBeVisible();
	await page.getByRole('button', { name: 'Replace “appel” with “apple”' }).click();
	await expect(prompt).toHaveValue('a red apple, zzyzx');
	await expect(page.getByText('“appel” is not')).toHaveCount(0);
	await expect(page.getByText('“zzyzx” is not')).toBeVisible();
	// Spanish, and English words that the pack has never seen, are read by what they mean.
	await prompt.fill('una manzana roja sobre la mesa');
	await expect(page.getByText('Read as: a red apple on the table')).toBeVisible();
	await prompt.fill('a cathedral');
	await page.getByRole('button', { name: 'Replace “cathedral” with “church building”' }).click();
	await expect(prompt).toHaveValue('a church building');
});

test('terms and weights are shown as they are understood', async ({ page }) => {
	await page.getByLabel('What should the picture show?').fill('a lighthouse:2 | fog:-0.5 | Blade: the garden');
	const chips = page.getByRole('list', { name: 'Prompt' }).getByRole('listitem');
	await expect(chips).toHaveText([/a lighthouse.*× 2/, /fog.*away × 0\.5/, 'Blade: the garden']);
});

test('each wrong input is refused in its field, with what would be right', async ({ page }) => {
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(page.getByText('Write what the picture should show.')).toBeVisible();
	await expect(page.getByLabel('What should the picture show?')).toBeFocused();

	const wrong: readonly (readonly [label: string, values: readonly string[], message: RegExp])[] = [
		['Width', ['0', '7'], /Too small: the minimum is 64/],
		['Width', ['100000'], /Too large: the maximum is 512/],
		['Width', ['100'], /multiple of 8/],
		['Height', ['', 'abc', '12.5'], /Enter a whole number from 64 to 512/],
		['Steps', ['-5', '0'], /Too small: the minimum is 1/],
		['Seed', ['-1', '1.5', '18446744073709551616'], /Enter a whole number from 0 to 18446744073709551615/],
	];
	for (const [label, values, message] of wrong) {
		const field = page.getByLabel(label, { exact: true });
		const right = await field.inputValue();
		for (const value of values) {
			await field.fill(value);
			await expect(field).toHaveAccessibleDescription(message);
			await expect(field).toHaveAttribute('aria-invalid', 'true');
		}
		await field.fill(right);
		await expect(field).toHaveAttribute('aria-invalid', 'false');
	}
});

test('a size beside the grid offers its neighbours', async ({ page }) => {
	await page.getByLabel('Width').fill('130');
	await page.getByRole('button', { name: '136', exact: true }).click();
	await expect(page.getByLabel('Width')).toHaveValue('136');
});

test('a prompt that is far too long or weighs nothing is refused with the limit', async ({ page }) => {
	const prompt = page.getByLabel('What should the picture show?');
	await prompt.fill('a'.repeat(10_000));
	await expect(page.getByText('10,000 characters are too many: the limit is 2,000.')).toBeVisible();
	await prompt.fill('an apple:0');
	await expect(page.getByText('The weight of term 1 must lie between')).toBeVisible();
});

test('a draft survives a reload', async ({ page }) => {
	await page.getByLabel('What should the picture show?').fill('an owl at night');
	await page.getByLabel('Steps', { exact: true }).fill('33');
	await page.reload();
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('an owl at night');
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('33');
});

test('a prompt in the address fills the form', async ({ page }) => {
	await page.goto('/create?prompt=a%20blue%20fish');
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('a blue fish');
});
