import { expect, test } from 'vitest';
import { invitationIn, invitedPlace } from './invitation.ts';

test('an invitation is found in the place that was made for it, and in no other', () => {
	expect(invitationIn(invitedPlace('a-b_c&d=e'))).toBe('a-b_c&d=e');
	expect(invitationIn('/sign-up')).toBeNull();
	expect(invitationIn('/settings?invitation=x')).toBeNull();
});
