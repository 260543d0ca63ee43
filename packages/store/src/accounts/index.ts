/** @file People: accounts, sessions and ways in, profiles, roles, and whom they follow or block. */
export {
	type AccessScope,
	type AccessToken,
	accessScopes,
	accessTokenPrefix,
	createAccessToken,
	findUserByAccessToken,
	listAccessTokens,
	revokeAccessToken,
} from './access-tokens.ts';
export { changeEmail, changeHandle, endAccounts, type Leaving, leave, leavings, stay } from './account-changes.ts';
export { normaliseEmail } from './account-input.ts';
export { type Accounts, openAccounts } from './accounts.ts';
export {
	type Entrance,
	type OAuthSettings,
	oauthStateCookie,
	type SignedIn,
	sessionCookie,
	signInLinkMinutes,
} from './authentication.ts';
export { readOwnPicture, setAvatar } from './avatars.ts';
export { type Bond, type BoundPage, type BoundUser, bind, blockersOf, bondsOf, listBound, unbind } from './bonds.ts';
export { claimAdmin, isAdminClaim, offerAdminClaim } from './first-admin.ts';
export { admitGuest, forgetEmptyGuests } from './guests.ts';
export { type ListedMember, listMembers, type MemberPage } from './member-list.ts';
export { connectedProviders, disconnectProvider, type OAuthBeginning } from './oauth.ts';
export {
	githubProvider,
	googleProvider,
	type OAuthProvider,
	type OAuthProviderId,
	oauthProviderIds,
} from './oauth-providers.ts';
export { listPasskeys, maximumPasskeys, type Passkey, removePasskey } from './passkeys.ts';
export { createPasswordLink, findPasswordLink, type PasswordLink, passwordLinkHours } from './password-links.ts';
export { hasPassword } from './passwords.ts';
export { updateProfile } from './profile.ts';
export { listStaff, memberRoles, setRole } from './roles.ts';
export { type BrowserSession, endSessions, listSessions } from './sessions.ts';
export type { LinkAnswer, SignInLink } from './sign-in-links.ts';
export {
	createGuest,
	emailOf,
	findUserByHandle,
	findUserByToken,
	galleryMember,
	getUsers,
	type User,
} from './users.ts';
export {
	type Audience,
	audienceOf,
	audienceSizes,
	endWatchers,
	keepWatchers,
	maximumNamed,
	type Watcher,
	watcherLifeMs,
} from './watchers.ts';
