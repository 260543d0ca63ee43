import { createReport, type ReportReason } from '@galatea/store/moderation';
import type { RequestContext } from '../../context.ts';
import {
	foreseen,
	type InvalidInput,
	InvalidInputType,
	type NotSignedIn,
	NotSignedInType,
	type TooManyTries,
	TooManyTriesType,
} from '../account/failures.ts';
import { builder } from '../builder.ts';
import { ReportReasonType } from '../enums.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType } from '../errors.ts';

interface CreateReportSuccess {
	readonly type: 'CreateReportSuccess';
	readonly subjectId: string;
}

type CreateReportResult = CreateReportSuccess | InvalidInput | NotAllowed | NotFound | NotSignedIn | TooManyTries;

const CreateReportSuccessType = builder.objectRef<CreateReportSuccess>('CreateReportSuccess').implement({
	fields: (t) => ({ subjectId: t.exposeID('subjectId') }),
});

const CreateReportResultType = builder.unionType('CreateReportResult', {
	types: [CreateReportSuccessType, InvalidInputType, NotAllowedType, NotFoundType, NotSignedInType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.mutationField('createReport', (t) =>
	t.field({
		type: CreateReportResultType,
		description: 'Tells the moderators what is wrong with something. Twice is once while they have not acted.',
		args: {
			subjectId: t.arg.id({ required: true, description: 'Of an artwork, a render, a comment or a member.' }),
			reason: t.arg({ type: ReportReasonType, required: true }),
			words: t.arg.string({ description: 'At most 1,000 characters; needed where the reason is OTHER.' }),
		},
		resolve: (_root, { subjectId, reason, words }, context) =>
			report({ subjectId, reason, words: words ?? '' }, context),
	}),
);

async function report(
	input: { readonly subjectId: string; readonly reason: ReportReason; readonly words: string },
	{ store, person }: RequestContext,
): Promise<CreateReportResult> {
	try {
		await createReport(store, input, await person.viewer());
		return { type: 'CreateReportSuccess', subjectId: input.subjectId };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES']);
	}
}
