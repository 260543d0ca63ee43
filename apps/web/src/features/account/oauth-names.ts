/** @file What other houses call themselves, in every language. */
import type { OAuthProvider } from '../../graphql/generated/graphql.ts';

export const oauthNames: Readonly<Record<OAuthProvider, string>> = { GITHUB: 'GitHub', GOOGLE: 'Google' };
