/** @file Passwords of tests: kept so that a test can tell two apart, and at no cost. */
import { createHash } from 'node:crypto';

const hash = (password: string): string => `sha256:${createHash('sha256').update(password).digest('hex')}`;

/** For `openAccounts`: what scrypt takes 50 ms of a processor for takes none. Nobody may have it outside of tests. */
export const cheapHashing = {
	hash: async (password: string): Promise<string> => hash(password),
	verify: async (of: { readonly hash: string; readonly password: string }): Promise<boolean> =>
		hash(of.password) === of.hash,
};
