/** @file How tokens and keys are kept: as hashes. */
import { createHash } from 'node:crypto';

/** What the database keeps of a token: its SHA-256, in hexadecimal. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
