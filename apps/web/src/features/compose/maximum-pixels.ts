/** @file How large a picture may be that this browser is asked to decode. */

/** Pixels of a picture that is decoded at all, as the API has it for those it is sent: four bytes each, 256 MiB in all. */
export const maximumPixels = 64 * 1024 * 1024;
