/** @file The words for roles, visibility, licences and comments, as the store has them. */
import { licences } from '@galatea/render';
import {
	collectPermissions,
	collectPolicies,
	commentPermissions,
	commentPolicies,
	contentLevels,
	remixPermissions,
	remixPolicies,
	roles,
	visibilities,
} from '@galatea/store/access';
import { leavings } from '@galatea/store/accounts';
import { collectionAddPolicies, collectionOrders, collectionRoles } from '@galatea/store/collections';
import { moderationKinds, reportReasons } from '@galatea/store/moderation';
import { notificationKinds } from '@galatea/store/notifications';
import { lineageKinds } from '@galatea/store/renders';
import { reactionKinds } from '@galatea/store/talk';
import { builder } from './builder.ts';

export const RoleType = builder.enumType('Role', { values: roles });

export const VisibilityType = builder.enumType('Visibility', {
	description: `Who may see a picture, its render and its files besides its person: everybody; everybody who has the address;
who follows its person; who has signed up; nobody.`,
	values: visibilities,
});

export const LicenceType = builder.enumType('Licence', {
	description: 'What others may do with a picture: Creative Commons 4.0, the CC0 dedication, or nothing.',
	values: licences,
});

export const CollectPolicyType = builder.enumType('CollectPolicy', {
	description: 'Who may put the artworks of a person into collections, besides that person.',
	values: collectPolicies,
});

export const CollectPermissionType = builder.enumType('CollectPermission', {
	description: 'Whether who asks may put an artwork into collections, or what stands against it.',
	values: collectPermissions,
});

export const CollectionRoleType = builder.enumType('CollectionRole', {
	description: `What somebody may do in a collection. The owner decides everything, editors arrange it, contributors add to it
where its \`addPolicy\` lets them, and viewers see it whatever its visibility.`,
	values: collectionRoles,
});

export const CollectionOrderType = builder.enumType('CollectionOrder', {
	description: 'As its curators arranged it, or what was added last first.',
	values: collectionOrders,
});

export const CollectionListOrderType = builder.enumType('CollectionListOrder', {
	description: 'Which of several collections comes first.',
	values: {
		TENDED: { description: 'The one to which something was last added, or in which it was last moved or removed.' },
		NEWEST: { description: 'The one that was made last.' },
		FOLLOWED: { description: 'The one that most members follow.' },
	} as const,
});

export const CollectionAddPolicyType = builder.enumType('CollectionAddPolicy', {
	description: `Who may add to a collection: owner and editors; contributors too; besides them every member who sees it, after review;
or every member who sees it.`,
	values: collectionAddPolicies,
});

export const CommentPolicyType = builder.enumType('CommentPolicy', {
	description: 'Who may comment on a picture besides its person; guests never may.',
	values: commentPolicies,
});

export const CommentPermissionType = builder.enumType('CommentPermission', {
	description: 'Whether who asks may comment, or what stands against it.',
	values: commentPermissions,
});

export const RemixPolicyType = builder.enumType('RemixPolicy', {
	description: 'Who may make something from a picture besides its person, as far as its licence lets anybody.',
	values: remixPolicies,
});

export const RemixPermissionType = builder.enumType('RemixPermission', {
	description: 'Whether who asks may make something from a picture, or what stands against it.',
	values: remixPermissions,
});

export const LineageKindType = builder.enumType('LineageKind', {
	description: `What was taken from a picture: its recipe; the state of its run; a part of its recipe; its picture, to come close to
or to begin from; or, as somebody says and nobody has checked, what a file of it held.`,
	values: lineageKinds,
});

export const ReactionKindType = builder.enumType('ReactionKind', { values: reactionKinds });

export const ContentLevelType = builder.enumType('ContentLevel', {
	description: `For whom a picture is. What is for adults is there for members only, and in their lists if they want it; what is
above what somebody wants to see is hidden behind a warning.`,
	values: contentLevels,
});

export const LeavingType = builder.enumType('Leaving', {
	description: `What becomes of somebody's pictures and comments when they leave: they stay, as those of somebody who left, or they are
deleted, and what was made from them keeps their titles.`,
	values: leavings,
});

export const ReportReasonType = builder.enumType('ReportReason', { values: reportReasons });

export const ModerationKindType = builder.enumType('ModerationKind', {
	description:
		'DISMISS: the reports are wrong. SHOW and LIFT take back HIDE and SUSPEND. STOP ends a render that waits or runs.',
	values: moderationKinds,
});

export const NotificationKindType = builder.enumType('NotificationKind', {
	description: 'What somebody is told of, and can turn off.',
	values: notificationKinds,
});
