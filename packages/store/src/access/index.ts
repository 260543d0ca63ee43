/** @file Who may see, remix and comment what, and how often something may be tried. */

export { type ContentLevel, contentLevels, type Visibility, visibilities } from './audience.ts';
export {
	type CollectPermission,
	type CollectPolicy,
	collectPermissions,
	collectPolicies,
} from './collect-permission.ts';
export { visibleCollectionIds } from './collection-visibility.ts';
export {
	type CommentPermission,
	type CommentPolicy,
	commentPermissions,
	commentPermissionsOf,
	commentPolicies,
} from './comment-permission.ts';
export { type CountedAs, countedFrom, isLoopback, networksOf } from './networks.ts';
export { countUp, forgetWhatIsOver } from './rate-limits.ts';
export {
	type RemixPermission,
	type RemixPolicy,
	remixPermissions,
	remixPermissionsOf,
	remixPolicies,
} from './remix-permission.ts';
export { type Role, roles } from './role.ts';
export {
	type FileAccess,
	fileAccess,
	isOpenToAll,
	mayKnowRecipe,
	mayWatch,
	nobody,
	type Viewer,
	viewerModerates,
} from './visibility.ts';
