/** @file Published pictures, their lists, tags and families. */

export type { Artwork, ArtworkPage, Lineage } from './artwork.ts';
export { type ArtworkFilter, periods, pictureShapes } from './artwork-filter.ts';
export { type ArtworkListRequest, artworkOrders, countNewer, listArtworks } from './artwork-lists.ts';
export { countRemixes, getArtworks, isGalleryEmpty, parentsOf, publishRender, remixesOf } from './artworks.ts';
export { deleteArtwork, deleteRender } from './delete-works.ts';
export { clearEncodedCopies, findEncodedCopy, forgetEncodedCopies, saveEncodedCopy } from './encoded-copies.ts';
export { type Family, familyOf } from './family.ts';
export { findSharingCard, saveSharingCard } from './sharing-cards.ts';
export { tagsOf } from './tags.ts';
export { setRenderVisibility, updateArtwork } from './update-artwork.ts';
