/** @file What an account may look like: every bound with its reason, checked before anything is written. */
import { type InputIssue, shownTextIssues } from '@galatea/render';

/** Characters of a password. NIST SP 800-63B asks for 8 at least; 10 cost a person little and a guesser much. */
export const minimumPasswordLength = 10;
/** scrypt takes any length; this keeps one request from taking long. */
export const maximumPasswordLength = 128;
/** Lower-case letters, digits and underscores: readable in an address, and nothing that looks alike. */
export const handlePattern = /^[a-z0-9_]{3,30}$/;
export const maximumDisplayNameLength = 60;
const maximumBioLength = 1_000;
const maximumLinks = 5;
const maximumLinkLength = 300;
// RFC 5321, 4.5.3.1.3: a path has at most 256 octets, two of them brackets.
const maximumEmailLength = 254;

/** Names that would be taken for the gallery's own. */
const reservedHandles = new Set([
	'admin',
	'administrator',
	'galatea',
	'guest',
	'me',
	'moderator',
	'settings',
	'system',
]);

/** In lower case, as the database keeps it: `Ana@Example.org` and `ana@example.org` reach the same person. */
export function normaliseEmail(text: string): string {
	return text.trim().toLowerCase();
}

export function emailIssues(email: string): readonly InputIssue[] {
	const right =
		email.length <= maximumEmailLength && /^[^\s@\p{Control}]+@[^\s@\p{Control}]+\.[^\s@.\p{Control}]+$/u.test(email);
	return right ? [] : [{ path: 'email', message: 'must be an address such as ana@example.org' }];
}

export function handleIssues(handle: string): readonly InputIssue[] {
	if (!handlePattern.test(handle))
		return [{ path: 'handle', message: 'must be 3 to 30 lower-case letters, digits or underscores' }];
	return reservedHandles.has(handle) ? [{ path: 'handle', message: 'is kept for the gallery itself' }] : [];
}

export function passwordIssues(password: string, path = 'password'): readonly InputIssue[] {
	if (password.length >= minimumPasswordLength && password.length <= maximumPasswordLength) return [];
	const message = `must have ${minimumPasswordLength} to ${maximumPasswordLength} characters`;
	return [{ path, message }];
}

export function displayNameIssues(name: string): readonly InputIssue[] {
	return shownTextIssues(name, 'displayName', { maximum: maximumDisplayNameLength });
}

export function bioIssues(bio: string): readonly InputIssue[] {
	return shownTextIssues(bio, 'bio', { maximum: maximumBioLength, lines: true, optional: true });
}

export function linkIssues(links: readonly string[]): readonly InputIssue[] {
	if (links.length > maximumLinks) return [{ path: 'links', message: `must be at most ${maximumLinks}` }];
	return links.flatMap((link, index) =>
		isWebAddress(link) ? [] : [{ path: `links.${index}`, message: 'must be an address such as https://example.org' }],
	);
}

// Nothing but the web: `javascript:` in a link would run with the reader's cookies.
function isWebAddress(link: string): boolean {
	if (link.length > maximumLinkLength || !URL.canParse(link) || /\s|\p{Control}/u.test(link)) return false;
	return ['http:', 'https:'].includes(new URL(link).protocol);
}
