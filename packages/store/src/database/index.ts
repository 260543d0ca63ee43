/** @file The open store, its pages and its doorbell. */
export { CursorError, maximumPageSize, printCursor, readCursor } from './cursor.ts';
export {
	onCancel,
	onCaptionRanking,
	onCollection,
	onComment,
	onDoorbell,
	onEmbedding,
	onPackTask,
	onStepPicture,
	onWatcher,
	type Ring,
} from './doorbell.ts';
export { health, type StoreHealth } from './health.ts';
export { MigrationError, migrate } from './migrate.ts';
export { closeStore, type OnStatement, openStore, type Store } from './store.ts';
export { waitingMigrations } from './waiting-migrations.ts';
