import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Role } from '../../graphql/generated/graphql.ts';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { attendMenus } from './attend-menus.ts';
import { PersonMenu, VisitorMenu } from './person-menu.tsx';

afterEach(cleanup);

function aViewer(role: Role) {
	const nothing = { avatar: null, suspendedUntil: null, unreadNotificationCount: 0 };
	return { isGuest: false, handle: 'ana', displayName: 'Ana', role, ...nothing };
}

/** Where the links lead. */
const hrefs = () => screen.getAllByRole('link', { hidden: true }).map((link) => link.getAttribute('href'));

test('the menu of a member leads to what is theirs, that of a moderator and an admin also to their duties', () => {
	const own = ['/@ana', '/renders', '/collections', '/settings'];
	for (const [role, more] of [
		['MEMBER', []],
		['MODERATOR', ['/moderation']],
		['ADMIN', ['/admin', '/moderation', '/roles', '/packs']],
	] as const) {
		renderWithMessages(<PersonMenu viewer={aViewer(role)} />);
		expect(hrefs()).toEqual([...own, ...more]);
		cleanup();
	}
	renderWithMessages(<VisitorMenu />);
	expect(hrefs()).toEqual(['/sign-in', '/sign-up', '/renders']);
});

test('the button of the menu opens its panel without script and says whose it is', () => {
	renderWithMessages(<PersonMenu viewer={aViewer('MEMBER')} />);
	const button = screen.getByRole('button', { name: 'Menu of @ana' });
	const panel = document.getElementById(button.getAttribute('popovertarget') ?? '');
	expect(panel?.getAttribute('popover')).toBe('auto');
	expect(button.nextElementSibling).toBe(panel);
});

test('arrows lead through the menu round and round and nowhere else; a choice closes it', () => {
	renderWithMessages(<PersonMenu viewer={aViewer('MEMBER')} />);
	const panel = document.querySelector<HTMLElement>('[popover]');
	if (!panel) throw new Error('There is no panel');
	const hide = vi.fn();
	// This DOM knows no popovers: the browser test opens and closes it.
	Object.assign(panel, { hidePopover: hide });
	attendMenus(document);
	const elsewhere = vi.fn();
	document.addEventListener('keydown', elsewhere);
	const [first, second] = screen.getAllByRole('link', { hidden: true });
	first?.focus();
	const goTo = (key: string) => {
		fireEvent.keyDown(document.activeElement ?? panel, { key });
		return document.activeElement?.textContent;
	};
	expect(['ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'End', 'Home'].map(goTo)).toEqual([
		second?.textContent,
		first?.textContent,
		'Sign out',
		first?.textContent,
		'Sign out',
		first?.textContent,
	]);
	expect(elsewhere).not.toHaveBeenCalled();
	fireEvent.keyDown(first ?? panel, { key: 'g' });
	expect(elsewhere).toHaveBeenCalledTimes(1);
	document.removeEventListener('keydown', elsewhere);
	expect(hide).not.toHaveBeenCalled();
	fireEvent.click(second ?? panel);
	expect(hide).toHaveBeenCalledTimes(1);
});
