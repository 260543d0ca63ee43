/** @file The messages that every page needs: those of its frame, of errors, and of the feed, which most begin with. */
import type messages from './messages/en.json';

type Messages = typeof messages;

/** Namespaces that the layout hands to the browser; all others come with the pages that need them. A test keeps them complete. */
export const firstNamespaces = [
	'Chrome',
	'Collections',
	'Create',
	'Empty',
	'Error',
	'Explore',
	'Feed',
	'Feeds',
	'Health',
	'Level',
	'Moderation',
	'NotFound',
	'Notifications',
	'Prompt',
	'Search',
	'Sharing',
	'Shortcuts',
	'Submit',
	'Terms',
	'Trouble',
] as const satisfies readonly (keyof Messages)[];

type First = (typeof firstNamespaces)[number];

function isFirst(name: string): name is First {
	return (firstNamespaces as readonly string[]).includes(name);
}

/** The messages of the layout. */
export function firstMessages(all: Messages): Pick<Messages, First> {
	return Object.fromEntries(Object.entries(all).filter(([name]) => isFirst(name))) as Pick<Messages, First>;
}

/** All others. */
export function otherMessages(all: Messages): Omit<Messages, First> {
	return Object.fromEntries(Object.entries(all).filter(([name]) => !isFirst(name))) as Omit<Messages, First>;
}
