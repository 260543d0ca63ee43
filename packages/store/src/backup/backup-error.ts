/** @file Why a backup cannot be made or restored, in words for the person who asked. */

/** What is wrong with which side; stable, for programs. */
export type BackupErrorCode = 'NOT_A_BACKUP' | 'INCOMPLETE' | 'DAMAGED' | 'WRONG_VERSION' | 'NOT_EMPTY' | 'IN_USE';

/** The message names the folder or the database and says what to do. */
export class BackupError extends Error {
	override readonly name = 'BackupError';

	readonly code: BackupErrorCode;

	constructor(code: BackupErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}
