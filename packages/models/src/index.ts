export { importPack } from './import-pack.ts';
export { type Catalogues, filesOf, readCatalogues, removePack } from './local-catalogue.ts';
export { ModelsError } from './models-error.ts';
export { findKnown, pullPack } from './pull-pack.ts';
export type { ModelsProgress } from './store-file.ts';
