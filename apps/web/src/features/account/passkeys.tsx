'use client';
/** @file A member's passkeys: making one takes the password, where there is one. */
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	BeginPasskeyDocument,
	CreatePasskeyDocument,
	type PasskeyPartsFragment,
	RemovePasskeyDocument,
} from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

interface PasskeysProps {
	readonly passkeys: readonly PasskeyPartsFragment[];
	readonly hasPassword: boolean;
}

export function Passkeys({ passkeys, hasPassword }: PasskeysProps) {
	const t = useTranslations('Account');
	const format = useFormatter();
	const id = useId();
	const router = useRouter();
	const [state, setState] = useState<'pending' | 'done' | 'LAST' | 'DEVICE' | 'NOT_ALLOWED' | Problem | null>(null);

	async function make(form: HTMLFormElement): Promise<typeof state> {
		const data = new FormData(form);
		const password = hasPassword ? String(data.get('password') ?? '') : null;
		const { beginPasskey: begun } = await browserRequest(BeginPasskeyDocument, { password });
		if (begun.__typename !== 'PasskeyChallenge')
			return begun.code === 'NOT_ALLOWED' ? 'NOT_ALLOWED' : problemOf(begun.code);
		const { startRegistration } = await import('@simplewebauthn/browser');
		const response = await startRegistration({
			optionsJSON: begun.options as PublicKeyCredentialCreationOptionsJSON,
		}).catch(() => null);
		if (response === null) return 'DEVICE';
		const name = String(data.get('name') ?? '');
		const { createPasskey } = await browserRequest(CreatePasskeyDocument, { name, response });
		if (createPasskey.__typename !== 'ChangePasskeysSuccess') return problemOf(createPasskey.code);
		form.reset();
		router.refresh();
		return 'done';
	}
	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		if (String(new FormData(form).get('name') ?? '').trim() === '') return setState('INVALID_INPUT');
		setState('pending');
		setState(await make(form).catch(() => 'OTHER' as const));
	}
	async function remove(passkeyId: string): Promise<void> {
		setState('pending');
		try {
			const { removePasskey } = await browserRequest(RemovePasskeyDocument, { id: passkeyId });
			if (removePasskey.__typename === 'ChangePasskeysSuccess') {
				setState(null);
				return router.refresh();
			}
			setState(removePasskey.code === 'NOT_ALLOWED' ? 'LAST' : problemOf(removePasskey.code));
		} catch {
			setState('OTHER');
		}
	}
	const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'medium' });
	const wrongName = state === 'INVALID_INPUT' ? t('rules.displayName') : undefined;
	const wrongPassword = state === 'WRONG_CREDENTIALS' ? t('problems.WRONG_PASSWORD') : undefined;
	const isQuiet = state === null || state === 'pending' || state === 'done';
	const other = isQuiet || wrongName || wrongPassword ? null : state;
	return (
		<>
			<p className="mb-4 text-soft">{t('passkeys.text')}</p>
			{passkeys.length > 0 && (
				<ul className="mb-6 divide-y divide-line border-y border-line">
					{passkeys.map((passkey) => (
						<li key={passkey.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
							<span className="min-w-0 break-words">
								{passkey.name}
								<span className="block text-sm text-soft">
									{passkey.lastUsedAt
										? t('passkeys.used', { since: day(passkey.createdAt), used: day(passkey.lastUsedAt) })
										: t('passkeys.unused', { since: day(passkey.createdAt) })}
								</span>
							</span>
							<button
								type="button"
								className="button-quiet"
								aria-label={t('passkeys.removeThis', { name: passkey.name })}
								disabled={state === 'pending'}
								onClick={() => void remove(passkey.id)}
							>
								{t('passkeys.remove')}
							</button>
						</li>
					))}
				</ul>
			)}
			<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
				<LabelledField
					id={`${id}-name`}
					name="name"
					label={t('passkeys.name')}
					hint={t('passkeys.nameHint')}
					problem={wrongName}
					autoComplete="off"
					maxLength={60}
					required
				/>
				{hasPassword && (
					<LabelledField
						id={`${id}-password`}
						name="password"
						type="password"
						label={t('currentPassword')}
						problem={wrongPassword}
						autoComplete="current-password"
						required
					/>
				)}
				{other && (
					<p role="alert" className="text-dot">
						{other === 'LAST' && t('oauth.last')}
						{other === 'DEVICE' && t('passkeys.device')}
						{other === 'NOT_ALLOWED' && t('passkeys.tooLate')}
						{other !== 'LAST' && other !== 'DEVICE' && other !== 'NOT_ALLOWED' && t(`problems.${other}`)}
					</p>
				)}
				<button type="submit" className="button-quiet" disabled={state === 'pending'}>
					{state === 'pending' ? t('pending') : t('passkeys.make')}
				</button>
				<p role="status">{state === 'done' && t('passkeys.done')}</p>
			</form>
		</>
	);
}
