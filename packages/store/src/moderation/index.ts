/** @file Reports, decisions, appeals and strikes. */
export { canBeAppealed, createAppeal, decideAppeal } from './appeals.ts';
export { maximumSuspensionDays, moderate } from './moderation.ts';
export {
	actionsAbout,
	actionsOn,
	appealsAgainst,
	getActions,
	listActions,
	type ModerationLogPage,
	openAppeals,
} from './moderation-log.ts';
export { type Appeal, type ModerationAction, type ModerationKind, moderationKinds } from './moderation-rows.ts';
export { countOpenReports } from './open-reports.ts';
export {
	createReport,
	listReported,
	openReportsOf,
	type Report,
	type ReportedSubject,
	type ReportQueuePage,
	type ReportReason,
	reportReasons,
} from './reports.ts';
export { strikeDays, strikesOf } from './strikes.ts';
