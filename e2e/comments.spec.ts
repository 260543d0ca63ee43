import { publishPicture } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('members talk about a picture: a comment with a place, a reply, a change, an end, reactions; guests read', async ({
	browser,
	page: guest,
}) => {
	const [artist, ana] = [await newMember(browser), await newMember(browser)];
	await publishPicture(artist.page);
	const address = artist.page.url();

	await ana.page.goto(address);
	await ana.page.getByText('Point at a step or a place').click();
	await ana.page.getByLabel('Step, 0 to 4').fill('3');
	await ana.page.getByLabel('From the left').fill('25');
	await ana.page.getByLabel('Your comment').fill('<b>Look</b> at https://example.org/apple.');
	await ana.page.getByRole('button', { name: 'Comment', exact: true }).click();
	const comment = ana.page.getByRole('article', { name: `Comment by ${ana.handle}` });
	await expect(comment).toContainText('<b>Look</b> at https://example.org/apple.');
	await expect(comment).toContainText('At step 3');
	await expect(comment).toContainText('25 % from the left, 50 % from the top');
	const link = comment.getByRole('link', { name: 'https://example.org/apple' });
	expect(await link.getAttribute('rel')).toBe('nofollow ugc noopener noreferrer');
	await expect(ana.page.getByRole('heading', { name: 'One comment' })).toBeVisible();
	await expectAccessible(ana.page);

	// It arrives where somebody looks, and moves nothing until they want to see it.
	await artist.page.getByRole('button', { name: 'One new comment: show' }).click();
	await expectAccessible(artist.page);
	await artist.page.getByRole('button', { name: `Reply to ${ana.handle}` }).click();
	await artist.page.getByLabel('Your reply').fill('Thank you');
	await artist.page.getByRole('button', { name: 'Reply', exact: true }).last().click();
	await expect(artist.page.getByRole('heading', { name: '2 comments' })).toBeVisible();
	const love = artist.page
		.getByRole('list', { name: `Reactions to the comment by ${ana.handle}` })
		.getByRole('button', {
			name: /^Love it/,
		});
	await love.click();
	await expect(love).toHaveAttribute('aria-pressed', 'true');
	await expect(love).toHaveAccessibleName('Love it: 1');

	await ana.page.getByRole('button', { name: 'One new comment: show' }).click();
	await expect(ana.page.getByRole('article', { name: `Comment by ${artist.handle}` })).toContainText('Thank you');
	await comment.getByRole('button', { name: 'Edit' }).click();
	await ana.page.getByLabel('New text').fill('Look closely');
	await ana.page.getByRole('button', { name: 'Save text' }).click();
	await expect(comment).toContainText('Look closely');
	await expect(comment).toContainText('edited');

	await guest.goto(address);
	await expect(guest.getByRole('article', { name: `Comment by ${ana.handle}` })).toContainText('Look closely');
	await expect(artist.page.getByRole('article', { name: `Comment by ${ana.handle}` })).toContainText('Look closely');
	await expect(guest.getByRole('button', { name: /^Reply/ })).toHaveCount(0);
	// The step leads to its picture, where it is marked, and has an address of its own.
	await guest.getByRole('link', { name: 'At step 3' }).click();
	const slider = guest.getByRole('slider', { name: 'Steps' });
	await expect(slider).toBeFocused();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 3 of 4, .*; has comments$/);
	await expect(guest).toHaveURL(/\?step=3$/);
	await guest.getByRole('button', { name: 'One step forward' }).click();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 4 of 4, loss [\d.]+$/);
	await guest.getByRole('link', { name: 'At step 3' }).click();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 3 /);
	await guest.reload();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 3 /);
	await expectAccessible(guest);
	await guest.getByText('Members comment here.').getByRole('link', { name: 'Sign up' }).click();
	await guest.waitForURL(/\/sign-up\?next=%2Fartworks%2F/);

	await comment.getByRole('button', { name: 'Delete' }).click();
	await ana.page.getByRole('button', { name: 'Yes, delete' }).click();
	await expect(ana.page.getByText('This comment was deleted.')).toBeVisible();
	await ana.page.reload();
	await expect(ana.page.getByText('This comment was deleted.')).toBeVisible();
	await expect(ana.page.getByText('Look closely')).toHaveCount(0);
	for (const { context } of [artist, ana]) await context.close();
});

