/** @file The gallery as its admins keep it: what it says of itself, who may sign up, and what admins did. */
export { type HostAct, hostActKinds, listHostActs, maximumShownActs, recordHostAct } from './host-acts.ts';
export {
	type GallerySettings,
	maximumAnnouncementLength,
	maximumNameLength,
	maximumWordsLength,
	readSettings,
	signUpModes,
	updateSettings,
} from './settings.ts';
export {
	createSignUpInvitation,
	listSignUpInvitations,
	maximumInvitationDays,
	maximumInvitationUses,
	maximumShownInvitations,
	maySignUp,
	revokeSignUpInvitation,
	type SignUpInvitation,
} from './sign-up-invitations.ts';
