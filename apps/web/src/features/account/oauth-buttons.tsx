'use client';
/** @file Coming in with an account elsewhere. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { BeginOAuthDocument, type OAuthProvider } from '../../graphql/generated/graphql.ts';
import { shortPlace } from './next-place.ts';
import { oauthNames } from './oauth-names.ts';
import { type Problem, problemOf } from './problem.ts';

interface OAuthButtonsProps {
	readonly providers: readonly OAuthProvider[];
	/** The address that opens afterwards. */
	readonly next: string;
}

/** A button for each; it leaves the gallery, and the provider sends back. */
export function OAuthButtons({ providers, next }: OAuthButtonsProps) {
	const t = useTranslations('Account');
	const [state, setState] = useState<'pending' | Problem | null>(null);

	async function leave(provider: OAuthProvider): Promise<void> {
		setState('pending');
		try {
			const { beginOAuth } = await browserRequest(BeginOAuthDocument, { provider, next: shortPlace(next, '/') });
			if (beginOAuth.__typename === 'BeginOAuthSuccess') return window.location.assign(beginOAuth.url);
			setState(problemOf(beginOAuth.code));
		} catch {
			setState('OTHER');
		}
	}
	return (
		<>
			<div className="mt-5 flex flex-wrap gap-3">
				{providers.map((provider) => (
					<button
						key={provider}
						type="button"
						className="button-quiet"
						disabled={state === 'pending'}
						onClick={() => void leave(provider)}
					>
						{t('oauth.with', { name: oauthNames[provider] })}
					</button>
				))}
			</div>
			{state !== null && state !== 'pending' && (
				<p role="alert" className="mt-3 text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
		</>
	);
}
