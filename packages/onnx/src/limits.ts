/** @file Every maximum that bytes from strangers must keep, with its reason. */

/** Dimensions of a tensor. Networks use at most 6; a larger rank is a damaged file. */
export const maximumRank = 32;

/** One dimension. Above 2⁴⁰ elements no machine holds the tensor; keeps products of a few dimensions exact in doubles. */
export const maximumDimension = 2 ** 40;

/** Bytes of a name. Exporters write paths of a few hundred; a megabyte-long name would only fill the error messages. */
export const maximumNameBytes = 4_096;

/** Bytes of a string attribute or of metadata. */
export const maximumTextBytes = 1 << 20;

/** Bytes of an encoded model: protobuf counts lengths in signed 32 bits. Weights beyond it go to external data. */
export const maximumModelBytes = 2 ** 31 - 1;

/** Nodes of a graph. The full step graph has about 3,000. */
export const maximumNodes = 1_000_000;
