export { type DisposableDatabase, disposableDatabase } from './disposable-database.ts';
