'use client';
/** @file A member's keys for programs: those that are good, how one is revoked, and where a new one is made. */
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type AccessTokenPartsFragment, RevokeAccessTokenDocument } from '../../graphql/generated/graphql.ts';
import { AccessTokenForm } from './access-token-form.tsx';

export function AccessTokens({ initial }: { readonly initial: readonly AccessTokenPartsFragment[] }) {
	const t = useTranslations('Tokens');
	const format = useFormatter();
	const [tokens, setTokens] = useState(initial);
	const [failed, setFailed] = useState(false);
	async function revoke(id: string): Promise<void> {
		setFailed(false);
		try {
			await browserRequest(RevokeAccessTokenDocument, { id });
			setTokens((known) => known.filter((token) => token.id !== id));
		} catch {
			setFailed(true);
		}
	}
	const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'medium' });
	return (
		<>
			<p className="mb-4 text-soft">{t('text')}</p>
			{tokens.length > 0 && (
				<ul className="mb-6 divide-y divide-line border-y border-line">
					{tokens.map((token) => (
						<li key={token.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
							<span className="min-w-0">
								<span className="block font-medium break-words">{token.name}</span>
								<span className="block text-sm text-soft">
									{token.scopes.map((scope) => t(`scopes.${scope}`)).join(' · ')}
									<br />
									{t('until', { date: day(token.expiresAt) })} ·{' '}
									{token.lastUsedAt === null ? t('unused') : t('used', { date: day(token.lastUsedAt) })}
								</span>
							</span>
							<button
								type="button"
								className="button-quiet"
								aria-label={t('revokeThis', { name: token.name })}
								onClick={() => void revoke(token.id)}
							>
								{t('revoke')}
							</button>
						</li>
					))}
				</ul>
			)}
			{failed && (
				<p role="alert" className="mb-4 text-dot">
					{t('failed')}
				</p>
			)}
			<AccessTokenForm onMade={(made) => setTokens((known) => [made, ...known])} />
		</>
	);
}
