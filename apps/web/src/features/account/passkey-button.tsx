'use client';
/** @file Coming in with a passkey: the browser offers those that it has for this gallery. */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { BeginPasskeySignInDocument, SignInByPasskeyDocument } from '../../graphql/generated/graphql.ts';
import type { Problem } from './problem.ts';

/** `next` is the address that opens afterwards. */
export function PasskeyButton({ next }: { readonly next: string }) {
	const t = useTranslations('Account');
	const [state, setState] = useState<'pending' | 'UNKNOWN' | Problem | null>(null);

	async function enter(): Promise<void> {
		setState('pending');
		try {
			const { beginPasskeySignIn: begun } = await browserRequest(BeginPasskeySignInDocument, {});
			if (begun.__typename !== 'PasskeyChallenge')
				return setState(begun.__typename === 'TooManyTries' ? 'TOO_MANY_TRIES' : 'OTHER');
			const { startAuthentication } = await import('@simplewebauthn/browser');
			// Whoever closes the browser's own dialogue wants nothing, and needs no alarm.
			const response = await startAuthentication({
				optionsJSON: begun.options as PublicKeyCredentialRequestOptionsJSON,
			}).catch(() => null);
			if (response === null) return setState(null);
			const { signInByPasskey } = await browserRequest(SignInByPasskeyDocument, { response });
			// A whole new page: everything on it is somebody else's view now.
			if (signInByPasskey.__typename === 'SignInSuccess') return window.location.assign(next);
			setState(signInByPasskey.__typename === 'TooManyTries' ? 'TOO_MANY_TRIES' : 'UNKNOWN');
		} catch {
			setState('OTHER');
		}
	}
	return (
		<div className="mt-5">
			<button type="button" className="button-quiet" disabled={state === 'pending'} onClick={() => void enter()}>
				{state === 'pending' ? t('pending') : t('passkeys.enter')}
			</button>
			{state !== null && state !== 'pending' && (
				<p role="alert" className="mt-3 text-dot">
					{state === 'UNKNOWN' ? t('passkeys.unknown') : t(`problems.${state}`)}
				</p>
			)}
		</div>
	);
}
