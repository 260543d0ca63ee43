/** @file A gallery into a folder, and back. */
export { type BackupOptions, backUp } from './back-up.ts';
export { BackupError, type BackupErrorCode } from './backup-error.ts';
export type { OnProgress } from './copied-files.ts';
export type { Manifest } from './manifest.ts';
export { type RestoreOptions, restore } from './restore.ts';
