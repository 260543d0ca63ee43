import type { RemixPermission } from '@galatea/store/access';
import { builder } from '../builder.ts';
import { type Failing, FailureInterface } from '../errors.ts';

type Reason = Exclude<RemixPermission, 'ALLOWED'> | 'LICENCES_APART' | 'NOT_PUBLISHED';

/** Somebody may see a picture, but not make another of it. */
export interface RemixRefused extends Failing<'RemixRefused', 'REMIX_REFUSED'> {
	readonly reason: Reason;
	/** The artwork or render that it is about. */
	readonly sourceId: string;
}

const reasons = {
	RECIPE_HIDDEN: 'Only its person may know how it was made.',
	LICENCE: 'Its licence lets nobody publish what they make from it.',
	NOBODY: 'Its person makes something from it alone.',
	FOLLOWERS_ONLY: 'Its person lets only those who follow them.',
	BLOCKED: 'One of the two has blocked the other.',
	NOT_PUBLISHED: 'It is not published, so only its person may go on with it.',
	LICENCES_APART: 'The licences of what it would be made from cannot be met together.',
} as const satisfies Readonly<Record<Reason, string>>;

const RemixRefusalType = builder.enumType('RemixRefusal', {
	description: 'Why something may not be made from a picture.',
	values: Object.fromEntries(
		Object.entries(reasons).map(([reason, description]) => [reason, { description, value: reason }]),
	) as { [Name in Reason]: { description: string; value: Name } },
});

export const RemixRefusedType = builder.objectRef<RemixRefused>('RemixRefused').implement({
	interfaces: [FailureInterface],
	description: 'The picture is there, and the caller may not make another of it.',
	fields: (t) => ({
		reason: t.expose('reason', { type: RemixRefusalType }),
		sourceId: t.exposeID('sourceId', { description: 'The artwork or render that may not be remixed.' }),
	}),
});

/** Says of which picture, and why. */
export function remixRefused(sourceId: string, reason: Reason): RemixRefused {
	const message = `Nothing may be made from "${sourceId}". ${reasons[reason]}`;
	return { type: 'RemixRefused', code: 'REMIX_REFUSED', message, reason, sourceId };
}
