/**
 * @file Every maximum that a weight file must keep, each with its reason. A weight file is a program that someone else
 * wrote: sizes are believed only after they were compared with these and with the length of the file.
 */

/**
 * Bytes of a safetensors header. The format's own limit: 100 MB, as the reference reader has it. The largest header of
 * a network that is read here (ViT-L/14, 446 tensors) is below 100 kB.
 */
export const maximumHeaderBytes = 100_000_000;

/** Tensors in a file. CLIP RN50 has 489, a 4 GB transformer checkpoint about 1,000; each costs an object when read. */
export const maximumTensorCount = 100_000;

/** Axes of a tensor. Convolution kernels have 4; 8 is what ONNX runtimes are tested with. */
export const maximumRank = 8;

/**
 * Length of one axis. The largest in use is a vocabulary of 49,408; a bound keeps products of axes within 2^53, where
 * JavaScript's integers end, so that a product that wraps around cannot look plausible.
 */
export const maximumAxisLength = 2 ** 31 - 1;

/** Numbers in one tensor: a Float32Array of 2 GiB, the most that onnxruntime takes as one initialiser in a model. */
export const maximumElementCount = 2 ** 29;

/** UTF-16 units of a tensor's name. The longest of OpenCLIP's largest towers has 71. */
export const maximumNameLength = 512;

/** Bytes of one read from a file. Node refuses reads of 2 GiB and above; large tensors are read in parts of this. */
export const maximumReadBytes = 64 * 1024 * 1024;

/** Bytes of a text (vocabularies, merges) after unzipping: CLIP's merges have 3.2 MB, and a zipped file can lie. */
export const maximumTextBytes = 32 * 1024 * 1024;

/**
 * Bytes of a storage that are in memory while its numbers are widened or put in order: large enough that a disk reads at
 * its full speed, small beside a weight tensor.
 */
export const maximumWindowBytes = 1024 * 1024;

/**
 * Numbers in a tensor that repeats the same ones along an axis (`expand`): a few bytes of file may ask for all of this
 * memory, 64 MiB. In weight files only masks and position tables repeat; the largest, of 1024² tokens, has a million.
 */
export const maximumRepeatedElementCount = 2 ** 24;

/** Files of a sharded network; each is held open. The largest networks published in this format have below 200. */
export const maximumShardCount = 256;

/** Entries of a zip archive: one per storage, and TorchScript adds two per source file. */
export const maximumZipEntryCount = 200_000;

/** Bytes of a zip archive's central directory: 200,000 entries with names and padding of 300 bytes. */
export const maximumZipDirectoryBytes = 64 * 1024 * 1024;

/**
 * Bytes of one deflated entry after inflating, which happens in memory; deflate makes up to a thousand from one. PyTorch
 * never deflates numbers; an archive packed again by hand may, and ViT-L/14's token embedding has 152 MB.
 */
export const maximumInflatedBytes = 256 * 1024 * 1024;

/** Bytes of a pickle, which is read whole. It has no numbers of tensors in it: a 4 GB checkpoint's has below 1 MB. */
export const maximumPickleBytes = 64 * 1024 * 1024;

/**
 * Instructions of a pickle. A tensor takes about 30, so a checkpoint with optimiser states of 1,000 tensors some 100,000.
 * Two million run in well under a second, and make objects of at most a few hundred megabytes.
 */
export const maximumPickleInstructions = 2 ** 21;

/** Values on the pickle machine's stack. Python sends lists and dicts in batches of 1,000; only tuples come whole. */
export const maximumPickleStack = 2 ** 17;

/** Values that a pickle remembers to use again; it remembers nearly every string and container once. */
export const maximumPickleMemo = 2 ** 20;

/** Bytes of one string in a pickle. The longest in real files are pieces of source code, some 100 kB. */
export const maximumPickleTextBytes = 16 * 1024 * 1024;

/** Bytes of one whole number in a pickle. A random generator's state has 16; conversion of longer ones takes time. */
export const maximumPickleIntegerBytes = 1024;

/** Containers within each other in a pickle or msgpack file. Networks nest below 20; the walk is recursive. */
export const maximumNesting = 64;

/**
 * Containers and leaves that are visited to name tensors. Values may be shared, so that a small file can describe a tree
 * of 2^64 leaves.
 */
export const maximumNodeCount = 2 ** 19;

/** Bytes of all texts in a msgpack file. Those of Flax are names: a network of 1,000 tensors has 30 kB. */
export const maximumMsgpackTextBytes = 16 * 1024 * 1024;
