/** @file What members are told. */
export {
	countUnread,
	listNotifications,
	markRead,
	maximumUnreadCount,
	type NotificationGroup,
	type NotificationPage,
	setSilenced,
} from './notifications.ts';
export { type NotificationKind, notificationKinds } from './notify.ts';
