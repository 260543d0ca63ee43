/** @file Reports: a member says what is wrong with something, and moderators find it in their queue until one has acted. */
import { newIdentifier, RenderError } from '@galatea/render';
import { countTry, type Limit } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Viewer } from '../access/visibility.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { internals, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { db, eachOf, rows, run, sql } from '../database/typed.ts';
import { personOfSubject, visibleSubjects } from '../talk/subjects.ts';

export const reportReasons = [
	'SPAM',
	'HARASSMENT',
	'HATE',
	'SEXUAL',
	'VIOLENCE',
	'WRONG_LEVEL',
	'COPYRIGHT',
	'OTHER',
] as const;
export type ReportReason = (typeof reportReasons)[number];

/** Characters that a report, a decision or an appeal may have: enough to say why. */
export const maximumReasonLength = 1_000;
/** Shown of one subject; what many have reported needs no more to be looked at. */
const maximumShownReports = 20;
const reportsOfOne: Limit = { maximum: 30, windowSeconds: 60 * 60 };

export interface Report {
	readonly id: string;
	readonly subjectId: string;
	readonly reporterId: string;
	readonly reason: ReportReason;
	/** May be empty, unless the reason is OTHER. */
	readonly words: string;
	readonly createdAt: Date;
}

/**
 * Reports an artwork, a render, a comment or a person; while a report is open a second one of the same member changes
 * nothing. Throws `NOT_FOUND` for what the viewer may not see, `NOT_SIGNED_IN` for guests, `NOT_ALLOWED` for what is
 * one's own, `INVALID_INPUT` and `TOO_MANY_TRIES`.
 */
export async function createReport(
	store: Store,
	input: { readonly subjectId: string; readonly reason: ReportReason; readonly words: string },
	viewer: Viewer,
): Promise<void> {
	const { subjectId, reason } = input;
	const person = (await visibleSubjects(store, [subjectId], viewer)).has(subjectId)
		? await personOfSubject(internals(store), subjectId)
		: null;
	if (!person) throw new RenderError('NOT_FOUND', `There is nothing ${subjectId.slice(0, 64)} to report`);
	if (viewer.userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to report something');
	if (person.personId === viewer.userId)
		throw new RenderError('NOT_ALLOWED', 'What is your own you can change yourself');
	const words = cleanText(input.words);
	refuseIssues(words === '' && reason !== 'OTHER' ? [] : textIssues(words, 'words', maximumReasonLength));
	await countTry(store, `report of:${viewer.userId}`, reportsOfOne);
	const subject = db
		.selectFrom('Subject')
		.select(({ ref }) => [
			sql.val(newIdentifier('report')).as('id'),
			'id as subjectId',
			sql.val(viewer.userId).as('reporterId'),
			sql<ReportReason>`${reason}::"ReportReason"`.as('reason'),
			sql.val(words).as('words'),
			sql<string>`${ref('id')} || ' ' || ${viewer.userId}`.as('openKey'),
		])
		.where('id', '=', subjectId);
	await run(
		store,
		db
			.insertInto('Report')
			.columns(['id', 'subjectId', 'reporterId', 'reason', 'words', 'openKey'])
			.expression(subject)
			.onConflict((conflict) => conflict.column('openKey').doNothing()),
	);
}

/** Something that has open reports. */
export interface ReportedSubject {
	readonly subjectId: string;
	/** How many members have reported it. */
	readonly count: number;
	/** When the first of them did. */
	readonly createdAt: Date;
}

export interface ReportQueuePage {
	readonly edges: readonly { readonly cursor: string; readonly reported: ReportedSubject }[];
	readonly hasNextPage: boolean;
}

/**
 * What has open reports, the longest waiting first: `first` (1 to 100) after the cursor `after`. For moderators; that is
 * for the caller to check. Throws a RangeError on `first`, `CursorError` on `after`.
 */
export async function listReported(
	store: Store,
	page: { readonly first: number; readonly after: string | null },
): Promise<ReportQueuePage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} subjects, not ${page.first}`);
	const after = readTimeCursor(page.after, 'artwork', 'render', 'comment', 'user');
	const found = await rows(
		store,
		db
			.selectFrom('Report')
			.where('actionId', 'is', null)
			.groupBy('subjectId')
			.select(({ eb, fn }) => [
				'subjectId',
				fn.min('createdAt').as('createdAt'),
				eb.cast<number>(fn.countAll(), 'integer').as('count'),
			])
			.having(({ eb, fn, ref, tuple }) =>
				after === null
					? eb.lit(true)
					: eb(tuple(fn.min('createdAt'), ref('subjectId')), '>', tuple(after.createdAt, after.id)),
			)
			.orderBy(({ fn }) => fn.min('createdAt'))
			.orderBy('subjectId')
			.limit(page.first + 1),
	);
	const edges = found.slice(0, page.first).map((reported) => ({
		cursor: printTimeCursor({ createdAt: reported.createdAt, id: reported.subjectId }),
		reported,
	}));
	return { edges, hasNextPage: found.length > page.first };
}

/** The open reports of each subject, the oldest first, at most 20, in the order of `subjectIds`. */
export async function openReportsOf(
	store: Store,
	subjectIds: readonly string[],
): Promise<readonly (readonly Report[])[]> {
	const oldest = db
		.selectFrom('Report')
		.select(['id', 'subjectId', 'reporterId', 'reason', 'words', 'createdAt'])
		.where('subjectId', '=', sql.ref<string>('asked.id'))
		.where('actionId', 'is', null)
		.orderBy('createdAt')
		.orderBy('id')
		.limit(maximumShownReports);
	const found = await rows(
		store,
		db
			.selectFrom(eachOf(subjectIds))
			.innerJoinLateral(oldest.as('report'), (join) => join.onTrue())
			.selectAll('report')
			.orderBy('report.createdAt')
			.orderBy('report.id'),
	);
	return subjectIds.map((id) => found.filter((report) => report.subjectId === id));
}
