'use client';
/** @file Leaving the gallery, and staying after all. */
import { leavingGraceDays } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { LeaveGalleryDocument, type Leaving, StayInGalleryDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';

const choices: readonly Leaving[] = ['KEEP', 'DELETE'];
const knownProblems = ['WRONG_CREDENTIALS', 'TOO_MANY_TRIES', 'NOT_ALLOWED'] as const;
type Problem = (typeof knownProblems)[number] | 'OTHER';

interface LeaveFormProps {
	/** Null for who stays. */
	readonly leavesAt: string | null;
	readonly leaving: Leaving | null;
}

/** What becomes of pictures and words is chosen first; it takes the password, and effect only after some days. */
export function LeaveForm({ leavesAt, leaving }: LeaveFormProps) {
	const t = useTranslations('Leaving');
	const account = useTranslations('Account');
	const format = useFormatter();
	const id = useId();
	const router = useRouter();
	const [works, setWorks] = useState<Leaving>(leaving ?? 'KEEP');
	const [state, setState] = useState<'pending' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const password = String(new FormData(event.currentTarget).get('password') ?? '');
		setState('pending');
		try {
			const { leaveGallery } = await browserRequest(LeaveGalleryDocument, { works, password });
			if (leaveGallery.__typename === 'LeaveGallerySuccess') {
				setState(null);
				return router.refresh();
			}
			setState(knownProblems.find((code) => code === leaveGallery.code) ?? 'OTHER');
		} catch {
			setState('OTHER');
		}
	}
	async function stay(): Promise<void> {
		setState('pending');
		try {
			await browserRequest(StayInGalleryDocument, {});
			setState(null);
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	if (leavesAt !== null)
		return (
			<div className="space-y-4">
				<p role="status">
					{t(`leaves.${leaving ?? 'KEEP'}`, { date: format.dateTime(new Date(leavesAt), { dateStyle: 'long' }) })}
				</p>
				<button type="button" className="button-main" disabled={state === 'pending'} onClick={() => void stay()}>
					{t('stay')}
				</button>
				{state === 'OTHER' && (
					<p role="alert" className="text-dot">
						{account('problems.OTHER')}
					</p>
				)}
			</div>
		);
	return (
		<details className="group">
			<summary className="button-quiet w-fit list-none [&::-webkit-details-marker]:hidden">{t('open')}</summary>
			<form onSubmit={(event) => void submit(event)} method="post" className="mt-5 space-y-5" noValidate>
				<fieldset>
					<legend className="mb-2 font-medium">{t('works')}</legend>
					{choices.map((choice) => (
						<label key={choice} className="flex min-h-11 items-start gap-3 py-2">
							<input
								type="radio"
								name="works"
								className="mt-0.5 size-5 shrink-0 accent-dot"
								checked={works === choice}
								onChange={() => setWorks(choice)}
							/>
							<span>
								{t(`choices.${choice}`)}
								<span className="block text-sm text-soft">{t(`means.${choice}`)}</span>
							</span>
						</label>
					))}
				</fieldset>
				<p>{t('grace', { days: leavingGraceDays })}</p>
				<LabelledField
					id={`${id}-password`}
					name="password"
					type="password"
					label={account('currentPassword')}
					problem={state === 'WRONG_CREDENTIALS' ? account('problems.WRONG_PASSWORD') : undefined}
					autoComplete="current-password"
					required
				/>
				{(state === 'NOT_ALLOWED' || state === 'TOO_MANY_TRIES' || state === 'OTHER') && (
					<p role="alert" className="text-dot">
						{state === 'NOT_ALLOWED' ? t('onlyAdmin') : account(`problems.${state}`)}
					</p>
				)}
				<button type="submit" className="button-quiet" disabled={state === 'pending'}>
					{state === 'pending' ? account('pending') : t('leave', { days: leavingGraceDays })}
				</button>
			</form>
		</details>
	);
}
