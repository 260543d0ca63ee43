import { viewerModerates } from '@galatea/store/access';
import { type ModerationAction, moderate } from '@galatea/store/moderation';
import type { RequestContext } from '../../context.ts';
import { foreseen, type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { ContentLevelType, ModerationKindType } from '../enums.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { ModerationActionType } from '../references.ts';
import { loadSubject } from './subject.ts';

interface ModerateSuccess {
	readonly type: 'ModerateSuccess';
	readonly action: ModerationAction;
}

type ModerateResult = InvalidInput | ModerateSuccess | NotAllowed | NotFound;

const ModerateInput = builder.inputType('ModerateInput', {
	fields: (t) => ({
		subjectId: t.id({ required: true, description: 'Of an artwork, a render, a comment or a member.' }),
		kind: t.field({ type: ModerationKindType, required: true }),
		reason: t.string({ required: true, description: 'The person concerned reads it: 1 to 1,000 characters.' }),
		level: t.field({ type: ContentLevelType, description: 'For SET_LEVEL.' }),
		days: t.int({ description: 'For SUSPEND, of the person whose the subject is: 1 to 3,650.' }),
		idempotencyKey: t.string({ description: 'The same text of the same moderator is the same act.' }),
	}),
});

const ModerateSuccessType = builder.objectRef<ModerateSuccess>('ModerateSuccess').implement({
	fields: (t) => ({ action: t.expose('action', { type: ModerationActionType }) }),
});

const ModerateResultType = builder.unionType('ModerateResult', {
	types: [InvalidInputType, ModerateSuccessType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('moderate', (t) =>
	t.field({
		type: ModerateResultType,
		description: 'For moderators: acts on a subject, closes its reports, and tells its person.',
		args: { input: t.arg({ type: ModerateInput, required: true }) },
		resolve: (_root, { input }, context) => act(input, context),
	}),
);

async function act(input: typeof ModerateInput.$inferInput, context: RequestContext): Promise<ModerateResult> {
	const { subjectId, kind, reason, level, days, idempotencyKey } = input;
	if (!(await loadSubject(subjectId, context))) return notFound('subject', subjectId);
	const viewer = await context.person.viewer();
	if (!viewerModerates(viewer)) {
		const message = 'Only moderators and admins decide about what others made.';
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message };
	}
	try {
		const choices = { level: level ?? null, days: days ?? null, idempotencyKey: idempotencyKey ?? null };
		const action = await moderate(context.store, { subjectId, kind, reason, ...choices }, viewer.userId ?? '');
		return { type: 'ModerateSuccess', action };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND']);
	}
}
