'use client';
/** @file Giving a member another role. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type MemberRole, SetRoleDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';

const choices: readonly MemberRole[] = ['MEMBER', 'MODERATOR', 'ADMIN'];

export function RoleForm() {
	const t = useTranslations('Roles');
	const roles = useTranslations('Account.roles');
	const router = useRouter();
	const id = useId();
	const [role, setRole] = useState<MemberRole>('MODERATOR');
	const [state, setState] = useState<'pending' | 'done' | 'NOT_FOUND' | 'NOT_ALLOWED' | 'OTHER' | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const handle = String(new FormData(event.currentTarget).get('handle') ?? '')
			.trim()
			.replace(/^@/, '');
		setState('pending');
		try {
			const { setRole: answer } = await browserRequest(SetRoleDocument, { handle, role });
			if (answer.__typename === 'SetRoleSuccess') {
				setState('done');
				return router.refresh();
			}
			setState(answer.__typename === 'NotFound' ? 'NOT_FOUND' : 'NOT_ALLOWED');
		} catch {
			setState('OTHER');
		}
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField id={`${id}-handle`} name="handle" label={t('handle')} hint={t('handleHint')} autoComplete="off" />
			<div>
				<label htmlFor={`${id}-role`} className="mb-1.5 block font-medium">
					{t('role')}
				</label>
				<select
					id={`${id}-role`}
					className="field"
					value={role}
					aria-describedby={`${id}-means`}
					onChange={(event) => setRole(choices.find((each) => each === event.target.value) ?? role)}
				>
					{choices.map((each) => (
						<option key={each} value={each}>
							{roles(each)}
						</option>
					))}
				</select>
				<p id={`${id}-means`} className="mt-1 text-sm text-soft">
					{t(`means.${role}`)}
				</p>
			</div>
			{(state === 'NOT_FOUND' || state === 'NOT_ALLOWED' || state === 'OTHER') && (
				<p role="alert" className="text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{t('give')}
			</button>
			<p role="status">{state === 'done' && t('done')}</p>
		</form>
	);
}
