'use client';
/** @file Of what somebody wants to be told. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type NotificationKind, SetSilencedNotificationsDocument } from '../../graphql/generated/graphql.ts';

/** In the order in which they are listed; a kind that is forgotten here is no type. */
const listed = {
	COMMENT: true,
	REPLY: true,
	REACTION: true,
	FOLLOW: true,
	REMIX: true,
	COLLECTED: true,
	CURATOR: true,
	NEW_IN_COLLECTION: true,
	SUBMISSION: true,
	SUBMISSION_ACCEPTED: true,
	SUBMISSION_DECLINED: true,
	DECISION: true,
	APPEAL: true,
	RENDER_DONE: true,
	RENDER_FAILED: true,
} as const satisfies Readonly<Record<NotificationKind, true>>;
const kinds = Object.keys(listed) as readonly NotificationKind[];

/** Every choice is saved as it is made. One that could not be saved goes back to what holds. */
export function NotificationSettings({ initial }: { readonly initial: readonly NotificationKind[] }) {
	const t = useTranslations('Notifications');
	const [silenced, setSilenced] = useState(initial);
	const [state, setState] = useState<'saved' | 'failed' | null>(null);
	async function toggle(kind: NotificationKind): Promise<void> {
		const before = silenced;
		const after = before.includes(kind) ? before.filter((each) => each !== kind) : [...before, kind];
		setSilenced(after);
		setState(null);
		try {
			const { setSilencedNotifications } = await browserRequest(SetSilencedNotificationsDocument, { kinds: after });
			if (setSilencedNotifications.__typename !== 'NotificationsSuccess') throw new Error('not signed in');
			setState('saved');
		} catch {
			setSilenced(before);
			setState('failed');
		}
	}
	return (
		<fieldset>
			<legend className="mb-3 text-soft">{t('settingsText')}</legend>
			{kinds.map((kind) => (
				<label key={kind} className="flex min-h-8 items-center gap-2.5">
					<input
						type="checkbox"
						className="size-4.5 accent-ink"
						checked={!silenced.includes(kind)}
						onChange={() => void toggle(kind)}
					/>
					{t(`settings.${kind}`)}
				</label>
			))}
			<p role="status">{state === 'saved' && t('saved')}</p>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('failed')}
				</p>
			)}
		</fieldset>
	);
}
