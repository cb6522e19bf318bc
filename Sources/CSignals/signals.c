#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t pipe_end = -1;
static sigset_t initial_mask;

__attribute__((constructor)) static void remember_mask(void) {
  pthread_sigmask(SIG_BLOCK, NULL, &initial_mask);
}

sigset_t strata_initial_mask(void) { return initial_mask; }

static void handle(int signal, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  unsigned char message[2] = {(unsigned char)signal, info->si_code > 0};
  // A pipe that is full holds signals enough.
  ssize_t written = write(pipe_end, message, sizeof message);
  (void)written;
  errno = error;
}

int strata_catch_signal(int signal, int descriptor, int always) {
  struct sigaction former;
  if (sigaction(signal, NULL, &former) != 0) return errno;
  if (!always && former.sa_handler == SIG_IGN) return 0;
  pipe_end = descriptor;
  struct sigaction action = {0};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, NULL) == 0 ? 0 : errno;
}

int strata_process_end(int status, int *value) {
  if (WIFEXITED(status)) {
    *value = WEXITSTATUS(status);
    return 1;
  }
  if (WIFSIGNALED(status)) {
    *value = WTERMSIG(status);
    return 2;
  }
  return 0;
}
