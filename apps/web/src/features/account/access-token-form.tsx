'use client';
/** @file A new key for a program. It is shown once. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type AccessScope,
	type AccessTokenPartsFragment,
	CreateAccessTokenDocument,
} from '../../graphql/generated/graphql.ts';
import { CopyButton } from '../artwork/copy-button.tsx';
import { LabelledField } from './labelled-field.tsx';

const scopeChoices: readonly AccessScope[] = ['READ', 'RENDER', 'PUBLISH', 'COMMENT', 'PROFILE'];
const dayChoices = [7, 30, 90, 365] as const;
const usualDays = 90;

export function AccessTokenForm({ onMade }: { readonly onMade: (made: AccessTokenPartsFragment) => void }) {
	const t = useTranslations('Tokens');
	const id = useId();
	const [token, setToken] = useState<string | null>(null);
	const [wrong, setWrong] = useState<readonly string[]>([]);
	const [state, setState] = useState<'pending' | 'failed' | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		setState('pending');
		setWrong([]);
		try {
			const { createAccessToken } = await browserRequest(CreateAccessTokenDocument, {
				input: {
					name: String(data.get('name') ?? ''),
					scopes: scopeChoices.filter((scope) => data.has(scope)),
					days: Number(data.get('days')),
				},
			});
			if (createAccessToken.__typename === 'CreateAccessTokenSuccess') {
				setToken(createAccessToken.token);
				onMade(createAccessToken.accessToken);
				form.reset();
				return setState(null);
			}
			const issues = createAccessToken.__typename === 'InvalidInput' ? createAccessToken.issues : [];
			setWrong(issues.map((issue) => issue.path));
			setState(issues.length > 0 ? null : 'failed');
		} catch {
			setState('failed');
		}
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-name`}
				name="name"
				label={t('name')}
				hint={t('nameHint')}
				problem={wrong.includes('name') ? t('rules.name') : undefined}
				autoComplete="off"
				maxLength={60}
			/>
			<fieldset aria-describedby={wrong.includes('scopes') ? `${id}-scopes` : undefined}>
				<legend className="mb-1.5 font-medium">{t('may')}</legend>
				{scopeChoices.map((scope) => (
					<label key={scope} className="flex min-h-11 items-center gap-3">
						<input type="checkbox" name={scope} defaultChecked={scope === 'READ'} className="size-5 accent-ink" />
						{t(`scopes.${scope}`)}
					</label>
				))}
				{wrong.includes('scopes') && (
					<p id={`${id}-scopes`} role="alert" className="text-dot">
						{t('rules.scopes')}
					</p>
				)}
			</fieldset>
			<div>
				<label htmlFor={`${id}-days`} className="mb-1.5 block font-medium">
					{t('days')}
				</label>
				<select id={`${id}-days`} name="days" className="field" defaultValue={usualDays}>
					{dayChoices.map((days) => (
						<option key={days} value={days}>
							{t('dayCount', { days })}
						</option>
					))}
				</select>
			</div>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('failed')}
				</p>
			)}
			<button type="submit" className="button-quiet" disabled={state === 'pending'}>
				{t('make')}
			</button>
			<div role="status">
				{token !== null && (
					<div className="space-y-3 border-l-2 border-dot pl-4">
						<p>{t('once')}</p>
						<code className="block break-all">{token}</code>
						<CopyButton text={token} label={t('copy')} done={t('copied')} failed={t('copyFailed')} />
					</div>
				)}
			</div>
		</form>
	);
}
