/** @file The invitation to sign up that an address carries. */

/** Where somebody goes with an invitation whom a link by mail signs in: the page says what comes next. */
export function invitedPlace(invitation: string): string {
	return `/sign-up?${new URLSearchParams({ invitation })}`;
}

/** The token in such a place; null for any other. */
export function invitationIn(place: string): string | null {
	const { pathname, searchParams } = new URL(place, 'http://127.0.0.1');
	return pathname === '/sign-up' ? searchParams.get('invitation') : null;
}
