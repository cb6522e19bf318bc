#ifndef STRATA_FILE_CALLS_H
#define STRATA_FILE_CALLS_H

// Linux calls that the C library declares only as GNU extensions, which Swift's Glibc module leaves
// out. Each returns 0, or the error number.

/// Renames; EEXIST where the new name is taken, EINVAL where the file system cannot promise that.
int strata_rename_without_replacing(const char *from, const char *to);

/// Flushes the whole file system that an open file lies on.
int strata_flush_file_system(int descriptor);

#endif
