'use client';
/** @file Accounts elsewhere by which a member can sign in: connecting one takes the password, where there is one. */
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ConnectOAuthDocument, DisconnectOAuthDocument, type OAuthProvider } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { oauthNames } from './oauth-names.ts';
import { type Problem, problemOf } from './problem.ts';

interface ConnectedAccountsProps {
	readonly providers: readonly OAuthProvider[];
	readonly initial: readonly OAuthProvider[];
	readonly hasPassword: boolean;
}

export function ConnectedAccounts({ providers, initial, hasPassword }: ConnectedAccountsProps) {
	const t = useTranslations('Account');
	const id = useId();
	const [connected, setConnected] = useState(initial);
	const [password, setPassword] = useState('');
	const [state, setState] = useState<'pending' | 'LAST' | 'NOT_ALLOWED' | Problem | null>(null);

	async function connect(provider: OAuthProvider): Promise<void> {
		setState('pending');
		try {
			const variables = { provider, password: hasPassword ? password : null };
			const { connectOAuth } = await browserRequest(ConnectOAuthDocument, variables);
			if (connectOAuth.__typename === 'BeginOAuthSuccess') return window.location.assign(connectOAuth.url);
			setState(connectOAuth.code === 'NOT_ALLOWED' ? 'NOT_ALLOWED' : problemOf(connectOAuth.code));
		} catch {
			setState('OTHER');
		}
	}
	async function disconnect(provider: OAuthProvider): Promise<void> {
		setState('pending');
		try {
			const { disconnectOAuth } = await browserRequest(DisconnectOAuthDocument, { provider });
			if (disconnectOAuth.__typename === 'NotAllowed') return setState('LAST');
			if (disconnectOAuth.__typename === 'NotSignedIn') return setState('NOT_SIGNED_IN');
			setConnected((known) => known.filter((each) => each !== provider));
			setState(null);
		} catch {
			setState('OTHER');
		}
	}
	const wrongPassword = state === 'WRONG_CREDENTIALS' ? t('problems.WRONG_PASSWORD') : undefined;
	const other = state !== null && state !== 'pending' && !wrongPassword ? state : null;
	return (
		<>
			<p className="mb-4 text-soft">{t('oauth.text')}</p>
			{hasPassword && connected.length < providers.length && (
				<div className="mb-4">
					<LabelledField
						id={`${id}-password`}
						type="password"
						label={t('currentPassword')}
						problem={wrongPassword}
						autoComplete="current-password"
						value={password}
						onChange={(event) => setPassword(event.target.value)}
					/>
				</div>
			)}
			<ul className="divide-y divide-line border-y border-line">
				{providers.map((provider) => {
					const name = oauthNames[provider];
					const isConnected = connected.includes(provider);
					return (
						<li key={provider} className="flex flex-wrap items-center justify-between gap-3 py-3">
							<span>
								{name}
								<span className="block text-sm text-soft">{t(isConnected ? 'oauth.connected' : 'oauth.none')}</span>
							</span>
							<button
								type="button"
								className="button-quiet"
								disabled={state === 'pending'}
								onClick={() => void (isConnected ? disconnect(provider) : connect(provider))}
							>
								{t(isConnected ? 'oauth.disconnect' : 'oauth.connect', { name })}
							</button>
						</li>
					);
				})}
			</ul>
			{other && (
				<p role="alert" className="mt-3 text-dot">
					{other === 'LAST' ? t('oauth.last') : other === 'NOT_ALLOWED' ? t('oauth.tooLate') : t(`problems.${other}`)}
				</p>
			)}
		</>
	);
}
