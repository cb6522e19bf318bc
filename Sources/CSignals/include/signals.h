#ifndef STRATA_SIGNALS_H
#define STRATA_SIGNALS_H

#include <signal.h>

// Catching signals takes a handler that is safe at any moment, which no Swift function is.

/// From now on a signal makes two bytes readable at the other end of a pipe: its number, and whether
/// the terminal sent it (to the whole process group) instead of a process. A signal that is ignored
/// stays so, unless `always` is not 0. Returns 0, or the error number.
int strata_catch_signal(int signal, int descriptor, int always);

/// The signals that were blocked when this program began. The threads that run Swift's tasks block nearly
/// all of them, and a program that one of them starts would begin with that.
sigset_t strata_initial_mask(void);

/// Whether a process ended by itself (1) or was ended by a signal (2); 0 for neither.
/// `value` is its exit status or the signal.
int strata_process_end(int status, int *value);

#endif