test('who is muted is folded away, and who may comment is for the artist to say, in Spanish too', async ({
	browser,
}) => {
	const [artist, ana] = [
		await newMember(browser),
		await newMember(browser, { locale: 'es-MX', viewport: { width: 360, height: 800 } }),
	];
	await publishPicture(artist.page);
	await ana.page.goto(artist.page.url());
	await ana.page.getByLabel('Tu comentario').fill('Qué manzana');
	await ana.page.getByRole('button', { name: 'Comentar', exact: true }).click();
	await expect(ana.page.getByRole('heading', { name: 'Un comentario' })).toBeVisible();
	await expectNoSidewaysScroll(ana.page);
	await expectAccessible(ana.page);

	await artist.page.goto(`/@${ana.handle}`);
	await artist.page.getByRole('button', { name: 'Mute' }).click();
	await expect(artist.page.getByRole('button', { name: 'Unmute' })).toBeVisible();
	await artist.page.goto(ana.page.url());
	await expect(artist.page.getByText('Qué manzana')).toBeHidden();
	await artist.page.getByText('From somebody you have muted').click();
	await expect(artist.page.getByText('Qué manzana')).toBeVisible();
	await artist.page.getByLabel('Who may comment').selectOption({ label: 'Only me' });
	await expect(artist.page.getByText('Saved.')).toBeVisible();
	await ana.page.reload();
	await expect(ana.page.getByText('Los comentarios están cerrados.')).toBeVisible();
	await expect(ana.page.getByLabel('Tu comentario')).toHaveCount(0);
	for (const { context } of [artist, ana]) await context.close();
});

test('who is told of a comment is led to it, however many came after, and hears when it is gone; in Spanish too', async ({
	browser,
}) => {
	const artist = await newMember(browser, {
		viewport: { width: 360, height: 800 },
		colorScheme: 'dark',
		locale: 'en-GB',
	});
	await publishPicture(artist.page);
	const address = artist.page.url();
	const artworkId = address.replace(/^.*\//, '');
	const ana = await newMember(browser);
	const say = async (text: string): Promise<string> => {
		const answer = await ana.context.request.post('/graphql', {
			data: {
				query:
					'mutation ($input: CreateCommentInput!) { createComment(input: $input) { ... on CreateCommentSuccess { comment { id } } } }',
				variables: { input: { artworkId, text } },
			},
		});
		return (await answer.json()).data.createComment.comment.id;
	};
	const first = await say('The very first');
	for (let index = 0; index < 11; index++) await say(`Another, ${index}`);
	await artist.page.goto(address);
	await expect(artist.page.getByText('Another, 10')).toBeVisible();
	await expect(artist.page.getByText('The very first')).toHaveCount(0);
	await artist.context.addCookies([{ name: 'galatea_locale', value: 'es', url: new URL('/', address).href }]);
	await artist.page.goto(`${address}?comment=${first}#${first}`);
	await expect(artist.page.getByText('The very first')).toBeInViewport();
	await expectAccessible(artist.page);
	await expectNoSidewaysScroll(artist.page);
	// What is between comes between.
	await artist.page.getByRole('button', { name: 'Comentarios anteriores' }).click();
	await expect(artist.page.getByText('Another, 0', { exact: true })).toBeVisible();
	const texts = await artist.page.getByRole('article').locator('p[dir=auto]').allTextContents();
	expect(texts.indexOf('The very first')).toBe(texts.length - 1);
	await artist.page.goto(`${address}?comment=com_01m8bvq51y4r63mkhy4sj3v2ng`);
	await expect(artist.page.getByText('El comentario al que te han enviado ya no existe')).toBeVisible();
	for (const { context } of [artist, ana]) await context.close();
});
