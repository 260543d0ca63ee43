/** The command was written wrongly; the message says what would be right. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
